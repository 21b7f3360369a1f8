package io.unfade.metric;

import org.apache.commons.statistics.distribution.TDistribution;

import java.util.Arrays;

/**
 * A mean over seeds and its 95 % confidence interval, {@code mean +- t s / sqrt(n)} with Student's t of n - 1 degrees of
 * freedom and s the sample's standard deviation.
 *
 * @param mean NaN if there are no values
 * @param low lower end; NaN for fewer than two values
 * @param high upper end; NaN for fewer than two values
 * @param count the number of known values
 */
public record Estimate(double mean, double low, double high, int count) {
    private static final double UPPER_TAIL = 0.975;

    /** {@return the estimate from some values; NaN values are left out} */
    public static Estimate of(double... values) {
        double[] known =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        int n = known.length;
        double mean = Arrays.stream(known).average().orElse(Double.NaN);
        if (n < 2) {
            return new Estimate(mean, Double.NaN, Double.NaN, n);
        }
        double squares = Arrays.stream(known)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double half =
                TDistribution.of(n - 1).inverseCumulativeProbability(UPPER_TAIL) * Math.sqrt(squares / (n - 1) / n);
        return new Estimate(mean, mean - half, mean + half, n);
    }
}
