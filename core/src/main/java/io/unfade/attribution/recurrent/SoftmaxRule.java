package io.unfade.attribution.recurrent;

import io.unfade.attribution.recurrent.graph.Activation;
import io.unfade.math.Vectors;

/**
 * The change of a probability {@code p_c = e_c / s}, {@code e_k = exp(z_k / temperature)}, {@code s = sum of e_k}, by
 * those of the logits z. The quotient's change follows from that of the product {@code e_c = p_c s}.
 */
final class SoftmaxRule {
    private SoftmaxRule() {}

    /** {@return the multipliers of the logits} */
    static double[] multipliers(double[] logits, double[] ofReference, double temperature, int target) {
        double shift = Math.max(largest(logits), largest(ofReference));
        double mean = mean(probability(logits, temperature, target), probability(ofReference, temperature, target));
        double[] multipliers = new double[logits.length];
        double sums = 0;
        for (int k = 0; k < logits.length; k++) {
            double z = (logits[k] - shift) / temperature;
            double z0 = (ofReference[k] - shift) / temperature;
            sums += mean(Math.exp(z), Math.exp(z0));
            double m = (k == target ? 1 : 0) - mean;
            multipliers[k] = DeepLiftRules.RULES.through(Activation.OfLayer.EXP, m, z, z0, Math.exp(z), Math.exp(z0))
                    / temperature;
        }
        for (int k = 0; k < logits.length; k++) {
            multipliers[k] /= sums;
        }
        return multipliers;
    }

    private static double probability(double[] logits, double temperature, int target) {
        double[] probabilities = new double[logits.length];
        Vectors.softmax(logits, temperature, probabilities);
        return probabilities[target];
    }

    private static double largest(double[] values) {
        double largest = values[0];
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    private static double mean(double value, double other) {
        return (value + other) / 2;
    }
}
