package io.unfade.faithfulness;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/**
 * The probability of the explained class of each series as cells are replaced.
 *
 * @param fractions of the cells; Q of them, ascending
 * @param intact of the series as they are, {@code [n]}
 * @param deletion without the most salient cells, {@code [n][Q]}
 * @param insertion with nothing but the most salient cells, {@code [n][Q]}
 */
public record MaskingCurves(double[] fractions, double[] intact, double[][] deletion, double[][] insertion) {
    private static final double LEAST = 1e-12;

    /** {@return the fractions at which comprehensiveness and sufficiency are usually taken (ERASER)} */
    public static double[] usualFractions() {
        return new double[] {0.01, 0.05, 0.1, 0.2, 0.5};
    }

    /** {@return the area under the deletion curve of each series, by trapezia over the fractions; lower is better} */
    public double[] deletionArea() {
        return ofEach(i -> area(deletion[i]));
    }

    /** {@return the area under the insertion curve of each series, by trapezia over the fractions; higher is better} */
    public double[] insertionArea() {
        return ofEach(i -> area(insertion[i]));
    }

    /** {@return by how much the probability falls without the most salient cells, mean over the fractions; higher is better} */
    public double[] comprehensiveness() {
        return ofEach(i -> intact[i] - mean(deletion[i], p -> p));
    }

    /** {@return by how much it falls with nothing but the most salient cells, mean over the fractions; lower is better} */
    public double[] sufficiency() {
        return ofEach(i -> intact[i] - mean(insertion[i], p -> p));
    }

    /**
     * {@return the logarithm of the odds of the class without the most salient cells less that of the series as it is, mean over
     * the fractions; lower is better. Probabilities are kept 1e-12 from 0 and 1}
     */
    public double[] logOdds() {
        return ofEach(i -> mean(deletion[i], MaskingCurves::logit) - logit(intact[i]));
    }

    /** {@return the mean over the series, {@code [Q]}} */
    public static double[] mean(double[][] curves) {
        double[] mean = new double[curves[0].length];
        for (double[] curve : curves) {
            for (int q = 0; q < mean.length; q++) {
                mean[q] += curve[q] / curves.length;
            }
        }
        return mean;
    }

    private static double logit(double probability) {
        double p = Math.max(LEAST, Math.min(1 - LEAST, probability));
        return Math.log(p / (1 - p));
    }

    private static double mean(double[] values, DoubleUnaryOperator of) {
        return Arrays.stream(values).map(of).average().orElse(Double.NaN);
    }

    private double area(double[] values) {
        double area = 0;
        for (int q = 1; q < fractions.length; q++) {
            area += (fractions[q] - fractions[q - 1]) * (values[q] + values[q - 1]) / 2;
        }
        return area;
    }

    private double[] ofEach(IntToDoubleFunction value) {
        double[] values = new double[intact.length];
        Arrays.setAll(values, value);
        return values;
    }
}
