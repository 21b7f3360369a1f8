package io.unfade.attribution.recurrent;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Gaps;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.RecurrentModel;

import java.util.List;
import java.util.Map;

/**
 * DeepLIFT through every part of a recurrent classifier: gates, attention, stem and readout. The difference of the output
 * from that for a baseline, passed back operation by operation, each change in full.
 *
 * <pre>{@code
 * activation   m_z = m_a (a - a0) / (z - z0)
 * product u v  m_u = m (v + v0) / 2          m_v = m (u + u0) / 2
 * quotient     of the product S = M Z:       m_S = m / Z'      m_Z = -m M' / Z'     (' the mean of both runs)
 * maximum      m_k = m times the share of the straight way between the runs on which k holds it
 * map          A_tc = m_tc (x_tc - b_tc)
 * }</pre>
 *
 * <p>Linear parts pass multipliers by their transposed weights. Signed, in units of the output. Complete up to rounding:
 * the cells sum to f(x) - f(b); the gap to what the model computes in its own precision is recorded. A probability is the
 * quotient of exponentials. The map of an ensemble is the mean of its members'. Cost: a pass forwards and one backwards
 * on one core, and three of the model for the class and the gap.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. Shrikumar, P. Greenside, A. Kundaje: Learning Important Features Through Propagating Activation Differences,
 *       ICML 2017, arXiv 1704.02685, section 3 (the rescale rule).
 *   <li>S. M. Lundberg, S.-I. Lee: A Unified Approach to Interpreting Model Predictions, NeurIPS 2017, arXiv 1705.07874
 *       (the Shapley value of a product of two).
 * </ol>
 *
 * Differs from the paper, which has no rules for products, attention and recurrent cells.
 *
 * @param baseline b
 */
public record DeepLift(Baseline baseline) implements Attribution {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "deeplift",
            "the difference from a baseline, passed back through gates and attention; complete",
            options -> new DeepLift(options.choice("baseline", Baseline.class)),
            Baseline.option("what is compared with", Baseline.ZERO, Baseline.SERIES));

    /** Checks the baseline. */
    public DeepLift {
        baseline.among(Baseline.SERIES, KIND.key());
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        return Map.of("baseline", baseline.key());
    }

    @Override
    public boolean needsBackground() {
        return baseline.needsBackground();
    }

    @Override
    public Class<RecurrentModel> needs() {
        return RecurrentModel.class;
    }

    @Override
    public void check(Model model, Output output) {
        RecurrentCheck.scores(KIND, model);
    }

    @Override
    public Cost cost(int steps, int features) {
        return new Cost(3, 1);
    }

    @Override
    public boolean isComplete() {
        return true;
    }

    @Override
    public Explained attribute(Problem problem) {
        Inputs inputs = problem.inputs();
        double[] from = problem.baseline(baseline);
        RecurrentModel model = problem.recurrentModel();
        List<Network> networks = Network.all(model);
        double[] maps = new double[from.length];
        for (int b = 0; b < inputs.count(); b++) {
            problem.countPass(1);
            int first = inputs.offset(b);
            int steps = inputs.lengths()[b];
            List<Network.Run> runs = networks.stream()
                    .map(network -> network.run(inputs.values(), first, steps))
                    .toList();
            List<Network.Run> references = networks.stream()
                    .map(network -> network.reference(from, first, steps))
                    .toList();
            double[] seed = OutputRule.multipliers(
                    problem.output(), problem.classWeights(b), mean(runs), mean(references), model.temperature());
            for (int member = 0; member < runs.size(); member++) {
                runs.get(member).back(references.get(member), DeepLiftRules.RULES, seed, maps, first);
            }
        }
        for (int i = 0; i < maps.length; i++) {
            maps[i] *= (inputs.values()[i] - from[i]) / networks.size();
        }
        return Gaps.of(problem, maps, from);
    }

    private static double[] mean(List<Network.Run> runs) {
        double[] mean = new double[runs.get(0).logits().length];
        for (Network.Run run : runs) {
            double[] logits = run.logits();
            for (int k = 0; k < mean.length; k++) {
                mean[k] += logits[k] / runs.size();
            }
        }
        return mean;
    }
}
