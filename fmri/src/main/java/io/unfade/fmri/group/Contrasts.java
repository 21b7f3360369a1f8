package io.unfade.fmri.group;

import java.util.Arrays;

/**
 * Each class against all others, region by region, for any labels of the same observations.
 *
 * <p>With n, m, v the number, mean and sample variance of a class, and n', m', v' those of the others,
 *
 * <pre>{@code
 * t = (m - m') / sqrt(v / n + v' / n')                                        Welch
 * d = (m - m') / sqrt(((n - 1) v + (n' - 1) v') / (n + n' - 2))               Cohen
 * }</pre>
 *
 * If neither varies, both are 0 where the means agree, else infinite. Computed from sums and sums of squares of centred
 * values: O(n R + K R) per labelling. Not thread-safe.
 */
final class Contrasts {
    /** Deviations below this fraction of the values' magnitude are rounding errors. */
    private static final double ROUNDING = 1e-12;

    private final double[][] centred;
    private final double[] totals;
    private final double[] totalSquares;
    private final double[][] sums;
    private final double[][] squares;
    private final int[] counts;

    Contrasts(double[][] values, int classes) {
        int regions = values[0].length;
        centred = new double[values.length][regions];
        totals = new double[regions];
        totalSquares = new double[regions];
        sums = new double[classes][regions];
        squares = new double[classes][regions];
        counts = new int[classes];
        for (int r = 0; r < regions; r++) {
            centre(values, r);
        }
    }

    private void centre(double[][] values, int region) {
        double mean = 0;
        for (double[] row : values) {
            mean += row[region] / values.length;
        }
        double largest = 0;
        for (double[] row : values) {
            largest = Math.max(largest, Math.abs(row[region] - mean));
        }
        if (largest <= ROUNDING * Math.abs(mean)) {
            return;
        }
        for (int i = 0; i < values.length; i++) {
            double value = values[i][region] - mean;
            centred[i][region] = value;
            totals[region] += value;
            totalSquares[region] += value * value;
        }
    }

    /** Sets the labels of the observations for the methods below. */
    void take(int[] labels) {
        for (int k = 0; k < counts.length; k++) {
            counts[k] = 0;
            Arrays.fill(sums[k], 0);
            Arrays.fill(squares[k], 0);
        }
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]]++;
            double[] sum = sums[labels[i]];
            double[] square = squares[labels[i]];
            double[] row = centred[i];
            for (int r = 0; r < row.length; r++) {
                sum[r] += row[r];
                square[r] += row[r] * row[r];
            }
        }
    }

    /**
     * {@return Welch's t of a class; 0 where the values neither differ nor vary, so that permutations can be compared}
     */
    double welch(int label, int region) {
        int n = counts[label];
        int others = centred.length - n;
        double error = variation(label, region) / (n - 1) / n + otherVariation(label, region) / (others - 1) / others;
        return ratio(label, region, error);
    }

    /** {@return whether a region is constant over all observations, so that effects in it are undefined, 0 / 0} */
    boolean isConstant(int region) {
        return totalVariation(region) == 0;
    }

    private double totalVariation(int region) {
        return variation(totals[region], totalSquares[region], centred.length, region);
    }

    /** {@return Cohen's d of a class; 0 where the values neither differ nor vary} */
    double cohen(int label, int region) {
        double pooled = (variation(label, region) + otherVariation(label, region)) / (centred.length - 2);
        return ratio(label, region, pooled);
    }

    private double ratio(int label, int region, double squaredScale) {
        int n = counts[label];
        double sum = sums[label][region];
        double difference = sum / n - (totals[region] - sum) / (centred.length - n);
        double size = totalSquares[region] / centred.length;
        if (squaredScale > ROUNDING * ROUNDING * size) {
            return difference / Math.sqrt(squaredScale);
        }
        return difference * difference <= ROUNDING * size ? 0 : Math.copySign(Double.POSITIVE_INFINITY, difference);
    }

    /** {@return the sum of squared deviations from the mean of a class} */
    private double variation(int label, int region) {
        return variation(sums[label][region], squares[label][region], counts[label], region);
    }

    private double otherVariation(int label, int region) {
        return variation(
                totals[region] - sums[label][region],
                totalSquares[region] - squares[label][region],
                centred.length - counts[label],
                region);
    }

    private double variation(double sum, double square, int count, int region) {
        double variation = square - sum * sum / count;
        return variation > ROUNDING * totalSquares[region] ? variation : 0;
    }
}
