package io.unfade.attribution.recurrent;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Unit;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.RecurrentModel;

import java.util.List;

/**
 * Which steps the model's own attention held: the weights of its matrices M_t, counted as its readout counts the states
 * that the recurrent layers make of them.
 *
 * <pre>{@code
 * s_j = sum over t >= j of w_t (1 / A) sum over hops k of a_tjk       a_tjk: weight of step j in row k of M_t
 * }</pre>
 *
 * <p>w_t is 1 at the last step for a readout of the last state (in both directions half of it at the first step, where the
 * backward direction ends), 1 / T for the mean, the mean weight over the hops of a self-attention readout, the share of a_t in the
 * sum of the weights of conjunctive pooling, and for the maximum the share of the hidden units whose largest value is at t. Attention weighs steps, not features: all cells of a
 * step get the same, {@code s_j / C}. With a stem, what it read gets the share of each output in proportion to the sizes of
 * its weights.
 *
 * <p>Not negative; the cells of a series sum to 1. It does not depend on the class, and says what was held, not what the
 * recurrent layers used. The map of an ensemble is the mean of its members'. Cost: a pass forwards on one core, and one of
 * the model for the class.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail et al.: Input-Cell Attention Reduces Vanishing Saliency of Recurrent Neural Networks, NeurIPS 2019,
 *       section 4 (the weights).
 *   <li>S. Abnar, W. Zuidema: Quantifying Attention Flow in Transformers, ACL 2020, arXiv 2005.00928 (the product of the
 *       attention of several layers).
 * </ol>
 */
public record AttentionRollout() implements Attribution {
    /** Name and factory. */
    public static final Kind KIND = new Kind(
            "attention-rollout",
            "which steps the model's input-cell attention held; not of a class",
            options -> new AttentionRollout());

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
        RecurrentCheck.attention(KIND, model);
        RecurrentCheck.scores(KIND, model);
    }

    @Override
    public Cost cost(int steps, int features) {
        return new Cost(2, 0);
    }

    @Override
    public boolean dependsOnOutput() {
        return false;
    }

    @Override
    public Unit unit() {
        return Unit.SHARE;
    }

    @Override
    public Explained attribute(Problem problem) {
        Inputs inputs = problem.inputs();
        double[] maps = new double[inputs.values().length];
        List<Network> networks = Network.all(problem.recurrentModel());
        for (int b = 0; b < inputs.count(); b++) {
            problem.countPass(1);
            for (Network network : networks) {
                int at = inputs.offset(b);
                for (double[] step : network.rollout(inputs.values(), at, inputs.lengths()[b])) {
                    for (double share : step) {
                        maps[at++] += share / networks.size();
                    }
                }
            }
        }
        return new Explained(maps);
    }
}
