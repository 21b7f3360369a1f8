package io.unfade.metric;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Information and entropy of masks, what is found at a map's own threshold, and places in its ranking. */
class MaskMeasuresTest {
    private static final Offset<Double> ROUNDING = within(1e-9);

    @ParameterizedTest
    @CsvSource({"100, 125, 2500, 20.76e4", "200, 200, 600, 66.4e4", "200, 100, 300, 33.2e4"})
    void information_perfectMasksOfPublishedSizes_isTheLargestPossible(
            int series, int informative, int cells, double largest) {
        double[] mask = new double[cells];
        boolean[] truth = new boolean[cells];
        for (int i = 0; i < informative; i++) {
            mask[i] = 7;
            truth[i] = true;
        }
        MaskInformation one = MaskInformation.of(mask, truth);
        MaskInformation all = MaskInformation.sum(Collections.nCopies(series, one));

        assertThat(all.information()).isEqualTo(largest, within(0.01 * 1e4 + 0.0005 * largest));
        assertThat(one.information()).isEqualTo(informative * Math.log(1e5) / Math.log(2), ROUNDING);
        // a = 1 leaves log2(1 + eps), about eps / ln 2, and 0 times log2(eps)
        assertThat(one.entropy()).isEqualTo(informative * Math.log1p(1e-5) / Math.log(2), ROUNDING);
    }

    @Test
    void of_handWorkedMask_matchesTheFormula() {
        // rescaled: 0, 1, 1/4, 1/2
        MaskInformation mask = MaskInformation.of(new double[] {-2, 2, -1, 0}, truth(0, 0, 1, 1));

        assertThat(mask.information())
                .isEqualTo(-Math.log(0.75001) / Math.log(2) - Math.log(0.50001) / Math.log(2), ROUNDING);
        assertThat(mask.entropy())
                .isEqualTo(
                        (-0.25 * Math.log(0.25001) - 0.75 * Math.log(0.75001) - Math.log(0.50001)) / Math.log(2),
                        ROUNDING);
    }

    @Test
    void detection_handWorkedMap_countsTheCellsAboveTheThreshold() {
        // Otsu's threshold is between 2 and 8: four cells are found, three of them informative; one of four is missed.
        Detection found = Detection.of(new double[] {1, 8, 9, 2, 10, 9, 0}, truth(0, 1, 1, 1, 1, 0, 0));

        assertThat(found.precision()).isEqualTo(0.75, ROUNDING);
        assertThat(found.recall()).isEqualTo(0.75, ROUNDING);
        assertThat(found.f1()).isEqualTo(0.75, ROUNDING);
    }

    @Test
    void detection_mostCellsHaveTheLeastScore_findsAllOthers() {
        // Otsu's threshold is between 2 and 100
        Detection found = Detection.of(new double[] {0, 1, 0, 100, 0, 2, 0}, truth(0, 1, 0, 1, 0, 1, 0));
        assertThat(found).isEqualTo(new Detection(1, 1, 1));

        Detection half = Detection.of(new double[] {0, 1, 0, 100, 0, 2}, truth(0, 1, 0, 1, 0, 1));
        assertThat(half.recall()).isEqualTo(1 / 3.0, ROUNDING);
    }

    @Test
    void detection_equalScoresOrNoTruth_findsNothing() {
        Detection none = Detection.of(new double[] {3, 3, 3}, truth(1, 0, 0));
        assertThat(none.f1()).isZero();
        assertThat(none.recall()).isZero();
        assertThat(none.precision()).isNaN();
        assertThat(Detection.of(new double[] {3, 1}, truth(0, 0)).recall()).isNaN();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void detection_randomMaps_isThatOfTheThresholdOfLeastVarianceWithin(long seed) {
        Random random = new Random(seed);
        double[] scores = random.doubles(30).map(x -> x * x).toArray();
        boolean[] truth = new boolean[30];
        IntStream.range(0, 30).forEach(i -> truth[i] = random.nextDouble() < scores[i]);
        double best = Double.NaN;
        double least = Double.POSITIVE_INFINITY;
        for (double threshold : scores) {
            double within = spread(scores, threshold, true) + spread(scores, threshold, false);
            if (IntStream.range(0, 30).anyMatch(i -> scores[i] < threshold) && within < least) {
                least = within;
                best = threshold;
            }
        }
        double threshold = best;
        long found = IntStream.range(0, 30).filter(i -> scores[i] >= threshold).count();
        long hits = IntStream.range(0, 30)
                .filter(i -> scores[i] >= threshold && truth[i])
                .count();
        assertThat(Detection.of(scores, truth).precision()).isEqualTo((double) hits / found, ROUNDING);
    }

    private static double spread(double[] scores, double threshold, boolean above) {
        double[] group = IntStream.range(0, scores.length)
                .filter(i -> scores[i] >= threshold == above)
                .mapToDouble(i -> scores[i])
                .toArray();
        double mean = IntStream.range(0, group.length)
                .mapToDouble(i -> group[i])
                .average()
                .orElse(0);
        return IntStream.range(0, group.length)
                .mapToDouble(i -> (group[i] - mean) * (group[i] - mean))
                .sum();
    }

    @Test
    void ranking_handWorkedMap_matchesTheFormulas() {
        // places: 9, 7, 5, 3; informative are the first and the third
        CellRanking places = CellRanking.of(new double[] {3, 9, 5, 7}, truth(0, 1, 1, 0));

        assertThat(places.meanRank()).isEqualTo(2, ROUNDING);
        assertThat(places.ndcg()).isEqualTo(1 / (1 + Math.log(2) / Math.log(3)), ROUNDING);
    }

    @Test
    void ranking_ties_areTheMeanOverTheirOrders() {
        boolean[] truth = truth(1, 0, 0, 1, 0);
        double[] tied = {4, 4, 4, 2, 1};
        List<double[]> orders =
                List.of(new double[] {6, 5, 4, 2, 1}, new double[] {5, 6, 4, 2, 1}, new double[] {4, 6, 5, 2, 1});

        CellRanking places = CellRanking.of(tied, truth);

        assertThat(places.meanRank())
                .isEqualTo(
                        orders.stream()
                                .mapToDouble(
                                        order -> CellRanking.of(order, truth).meanRank())
                                .average()
                                .orElse(0),
                        ROUNDING);
        assertThat(places.ndcg())
                .isEqualTo(
                        orders.stream()
                                .mapToDouble(
                                        order -> CellRanking.of(order, truth).ndcg())
                                .average()
                                .orElse(0),
                        ROUNDING);
    }

    @Test
    void ranking_perfectAndWithoutTruth() {
        CellRanking perfect = CellRanking.of(new double[] {9, 8, 1, 2, 3}, truth(1, 1, 0, 0, 0));
        assertThat(perfect.meanRank()).isEqualTo(1.5, ROUNDING);
        assertThat(perfect.ndcg()).isEqualTo(1, ROUNDING);
        assertThat(CellRanking.of(new double[] {1, 2}, truth(0, 0)).meanRank()).isNaN();
        assertThat(CellRanking.of(new double[] {1, 2}, truth(0, 0)).ndcg()).isNaN();
    }

    private static boolean[] truth(int... values) {
        boolean[] mask = new boolean[values.length];
        IntStream.range(0, values.length).forEach(i -> mask[i] = values[i] != 0);
        return mask;
    }
}
