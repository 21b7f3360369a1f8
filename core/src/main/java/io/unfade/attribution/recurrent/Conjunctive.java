package io.unfade.attribution.recurrent;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Gaps;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.check.Require;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.RecurrentModel;
import io.unfade.nn.spec.ReadoutKind;

import java.util.Arrays;
import java.util.List;

/**
 * What each step adds to the logit, by the model's own arithmetic: of models whose readout is
 * {@linkplain ReadoutKind#CONJUNCTIVE conjunctive}.
 *
 * <pre>{@code
 * s_j = a_j (w_k . z_j + b_k) / T'        z_j: state of step j, a_j its weight, w_k, b_k: the linear head for class k
 * A_tc = s_t / C
 * }</pre>
 *
 * <p>Signed, in units of the logit. Complete up to rounding, without a baseline: the cells sum to f(x) itself, also for the
 * difference of two classes; the gap to what the model computes in its own precision is recorded. It says nothing about features:
 * all cells of a step get the same. A state holds what the layers saw of earlier steps, in both directions of all steps, so
 * what a step adds is not due to the input at that step alone. With a stem or a preparation, what a read step adds goes to the steps
 * that it read, in proportion to the sizes of the weights. The map of an ensemble is the mean of its members'. Cost: a pass
 * forwards on one core, and two of the model for the class and the gap.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>J. Early et al.: Inherently Interpretable Time Series Classification via Multiple Instance Learning, ICLR 2024, arXiv
 *       2311.10049, section 3 (conjunctive pooling and its interpretation).
 * </ol>
 *
 * Differs from the paper, whose states are those of a convolutional network: each sees a window of known size.
 */
public record Conjunctive() implements Attribution {
    /** Name and factory. */
    public static final Kind KIND = new Kind(
            "conjunctive",
            "what each step adds to the output: exact, one forward pass; only for models with the readout conjunctive",
            options -> new Conjunctive());

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Class<RecurrentModel> needs() {
        return RecurrentModel.class;
    }

    @Override
    public void check(Model model, Output output) {
        RecurrentCheck.readout(KIND, model, ReadoutKind.CONJUNCTIVE);
        Require.argument(
                output == Output.LOGIT,
                "conjunctive shows what steps add to a logit: the output must be logit, but was %s",
                output.key());
        RecurrentCheck.scores(KIND, model);
    }

    @Override
    public Cost cost(int steps, int features) {
        return new Cost(3, 0);
    }

    @Override
    public boolean isComplete() {
        return true;
    }

    @Override
    public Explained attribute(Problem problem) {
        Inputs inputs = problem.inputs();
        double[] maps = new double[inputs.values().length];
        List<Network> networks = Network.all(problem.recurrentModel());
        for (int b = 0; b < inputs.count(); b++) {
            problem.countPass(1);
            int at = inputs.offset(b);
            double[] ofSteps = new double[inputs.lengths()[b]];
            for (Network network : networks) {
                double[] added = network.additions(inputs.values(), at, ofSteps.length, problem.classWeights(b));
                Arrays.setAll(ofSteps, t -> ofSteps[t] + added[t] / networks.size());
            }
            for (double ofStep : ofSteps) {
                Arrays.fill(maps, at, at + inputs.features(), ofStep / inputs.features());
                at += inputs.features();
            }
        }
        return Gaps.of(inputs, maps, problem.values());
    }
}
