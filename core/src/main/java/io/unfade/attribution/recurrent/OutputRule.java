package io.unfade.attribution.recurrent;

import io.unfade.attribution.recurrent.graph.Activation;
import io.unfade.math.Vectors;
import io.unfade.model.Output;

import java.util.Arrays;

/** From logits to the output that is explained, by the rules of DeepLIFT. */
final class OutputRule {
    private OutputRule() {}

    /**
     * {@return the multipliers of the logits}
     *
     * @param output what is explained
     * @param weights of the output of each class
     * @param logits of the run
     * @param ofReference those of the reference
     * @param temperature of the softmax
     */
    static double[] multipliers(
            Output output, double[] weights, double[] logits, double[] ofReference, double temperature) {
        return switch (output) {
            case LOGIT -> weights;
            case PROBABILITY -> ofProbabilities(weights, logits, ofReference, temperature);
            case LOG_ODDS -> ofLogOdds(weights, logits, ofReference, temperature);
        };
    }

    /**
     * {@return the multipliers for probabilities {@code p_c = e_c / s}, {@code e_k = exp(z_k / temperature)}, {@code s =
     * sum of e_k}} The change of the quotient follows from that of the product {@code e_c = p_c s}.
     */
    private static double[] ofProbabilities(
            double[] weights, double[] logits, double[] ofReference, double temperature) {
        double shift = largest(logits, ofReference);
        double[] z = scaled(logits, shift, temperature);
        double[] z0 = scaled(ofReference, shift, temperature);
        double[] p = probabilities(logits, temperature);
        double[] p0 = probabilities(ofReference, temperature);
        double meanOfSum = 0;
        double ofSum = 0;
        for (int k = 0; k < weights.length; k++) {
            meanOfSum += (Math.exp(z[k]) + Math.exp(z0[k])) / 2;
            ofSum += weights[k] * (p[k] + p0[k]) / 2;
        }
        double[] multipliers = new double[weights.length];
        for (int k = 0; k < weights.length; k++) {
            double m = (weights[k] - ofSum) / meanOfSum / temperature;
            multipliers[k] = DeepLiftRules.RULES.through(
                    Activation.OfLayer.EXP, m, z[k], z0[k], Math.exp(z[k]), Math.exp(z0[k]));
        }
        return multipliers;
    }

    /** {@return the multipliers for log-odds {@code z_c / temperature - log s_c}, {@code s_c = sum over k != c of e_k}} */
    private static double[] ofLogOdds(double[] weights, double[] logits, double[] ofReference, double temperature) {
        double[] multipliers = new double[weights.length];
        for (int c = 0; c < weights.length; c++) {
            if (weights[c] == 0) {
                continue;
            }
            double shift = Math.max(largestOfOthers(logits, c), largestOfOthers(ofReference, c));
            double[] z = scaled(logits, shift, temperature);
            double[] z0 = scaled(ofReference, shift, temperature);
            double slope = slopeOfLog(z, z0, c);
            for (int k = 0; k < weights.length; k++) {
                multipliers[k] += k == c
                        ? weights[c] / temperature
                        : DeepLiftRules.RULES.through(
                                Activation.OfLayer.EXP,
                                -weights[c] * slope / temperature,
                                z[k],
                                z0[k],
                                Math.exp(z[k]),
                                Math.exp(z0[k]));
            }
        }
        return multipliers;
    }

    private static double sumOfOthers(double[] z, int c) {
        double sum = 0;
        for (int k = 0; k < z.length; k++) {
            sum += k == c ? 0 : Math.exp(z[k]);
        }
        return sum;
    }

    /** {@return the change of log s_c by that of s_c, also where one of the sums is too small a number} */
    private static double slopeOfLog(double[] z, double[] z0, int c) {
        double s = sumOfOthers(z, c);
        double s0 = sumOfOthers(z0, c);
        double change = s - s0;
        if (Math.abs(change) < s0 / 2) {
            return change == 0 ? 1 / s0 : Math.log1p(change / s0) / change;
        }
        return (logOfOthers(z, c) - logOfOthers(z0, c)) / change;
    }

    private static double logOfOthers(double[] z, int c) {
        double largest = largestOfOthers(z, c);
        return largest
                + Math.log(sumOfOthers(
                        Arrays.stream(z).map(value -> value - largest).toArray(), c));
    }

    private static double largestOfOthers(double[] logits, int c) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < logits.length; k++) {
            largest = k == c ? largest : Math.max(largest, logits[k]);
        }
        return largest;
    }

    private static double largest(double[] logits, double[] ofReference) {
        return Math.max(
                Arrays.stream(logits).max().orElseThrow(),
                Arrays.stream(ofReference).max().orElseThrow());
    }

    private static double[] scaled(double[] logits, double shift, double temperature) {
        return Arrays.stream(logits).map(logit -> (logit - shift) / temperature).toArray();
    }

    private static double[] probabilities(double[] logits, double temperature) {
        double[] probabilities = new double[logits.length];
        Vectors.softmax(logits, temperature, probabilities);
        return probabilities;
    }
}
