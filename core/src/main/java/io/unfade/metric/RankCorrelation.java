package io.unfade.metric;

import io.unfade.check.Require;
import org.apache.commons.statistics.ranking.NaNStrategy;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;

import java.util.Arrays;

/**
 * Spearman's rank correlation: the correlation of the ranks of two lists of numbers, where equal numbers have the mean of
 * their ranks.
 */
public final class RankCorrelation {
    private static final NaturalRanking RANKING = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE);

    private RankCorrelation() {}

    /**
     * {@return the correlation, -1 to 1; NaN if one list is empty or holds the same number everywhere}
     *
     * @throws IllegalArgumentException if the lists differ in length or hold NaN
     */
    public static double of(double[] first, double[] second) {
        Require.size("the second list", first.length, second.length);
        if (first.length == 0) {
            return Double.NaN;
        }
        double[] a = centred(RANKING.apply(first));
        double[] b = centred(RANKING.apply(second));
        double lengths = Math.sqrt(product(a, a)) * Math.sqrt(product(b, b));
        return lengths == 0 ? Double.NaN : Math.max(-1, Math.min(1, product(a, b) / lengths));
    }

    private static double[] centred(double[] ranks) {
        double mean = (ranks.length + 1) / 2.0;
        return Arrays.stream(ranks).map(rank -> rank - mean).toArray();
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
