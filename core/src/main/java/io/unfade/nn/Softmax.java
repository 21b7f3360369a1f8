package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import io.unfade.engine.Constants;
import io.unfade.math.Temperature;
import io.unfade.math.Vectors;

/**
 * From logits to probabilities: the softmax of {@code logits / temperature}. A temperature above 1 makes all predictions
 * less confident, one below 1 more; the most probable class stays. The probabilities of all models are made here.
 *
 * @param temperature in the range of {@link Temperature}; 1 for a plain softmax
 */
public record Softmax(double temperature) {
    /** Of temperature 1. */
    public static final Softmax PLAIN = new Softmax(1);

    /**
     * Checks the temperature.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public Softmax {
        Temperature.check(temperature);
    }

    /** {@return the probabilities of logits {@code (B, K)}; differentiable} */
    public NDArray of(NDArray logits) {
        return (temperature == 1 ? logits : logits.div(Constants.of(temperature, logits))).softmax(1);
    }

    /**
     * Computes the probabilities of one series.
     *
     * @param logits K finite values
     * @param probabilities receives K non-negative values that sum to 1
     */
    public void of(double[] logits, double[] probabilities) {
        Vectors.softmax(logits, temperature, probabilities);
    }

    /**
     * {@return the logarithm of the odds of each class, {@code log(p / (1 - p))}, without the rounding of p}
     *
     * @param logits K finite values, K at least 2
     */
    public double[] logOdds(double... logits) {
        double[] odds = new double[logits.length];
        for (int k = 0; k < odds.length; k++) {
            odds[k] = logits[k] / temperature - logSumOfOthers(logits, k);
        }
        return odds;
    }

    /**
     * {@return the weights of the logits whose sum has the same derivative as a weighted sum of log-odds: of the
     * log-odds of class c, 1 / temperature at c and {@code -p_k / (1 - p_c)} / temperature elsewhere}
     *
     * @param logits K finite values, K at least 2
     * @param weights of the log-odds of each class
     */
    public double[] logOddsWeights(double[] logits, double... weights) {
        double[] ofLogits = new double[logits.length];
        for (int c = 0; c < weights.length; c++) {
            if (weights[c] != 0) {
                double others = logSumOfOthers(logits, c);
                for (int k = 0; k < logits.length; k++) {
                    double slope = k == c ? 1 : -Math.exp(logits[k] / temperature - others);
                    ofLogits[k] += weights[c] * slope / temperature;
                }
            }
        }
        return ofLogits;
    }

    private double logSumOfOthers(double[] logits, int excluded) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < logits.length; k++) {
            largest = k == excluded ? largest : Math.max(largest, logits[k] / temperature);
        }
        double sum = 0;
        for (int k = 0; k < logits.length; k++) {
            sum += k == excluded ? 0 : Math.exp(logits[k] / temperature - largest);
        }
        return largest + Math.log(sum);
    }
}
