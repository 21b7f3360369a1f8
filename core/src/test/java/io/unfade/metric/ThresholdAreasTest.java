package io.unfade.metric;

import io.unfade.metric.ThresholdAreas.Convention;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ThresholdAreasTest {
    private static final Offset<Double> ROUNDING = within(1e-9);
    private static final Offset<Double> FINITE_CELLS = within(1e-3);

    /** The share of informative cells of the rare benchmarks: 125 of 2500. */
    private static final double SHARE = 0.05;

    private static final int CELLS = 100 * 2500;

    /** One in 20 cells is informative. */
    private static final boolean[] TRUTH = new boolean[CELLS];

    static {
        for (int i = 0; i < CELLS; i += 20) {
            TRUTH[i] = true;
        }
    }

    @Test
    void of_perfectMapOfTwoValues_hasTheAreasOfItsConvention() {
        double[] scores = scores(i -> TRUTH[i] ? 1 : 0);
        ThresholdAreas at = ThresholdAreas.of(scores, TRUTH, Convention.AT_THRESHOLD);
        ThresholdAreas shifted = ThresholdAreas.of(scores, TRUTH, Convention.SHIFTED);

        assertThat(at.aup()).isEqualTo((1 + SHARE) / 2, ROUNDING);
        assertThat(at.aur()).isEqualTo(1, ROUNDING);
        assertThat(shifted.aup()).isEqualTo(1, ROUNDING);
        assertThat(shifted.aur()).isEqualTo(0.5, ROUNDING);
    }

    @Test
    void of_perfectMapWithTiesBrokenByNoise_isPerfectInBothConventions() {
        Random random = new Random(1);
        double[] scores = Localization.rescale(scores(i -> (TRUTH[i] ? 1 : 0) + 1e-6 * random.nextDouble()));
        for (Convention convention : Convention.values()) {
            ThresholdAreas areas = ThresholdAreas.of(scores, TRUTH, convention);
            assertThat(areas.aup()).isEqualTo(1, FINITE_CELLS);
            assertThat(areas.aur()).isEqualTo(1, FINITE_CELLS);
        }
    }

    @Test
    void of_perfectMapOfRanks_hasTheAreasOfEvenlySpacedThresholds() {
        int informative = (int) (CELLS * SHARE);
        double[] scores = new double[CELLS];
        boolean[] truth = new boolean[CELLS];
        for (int i = 0; i < CELLS; i++) {
            scores[i] = i / (CELLS - 1.0);
            truth[i] = i >= CELLS - informative;
        }
        ThresholdAreas areas = ThresholdAreas.of(scores, truth, Convention.AT_THRESHOLD);

        // the integral of SHARE / (1 - u) over u from 0 to 1 - SHARE, and of 1 from there
        assertThat(areas.aup()).isEqualTo(SHARE + SHARE * Math.log(1 / SHARE), FINITE_CELLS);
        assertThat(areas.aur()).isEqualTo(1 - SHARE / 2, FINITE_CELLS);
    }

    @Test
    void of_randomMap_hasTheShareOfInformativeCellsAndOneHalf() {
        Random random = new Random(2);
        double[] scores = scores(i -> random.nextDouble());
        ThresholdAreas areas = ThresholdAreas.of(scores, TRUTH, Convention.AT_THRESHOLD);

        assertThat(areas.aup()).isEqualTo(SHARE, within(4e-3));
        assertThat(areas.aur()).isEqualTo(0.5, within(1e-2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void of_randomMapsWithTies_matchesTheDefinition(long seed) {
        Random random = new Random(seed);
        int cells = 2 + random.nextInt(40);
        double[] scores = new double[cells];
        boolean[] truth = new boolean[cells];
        for (int i = 0; i < cells; i++) {
            scores[i] = random.nextInt(12) / 11.0;
            truth[i] = random.nextInt(3) == 0 || i == 0;
        }
        double[] thresholds = IntStream.range(0, cells)
                .mapToDouble(i -> scores[i])
                .distinct()
                .sorted()
                .toArray();
        for (Convention convention : Convention.values()) {
            ThresholdAreas areas = ThresholdAreas.of(scores, truth, convention);
            double aup = 0;
            double aur = 0;
            for (int k = 0; k + 1 < thresholds.length; k++) {
                int first = convention == Convention.SHIFTED ? k + 1 : k;
                double width = (thresholds[k + 1] - thresholds[k]) / 2;
                aup += width
                        * (precision(scores, truth, thresholds, first)
                                + precision(scores, truth, thresholds, first + 1));
                aur += width
                        * (recall(scores, truth, thresholds, first) + recall(scores, truth, thresholds, first + 1));
            }
            assertThat(areas.aup()).isEqualTo(aup, ROUNDING);
            assertThat(areas.aur()).isEqualTo(aur, ROUNDING);
        }
    }

    private static double precision(double[] scores, boolean[] truth, double[] thresholds, int k) {
        return k == thresholds.length
                ? 1
                : (double) hits(scores, truth, thresholds[k])
                        / IntStream.range(0, scores.length)
                                .filter(i -> scores[i] >= thresholds[k])
                                .count();
    }

    private static double recall(double[] scores, boolean[] truth, double[] thresholds, int k) {
        return k == thresholds.length
                ? 0
                : (double) hits(scores, truth, thresholds[k])
                        / IntStream.range(0, scores.length)
                                .filter(i -> truth[i])
                                .count();
    }

    private static long hits(double[] scores, boolean[] truth, double threshold) {
        return IntStream.range(0, scores.length)
                .filter(i -> truth[i] && scores[i] >= threshold)
                .count();
    }

    @Test
    void of_equalScores_hasNoAreas() {
        assertThat(ThresholdAreas.of(new double[3], new boolean[] {true, false, false}, Convention.SHIFTED))
                .isEqualTo(new ThresholdAreas(0, 0));
        assertThatThrownBy(() -> ThresholdAreas.of(new double[0], new boolean[0], Convention.SHIFTED))
                .hasMessageContaining("at least 1");
    }

    private static double[] scores(IntToDoubleFunction score) {
        return IntStream.range(0, CELLS).mapToDouble(score).toArray();
    }
}
