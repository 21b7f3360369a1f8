package io.unfade.metric;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RankingIntervalsTest {
    private static final double EXACT = 1e-12;
    private static final int SERIES = 25;
    private static final double CONFIDENCE = 0.9;
    private static final int RESAMPLES = 200;
    private static final long SEED = 3;

    private final double[][] probabilities = new double[SERIES][3];
    private final int[] labels = new int[SERIES];

    RankingIntervalsTest() {
        Random random = new Random(8);
        for (int i = 0; i < SERIES; i++) {
            labels[i] = random.nextInt(3);
            double first = random.nextInt(6) / 10.0; // with ties
            double second = random.nextInt(5) / 10.0;
            probabilities[i] = new double[] {first, second, 1 - first - second};
        }
    }

    /** Each sample's areas by {@link Ranking}, of copies of the drawn series. */
    @Test
    void ofClasses_everyClass_areTheIntervalsOfTheRankingsOfSamples() {
        List<RankingIntervals> intervals =
                RankingIntervals.ofClasses(probabilities, labels, CONFIDENCE, RESAMPLES, SEED);
        assertThat(intervals).hasSize(3);
        for (int k = 0; k < 3; k++) {
            assertSame(intervals.get(k).rocAuc(), k, Ranking::rocAuc);
            assertSame(intervals.get(k).averagePrecision(), k, Ranking::averagePrecision);
            assertThat(intervals.get(k).rocAuc().high())
                    .isGreaterThan(intervals.get(k).rocAuc().low() + 0.1);
        }
    }

    private void assertSame(Bootstrap.Interval actual, int k, ToDoubleFunction<Ranking> area) {
        Bootstrap.Interval expected =
                Bootstrap.interval(SERIES, drawn -> area.applyAsDouble(ranking(drawn, k)), CONFIDENCE, RESAMPLES, SEED);
        assertThat(actual.mean()).isCloseTo(expected.mean(), within(EXACT));
        assertThat(actual.low()).isCloseTo(expected.low(), within(EXACT));
        assertThat(actual.high()).isCloseTo(expected.high(), within(EXACT));
        assertThat(actual.missing()).isEqualTo(expected.missing());
    }

    private Ranking ranking(int[] drawn, int k) {
        double[] scores =
                Arrays.stream(drawn).mapToDouble(i -> probabilities[i][k]).toArray();
        boolean[] inClass = new boolean[drawn.length];
        for (int j = 0; j < drawn.length; j++) {
            inClass[j] = labels[drawn[j]] == k;
        }
        return Ranking.of(scores, inClass);
    }

    @Test
    void ofClasses_rareOrAbsentClass_leavesOutSamplesWithoutIt() {
        double[][] two = {{0.9, 0.1}, {0.4, 0.6}, {0.2, 0.8}};
        RankingIntervals rare = RankingIntervals.ofClasses(two, new int[] {0, 1, 1}, CONFIDENCE, RESAMPLES, SEED)
                .get(0);
        assertThat(rare.rocAuc().missing()).isBetween(40, 90); // (2/3)^3 of them have none, and 1/27 nothing else
        assertThat(rare.averagePrecision().missing()).isLessThan(rare.rocAuc().missing());
        assertThat(rare.rocAuc().low()).isEqualTo(1);

        RankingIntervals absent = RankingIntervals.ofClasses(two, new int[] {1, 1, 1}, CONFIDENCE, RESAMPLES, SEED)
                .get(0);
        assertThat(absent.rocAuc().low()).isNaN();
        assertThat(absent.averagePrecision().high()).isNaN();
    }
}
