package io.unfade.metric;

import io.unfade.check.Require;
import io.unfade.math.Seeds;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Confidence intervals of means over series, by resampling the series.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap", Chapman and Hall 1993, chapter 13 (percentile
 *       interval)
 * </ol>
 */
public final class Bootstrap {
    /** Interpolates linearly, as NumPy does. */
    private static final Quantile QUANTILE = Quantile.withDefaults().with(EstimationMethod.HF7);

    private Bootstrap() {}

    /**
     * A mean and its confidence interval.
     *
     * @param mean mean of the known values; NaN if there are none
     * @param low lower end; NaN if no value is known
     * @param high upper end; NaN if no value is known
     * @param count the number of known values
     * @param missing the number of NaN values left out
     */
    public record Interval(double mean, double low, double high, int count, int missing) {}

    /**
     * {@return the mean of the values with its percentile bootstrap interval}
     *
     * <p>Draws samples of the same size with replacement, takes the mean of each, and reports the quantiles
     * {@code (1 - confidence) / 2} and {@code (1 + confidence) / 2} of these means, interpolated linearly. NaN values
     * are left out and counted. A single value is its own interval.
     *
     * <p>O(resamples * n) time. The same seed gives the same interval on every platform.
     *
     * @param values one number per series; NaN where it is undefined
     * @param confidence strictly between 0 and 1, such as 0.95
     * @param resamples at least 1; 2,000 or more give a stable 95 % interval
     * @param seed seed of the resampling
     * @throws IllegalArgumentException if a value is infinite, or the confidence or the number of resamples is out of
     *     range
     */
    public static Interval meanInterval(double[] values, double confidence, int resamples, long seed) {
        Require.argument(
                confidence > 0 && confidence < 1, "confidence must be between 0 and 1, but was %s", confidence);
        Require.atLeastOne("resamples", resamples);
        double[] known =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        for (double value : known) {
            Require.argument(Double.isFinite(value), "values must be finite or NaN, but one is %s", value);
        }
        int missing = values.length - known.length;
        if (known.length == 0) {
            return new Interval(Double.NaN, Double.NaN, Double.NaN, 0, missing);
        }
        double mean = Arrays.stream(known).sum() / known.length;
        double[] means = resampledMeans(known, resamples, new Random(Seeds.derive(seed)));
        double tail = (1 - confidence) / 2;
        double[] ends = QUANTILE.evaluate(means, tail, 1 - tail);
        return new Interval(mean, ends[0], ends[1], known.length, missing);
    }

    /**
     * {@return the percentile bootstrap interval of any statistic of n series, such as the balanced accuracy}
     *
     * <p>As {@link #meanInterval}, but with a statistic of the drawn series. Samples for which it is NaN are left out
     * and counted.
     *
     * @param count n, at least 1
     * @param statistic takes n indices, each 0..n-1, in an array that is reused
     * @param confidence strictly between 0 and 1, such as 0.95
     * @param resamples at least 1
     * @param seed seed of the resampling
     */
    public static Interval interval(
            int count, ToDoubleFunction<int[]> statistic, double confidence, int resamples, long seed) {
        return intervals(count, drawn -> new double[] {statistic.applyAsDouble(drawn)}, confidence, resamples, seed)
                .get(0);
    }

    /**
     * {@return as {@link #interval}, of several statistics of the same samples}
     *
     * @param statistics takes n indices, in an array that is reused, and gives a new array of always the same size
     */
    public static List<Interval> intervals(
            int count, Function<int[], double[]> statistics, double confidence, int resamples, long seed) {
        Require.argument(
                confidence > 0 && confidence < 1, "confidence must be between 0 and 1, but was %s", confidence);
        Require.atLeastOne("resamples", resamples);
        Random random = new Random(Seeds.derive(seed));
        int[] drawn = IntStream.range(0, count).toArray();
        double[] whole = statistics.apply(drawn);
        double[][] samples = new double[resamples][];
        for (int i = 0; i < resamples; i++) {
            for (int j = 0; j < count; j++) {
                drawn[j] = random.nextInt(count);
            }
            samples[i] = statistics.apply(drawn);
        }
        return IntStream.range(0, whole.length)
                .mapToObj(s -> interval(
                        whole[s],
                        count,
                        Arrays.stream(samples).mapToDouble(sample -> sample[s]).toArray(),
                        confidence))
                .toList();
    }

    private static Interval interval(double whole, int count, double[] values, double confidence) {
        double[] known =
                Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        if (known.length == 0) {
            return new Interval(whole, Double.NaN, Double.NaN, count, values.length);
        }
        double tail = (1 - confidence) / 2;
        double[] ends = QUANTILE.evaluate(known, tail, 1 - tail);
        return new Interval(whole, ends[0], ends[1], count, values.length - known.length);
    }

    private static double[] resampledMeans(double[] values, int resamples, Random random) {
        double[] means = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            double sum = 0;
            for (int j = 0; j < values.length; j++) {
                sum += values[random.nextInt(values.length)];
            }
            means[i] = sum / values.length;
        }
        return means;
    }
}
