package io.unfade.metric;

import io.unfade.check.Require;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A share of series, such as an accuracy, with Wilson's score interval. With p the share, n the number of series and z the
 * normal quantile of {@code (1 + confidence) / 2}:
 *
 * <pre>{@code
 * (p + z^2/2n -+ z sqrt(p (1 - p) / n + z^2 / 4n^2)) / (1 + z^2/n)
 * }</pre>
 *
 * <p>It stays in 0..1, and has positive width even if all or none of the series are right. It assumes independent
 * series; if series of one run or subject are correlated, it is too narrow.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
 *       Statistical Association 22(158), 1927
 *   <li>L. D. Brown, T. T. Cai, A. DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16(2), 2001,
 *       section 3.1.1
 * </ol>
 *
 * @param share 0..1
 * @param low lower end, 0..1
 * @param high upper end, 0..1
 * @param count the number of series, at least 1
 * @param confidence strictly between 0 and 1
 */
public record Proportion(double share, double low, double high, int count, double confidence) {
    /**
     * {@return a share with its interval}
     *
     * @param share 0..1; the mean share, if series were counted repeatedly
     * @param count the number of series, at least 1
     * @param confidence strictly between 0 and 1, such as 0.95
     * @throws IllegalArgumentException if a number is out of its range
     */
    public static Proportion of(double share, int count, double confidence) {
        Require.argument(share >= 0 && share <= 1, "a share must be in 0..1, but was %s", share);
        Require.argument(count >= 1, "a share needs at least 1 series, but there are %d", count);
        Require.argument(
                confidence > 0 && confidence < 1, "confidence must be between 0 and 1, but was %s", confidence);
        double z = NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + confidence) / 2);
        double square = z * z / count;
        double centre = (share + square / 2) / (1 + square);
        double half = Math.sqrt(z * z * share * (1 - share) / count + square * square / 4) / (1 + square);
        // exact ends if all or none are right, regardless of rounding
        double low = share == 0 ? 0 : Math.max(0, centre - half);
        double high = share == 1 ? 1 : Math.min(1, centre + half);
        return new Proportion(share, low, high, count, confidence);
    }

    /** {@return whether the whole interval lies above a value, such as the chance level} */
    public boolean isAbove(double value) {
        return low > value;
    }

    /** {@return whether the whole interval lies below a value} */
    public boolean isBelow(double value) {
        return high < value;
    }
}
