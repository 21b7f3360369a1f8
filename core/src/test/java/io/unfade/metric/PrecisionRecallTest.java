package io.unfade.metric;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PrecisionRecallTest {
    private static final Offset<Double> ROUNDING = within(1e-12);

    @Test
    void of_handWorkedMap_matchesTheFormulas() {
        // s' = 0, 1, 1/2, 1/2 with sum 2; R = cells 1, 2. One cell has 1/2, two have 3/4, and three are the maximum.
        PrecisionRecall scores = PrecisionRecall.of(new double[] {1, 5, 3, 3}, mask(0, 1, 1, 0));

        assertThat(scores.precision()).containsExactly(new double[] {1, 1, 1, 1, 1, 1, 1, 0.75, 0.75}, ROUNDING);
        assertThat(scores.recall())
                .containsExactly(new double[] {2 / 3.0, 2 / 3.0, 2 / 3.0, 2 / 3.0, 2 / 3.0, 1, 1, 1, 1}, ROUNDING);
        assertThat(scores.aup()).isEqualTo(0.1 * (7 + 1.5 - 0.875), ROUNDING);
        assertThat(scores.aur()).isEqualTo(0.1 * (5 * 2 / 3.0 + 4 - 5 / 6.0), ROUNDING);
        assertThat(scores.aupr()).isEqualTo(1 / 3.0, ROUNDING);
    }

    @Test
    void of_saliencyOnOneInformativeCell_hasTheLargestAreasAlthoughItFindsNoOther() {
        PrecisionRecall scores = PrecisionRecall.of(new double[] {0, 9, 0, 0}, mask(0, 1, 1, 1));

        assertThat(scores.aup()).isEqualTo(0.8, ROUNDING);
        assertThat(scores.aur()).isEqualTo(0.8, ROUNDING);
        assertThat(scores.aupr()).isZero();
    }

    @Test
    void aupr_recallInAnyOrder_isIntegratedFromTheLowest() {
        double[] recall = {0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1};
        double[] precision = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};

        assertThat(new PrecisionRecall(precision, recall).aupr()).isEqualTo(0.4, ROUNDING);
    }

    @Test
    void of_saliencyOutsideOnly_hasPrecisionZeroAndNoRecall() {
        PrecisionRecall scores = PrecisionRecall.of(new double[] {0, 1, 1}, mask(1, 0, 0));

        assertThat(scores.aup()).isZero();
        assertThat(scores.recall()).containsOnly(Double.NaN);
        assertThat(scores.aur()).isNaN();
        assertThat(scores.aupr()).isNaN();
    }

    @Test
    void of_constantMap_isUndefined() {
        PrecisionRecall scores = PrecisionRecall.of(new double[] {7, 7, 7}, mask(1, 0, 0));

        assertThat(scores.aup()).isNaN();
        assertThat(scores.aur()).isNaN();
    }

    @Test
    void of_nothingInformative_isUndefined() {
        PrecisionRecall scores = PrecisionRecall.of(new double[] {1, 2}, mask(0, 0));

        assertThat(scores.precision()).containsOnly(Double.NaN);
        assertThat(scores.recall()).containsOnly(Double.NaN);
    }

    @Test
    void of_tieForTheLastPlace_takesLowestIndex() {
        // Cell 3 has 2/5 of s', and each of the tied others 1/5.
        double[] map = {0, 1, 1, 2, 1};

        assertThat(PrecisionRecall.of(map, mask(0, 1, 0, 0, 0)).recall()[4]).isEqualTo(1);
        assertThat(PrecisionRecall.of(map, mask(0, 0, 0, 0, 1)).recall()[4]).isZero();
    }

    @Test
    void of_singleCell_isUndefinedForLackOfARange() {
        assertThat(PrecisionRecall.of(new double[] {3}, mask(1)).aup()).isNaN();
    }

    @Test
    void mean_setWithUndefinedMaps_averagesTheDefinedOnesFirst() {
        PrecisionRecall whole = PrecisionRecall.of(new double[] {0, 9, 0, 0}, mask(0, 1, 1, 1));
        PrecisionRecall outside = PrecisionRecall.of(new double[] {0, 1, 1}, mask(1, 0, 0));
        PrecisionRecall constant = PrecisionRecall.of(new double[] {7, 7, 7}, mask(1, 0, 0));

        PrecisionRecall set = PrecisionRecall.mean(List.of(whole, outside, constant));

        assertThat(set.precision()).containsOnly(0.5);
        assertThat(set.recall()).containsOnly(1);
        assertThat(PrecisionRecall.mean(List.of()).aup()).isNaN();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 30, 57})
    void of_randomMaps_matchesDefinitionsByCounting(int size) {
        Random random = new Random(5);
        for (int round = 0; round < 50; round++) {
            double[] map = random.doubles(size).map(v -> v * v * v).toArray();
            boolean[] reference = new boolean[size];
            for (int i = 0; i < size; i++) {
                reference[i] = i == 0 || random.nextInt(3) == 0;
            }
            PrecisionRecall scores = PrecisionRecall.of(map, reference);
            for (int p = 1; p <= 9; p++) {
                double[] expected = byCounting(map, reference, p / 10.0);
                assertThat(scores.precision()[p - 1]).isEqualTo(expected[0], ROUNDING);
                assertThat(scores.recall()[p - 1]).isEqualTo(expected[1], ROUNDING);
            }
        }
    }

    /** Tries every threshold, from the largest value down. */
    private static double[] byCounting(double[] map, boolean[] reference, double share) {
        double min = Arrays.stream(map).min().orElseThrow();
        double range = Arrays.stream(map).max().orElseThrow() - min;
        double[] scaled = Arrays.stream(map).map(v -> (v - min) / range).toArray();
        double[] thresholds = Arrays.stream(scaled).sorted().toArray();
        double total = Arrays.stream(scaled).sum();
        for (int chosen = 1; ; chosen++) {
            double threshold = thresholds[thresholds.length - chosen];
            double sum = sum(scaled, i -> scaled[i] >= threshold);
            if (sum / total >= share || chosen >= map.length - 1) {
                double hits = sum(scaled, i -> reference[i] && scaled[i] >= threshold);
                return new double[] {hits / sum, hits / sum(scaled, i -> reference[i])};
            }
        }
    }

    private static double sum(double[] values, IntPredicate which) {
        return IntStream.range(0, values.length)
                .filter(which)
                .mapToDouble(i -> values[i])
                .sum();
    }

    @Test
    void of_badArguments_saysWhatIsWrong() {
        assertThatThrownBy(() -> PrecisionRecall.of(new double[] {1, -2}, mask(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("take the absolute value first");
        assertThatThrownBy(() -> PrecisionRecall.of(new double[] {1}, mask(0, 1)))
                .hasMessageContaining("same number of cells");
        assertThatThrownBy(() -> new PrecisionRecall(new double[9], new double[8]))
                .hasMessage("recall needs 9 values, but has 8");
    }

    private static boolean[] mask(int... ones) {
        boolean[] mask = new boolean[ones.length];
        for (int i = 0; i < ones.length; i++) {
            mask[i] = ones[i] == 1;
        }
        return mask;
    }
}
