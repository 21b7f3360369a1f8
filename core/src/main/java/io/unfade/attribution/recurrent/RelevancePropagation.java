package io.unfade.attribution.recurrent;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.check.Keyed;
import io.unfade.check.Require;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.RecurrentModel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Layer-wise relevance propagation: the logit of the class, passed back from each sum to its summands in proportion.
 *
 * <pre>{@code
 * sum z = W h + b     R_i = sum over j of w_ji h_i R_j / (z_j + e sign(z_j))     the bias takes its share, which ends there
 * activation          passes the relevance of its value on
 * gate times signal   see Products
 * attention           its weights are constants: M_t is a sum of what it reads
 * maximum             all to the largest
 * }</pre>
 *
 * <p>Signed, in units of the logit. The cells sum to the logit minus what biases and e took. The map of an ensemble is the
 * mean of its members'. Cost: a pass forwards and one backwards on one core, and one of the model for the class.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>S. Bach et al.: On Pixel-Wise Explanations for Non-Linear Classifier Decisions by Layer-Wise Relevance Propagation,
 *       PLoS ONE 10(7), 2015.
 *   <li>L. Arras, G. Montavon, K.-R. Müller, W. Samek: Explaining Recurrent Neural Network Predictions in Sentiment
 *       Analysis, WASSA 2017, arXiv 1706.07206 (LSTM).
 *   <li>L. Arras et al.: Explaining and Interpreting LSTMs, in Explainable AI, LNCS 11700, 2019, arXiv 1909.12114 (products).
 * </ol>
 *
 * Differs from the papers, which have no rules for attention, GRU and stems.
 *
 * @param products what a gate and a signal get of the relevance of their product
 * @param epsilon e, above 0 and at most 1
 */
public record RelevancePropagation(Products products, double epsilon) implements Attribution {
    /** Rules for the product of a gate and a signal. */
    public enum Products implements Keyed {
        /** The signal takes all. */
        SIGNAL {
            @Override
            double share(double gate, double signal) {
                return 0;
            }
        },
        /** Half each. */
        HALF {
            @Override
            double share(double gate, double signal) {
                return 0.5;
            }
        },
        /** In proportion to their sizes. */
        PROP {
            @Override
            double share(double gate, double signal) {
                double sizes = Math.abs(gate) + Math.abs(signal);
                return sizes == 0 ? 0 : Math.abs(gate) / sizes;
            }
        };

        /** {@return the gate's share} */
        abstract double share(double gate, double signal);
    }

    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "lrp",
            "the logit, passed back from each sum to its summands in proportion",
            options -> new RelevancePropagation(options.choice("products", Products.class), options.number("epsilon")),
            new Kind.Option(
                    "products",
                    "signal",
                    "what a gate times a signal passes to the gate: nothing (signal), half, or by size (prop)"),
            new Kind.Option("epsilon", "0.001", "what is added to the size of each sum, above 0, at most 1"));

    /** Checks the number. */
    public RelevancePropagation {
        Require.argument(
                epsilon > 0 && epsilon <= 1, "lrp: epsilon must be above 0 and at most 1, but was %s", epsilon);
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("products", products.key());
        options.put("epsilon", Double.toString(epsilon));
        return options;
    }

    @Override
    public Class<RecurrentModel> needs() {
        return RecurrentModel.class;
    }

    @Override
    public void check(Model model, Output output) {
        Require.argument(
                output == Output.LOGIT, "lrp passes a logit back: the output must be logit, but was %s", output.key());
        RecurrentCheck.scores(KIND, model);
    }

    @Override
    public Cost cost(int steps, int features) {
        return new Cost(1, 1);
    }

    @Override
    public Explained attribute(Problem problem) {
        Inputs inputs = problem.inputs();
        double[] maps = new double[inputs.values().length];
        List<Network> networks = Network.all(problem.recurrentModel());
        for (int b = 0; b < inputs.count(); b++) {
            problem.countPass(1);
            for (Network network : networks) {
                Network.Run run = network.run(inputs.values(), inputs.offset(b), inputs.lengths()[b]);
                double[] seed = problem.classWeights(b);
                run.back(run, new RelevanceRules(products, epsilon), seed, maps, inputs.offset(b));
            }
        }
        for (int i = 0; i < maps.length; i++) {
            maps[i] *= inputs.values()[i] / networks.size();
        }
        return new Explained(maps);
    }
}
