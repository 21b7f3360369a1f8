package io.unfade.metric;

import io.unfade.check.Require;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/** Exact one-sided tests of counts. Like all such tests they take the series as independent. */
public final class BinomialTest {
    private BinomialTest() {}

    /**
     * {@return the probability of at least this many right answers by guessing}
     *
     * @param right the number of right answers, 0..count
     * @param count the number of series
     * @param chance the probability of one right answer, 0..1
     */
    public static double atLeast(int right, int count, double chance) {
        Require.argument(right >= 0 && right <= count, "right answers must be in 0..%d, but were %d", count, right);
        Require.argument(chance >= 0 && chance <= 1, "a chance must be in 0..1, but was %s", chance);
        return right == 0 ? 1 : BinomialDistribution.of(count, chance).survivalProbability(right - 1);
    }

    /**
     * {@return the probability that of two equally good classifiers the first is right this often, or more often, where just one of
     * them is right: the sign test, or McNemar's exact test; 1 if they are never right apart}
     *
     * @param wins series that only the first classifies correctly
     * @param losses series that only the second classifies correctly
     */
    public static double sign(int wins, int losses) {
        return atLeast(wins, wins + losses, 0.5);
    }
}
