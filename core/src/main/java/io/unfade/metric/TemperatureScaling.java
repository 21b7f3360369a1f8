package io.unfade.metric;

import io.unfade.check.Require;
import io.unfade.math.Temperature;
import io.unfade.math.Vectors;
import org.apache.commons.numbers.rootfinder.BrentSolver;

import java.util.function.DoubleUnaryOperator;

/**
 * The temperature that calibrates a classifier: over n series with logits z_i and classes y_i, the T of least
 * cross-entropy
 *
 * <pre>{@code
 * mean over i of -ln softmax(z_i / T)[y_i]
 * }</pre>
 *
 * <p>It is convex in 1/T, so the minimum is where the derivative by 1/T is 0, or at an end of the range of {@link
 * Temperature}. An end is no minimum: if each series has its own class as the most probable one, less is always better,
 * and if the logits say no more than guessing does, more is. The temperature then stays 1.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, arXiv
 *       1706.04599, section 4.2 (temperature scaling)
 * </ol>
 *
 * @param temperature of least cross-entropy; 1 if there is none
 * @param outcome whether there is one
 */
public record TemperatureScaling(double temperature, Outcome outcome) {
    private static final double ACCURACY = 1e-12;

    /** Whether there is a temperature of least cross-entropy. */
    public enum Outcome {
        /** There is. */
        MINIMUM,
        /** The lower the temperature, the less cross-entropy. */
        LOWER_IS_BETTER,
        /** The higher the temperature, the less cross-entropy. */
        HIGHER_IS_BETTER
    }

    /**
     * {@return the temperature for some predictions}
     *
     * <p>O(n K) time for each of some tens of steps.
     *
     * @param logits {@code (n, K)}, finite; n and K at least 1
     * @param labels the n known classes, each in 0..K-1
     * @throws IllegalArgumentException if there are no series, or the sizes differ
     */
    public static TemperatureScaling fit(double[][] logits, int[] labels) {
        Require.atLeastOne("the number of series to calibrate by", labels.length);
        Require.size("the labels of the predictions", logits.length, labels.length);
        DoubleUnaryOperator slope = logarithm -> slope(logits, labels, Math.exp(logarithm));
        double low = Math.log(Temperature.LOWEST);
        double high = Math.log(Temperature.HIGHEST);
        if (slope.applyAsDouble(low) <= 0) {
            return new TemperatureScaling(1, Outcome.LOWER_IS_BETTER);
        }
        if (slope.applyAsDouble(high) >= 0) {
            return new TemperatureScaling(1, Outcome.HIGHER_IS_BETTER);
        }
        double root = new BrentSolver(ACCURACY, ACCURACY, Double.MIN_VALUE).findRoot(slope, low, high);
        return new TemperatureScaling(Math.exp(root), Outcome.MINIMUM);
    }

    /** {@return the derivative of the summed cross-entropy by 1/temperature; it falls with the temperature} */
    private static double slope(double[][] logits, int[] labels, double temperature) {
        double[] probabilities = new double[logits[0].length];
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            Vectors.softmax(logits[i], temperature, probabilities);
            double own = logits[i][labels[i]];
            for (int k = 0; k < probabilities.length; k++) {
                sum += probabilities[k] * (logits[i][k] - own);
            }
        }
        return sum;
    }
}
