package io.unfade.metric;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class LocalizationTest {
    private static final Offset<Double> ROUNDING = within(1e-12);

    @Test
    void of_mapEqualToReference_isPerfect() {
        Localization perfect = Localization.of(new double[] {0, 3, 0, 3}, mask(0, 1, 0, 1));

        assertThat(perfect).isEqualTo(new Localization(1, 1, 0, 1, 1, 1));
    }

    @Test
    void of_mapOppositeToReference_isWorst() {
        Localization worst = Localization.of(new double[] {2, 0, 2, 0}, mask(0, 1, 0, 1));

        // euclidean: four differences of 1 over two ones; precision 1/2 is reached with all four cells.
        assertThat(worst).isEqualTo(new Localization(0, 0, Math.sqrt(2), 0, 0, 0.5));
    }

    @Test
    void of_handWorkedMap_matchesEachFormula() {
        // s' = 0, 1/4, 1/2, 1; top 2 = cells 2, 3; R = cells 1, 3
        Localization scores = Localization.of(new double[] {1, 2, 3, 5}, mask(0, 1, 0, 1));

        assertThat(scores.weightedJaccard()).isEqualTo(1.25 / 2.5, ROUNDING);
        assertThat(scores.jaccard()).isEqualTo(1.0 / 3, ROUNDING);
        assertThat(scores.euclidean()).isEqualTo(Math.sqrt((0.5625 + 0.25) / 2), ROUNDING);
        assertThat(scores.enrichment()).isEqualTo((1 - 0.25) / 2, ROUNDING);
        assertThat(scores.rocAuc()).isEqualTo(3.0 / 4, ROUNDING);
        assertThat(scores.averagePrecision()).isEqualTo(0.5 * 1 + 0.5 * 2 / 3, ROUNDING);
    }

    @Test
    void of_exampleOfScikitLearnsManual_matchesItsAreaAndAveragePrecision() {
        Localization scores = Localization.of(new double[] {0.1, 0.4, 0.35, 0.8}, mask(0, 0, 1, 1));

        assertThat(scores.rocAuc()).isEqualTo(0.75, ROUNDING);
        assertThat(scores.averagePrecision()).isEqualTo(0.8333333333333333, ROUNDING);
    }

    @Test
    void of_tieForTheLastPlace_takesLowestIndex() {
        double[] map = {0, 1, 1, 1, 2};

        assertThat(Localization.of(map, mask(0, 1, 0, 0, 1)).jaccard()).isEqualTo(1);
        assertThat(Localization.of(map, mask(0, 0, 1, 0, 1)).jaccard()).isEqualTo(1.0 / 3);
        assertThat(Localization.of(map, mask(0, 0, 0, 1, 1)).jaccard()).isEqualTo(1.0 / 3);
    }

    @Test
    void of_constantMap_knowsNothing() {
        Localization scores = Localization.of(new double[] {7, 7, 7, 7}, mask(1, 0, 0, 0));

        assertThat(scores.weightedJaccard()).isZero();
        assertThat(scores.euclidean()).isEqualTo(1);
        assertThat(scores.rocAuc()).isEqualTo(0.5);
        assertThat(scores.averagePrecision()).isEqualTo(0.25);
    }

    @Test
    void of_negativeZero_tiesWithZero() {
        Localization scores = Localization.of(new double[] {-0.0, 0.0}, mask(0, 1));

        assertThat(scores.rocAuc()).isEqualTo(0.5);
        assertThat(scores.averagePrecision()).isEqualTo(0.5);
        assertThat(Localization.of(new double[] {0.0, -0.0, -0.0, 0.0}, mask(1, 1, 0, 0)))
                .isEqualTo(Localization.of(new double[4], mask(1, 1, 0, 0)));
    }

    @ParameterizedTest
    @CsvSource({"3e-15, 1", "2.220446049250313e-15, 1", "2e-15, 2e-15"}) // ten times 2^-52 is stretched
    void of_tinyRange_isOnlyStretchedAboveTheThreshold(double range, double largestRescaled) {
        Localization scores = Localization.of(new double[] {0, range}, mask(0, 1));

        assertThat(scores.enrichment()).isEqualTo(largestRescaled, within(1e-18));
    }

    @Test
    void of_nothingInformative_isNaN() {
        Localization scores = Localization.of(new double[] {1, 2}, mask(0, 0));

        assertThat(scores)
                .isEqualTo(new Localization(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN));
    }

    @Test
    void of_everythingInformative_hasNoRocAuc() {
        Localization scores = Localization.of(new double[] {1, 2}, mask(1, 1));

        assertThat(scores).isEqualTo(new Localization(0.5, 1, Math.sqrt(0.5), 0.5, Double.NaN, 1));
    }

    @ParameterizedTest
    @CsvSource({"30, 4", "100, 1000000", "57, 10"})
    void of_randomMaps_matchesDefinitionsByCounting(int size, int levels) {
        Random random = new Random(11);
        for (int round = 0; round < 50; round++) {
            double[] map = random.doubles(size)
                    .map(v -> Math.floor(v * levels) / levels)
                    .toArray();
            boolean[] reference = new boolean[size];
            for (int i = 0; i < size; i++) {
                reference[i] = i == 0 || (i > 1 && random.nextInt(3) == 0);
            }
            Localization scores = Localization.of(map, reference);
            assertThat(scores.rocAuc()).isEqualTo(rocAucByPairs(map, reference), ROUNDING);
            assertThat(scores.averagePrecision()).isEqualTo(averagePrecisionByThresholds(map, reference), ROUNDING);
        }
    }

    private static double rocAucByPairs(double[] map, boolean[] reference) {
        double wins = 0;
        int pairs = 0;
        for (int i = 0; i < map.length; i++) {
            for (int j = 0; j < map.length; j++) {
                if (reference[i] && !reference[j]) {
                    wins += map[i] > map[j] ? 1 : map[i] == map[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return wins / pairs;
    }

    private static double averagePrecisionByThresholds(double[] map, boolean[] reference) {
        double[] thresholds = Arrays.stream(map).distinct().sorted().toArray();
        double sum = 0;
        double recallBefore = 0;
        for (int i = thresholds.length - 1; i >= 0; i--) {
            int chosen = 0;
            int hits = 0;
            int ones = 0;
            for (int cell = 0; cell < map.length; cell++) {
                chosen += map[cell] >= thresholds[i] ? 1 : 0;
                hits += map[cell] >= thresholds[i] && reference[cell] ? 1 : 0;
                ones += reference[cell] ? 1 : 0;
            }
            sum += ((double) hits / ones - recallBefore) * hits / chosen;
            recallBefore = (double) hits / ones;
        }
        return sum;
    }

    @Test
    void of_badMaps_saysWhatIsWrong() {
        assertThatThrownBy(() -> Localization.of(new double[] {1, -2}, mask(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("saliency must be finite and >= 0 (take the absolute value first), but cell 1 is -2.0");
        assertThatThrownBy(() -> Localization.of(new double[] {Double.NaN}, mask(1)))
                .hasMessageContaining("cell 0 is NaN");
        assertThatThrownBy(() -> Localization.of(new double[] {1}, mask(0, 1)))
                .hasMessageContaining("same number of cells, but have 1 and 2");
        assertThatThrownBy(() -> Localization.of(new double[0], mask())).hasMessageContaining("at least 1 cell");
    }

    @Test
    void recallAt_countsWhatIsAboveAllButAShareOfTheOthers() {
        double[] saliency = {9, 5, 3, 8, 4, 3, 2, 1};
        boolean[] reference = mask(1, 1, 1, 0, 0, 0, 0, 0);
        assertThat(Localization.recallAt(0, saliency, reference)).isEqualTo(1.0 / 3); // above 8
        assertThat(Localization.recallAt(0.2, saliency, reference)).isEqualTo(2.0 / 3); // above 4
        assertThat(Localization.recallAt(0.4, saliency, reference))
                .as("a tie is not found")
                .isEqualTo(2.0 / 3);
        assertThat(Localization.recallAt(0.6, saliency, reference)).isEqualTo(1);
        assertThat(Localization.recallAt(0, new double[] {0, 0}, mask(1, 1))).isEqualTo(1);
        assertThat(Localization.recallAt(0, new double[] {1}, mask(0))).isNaN();
        assertThatThrownBy(() -> Localization.recallAt(1, saliency, reference)).hasMessageContaining("below 1");
    }

    private static boolean[] mask(int... ones) {
        boolean[] mask = new boolean[ones.length];
        for (int i = 0; i < ones.length; i++) {
            mask[i] = ones[i] == 1;
        }
        return mask;
    }
}
