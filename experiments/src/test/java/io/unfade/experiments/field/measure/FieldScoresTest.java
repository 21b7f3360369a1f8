package io.unfade.experiments.field.measure;

import io.unfade.experiments.field.data.RareData;
import io.unfade.experiments.field.data.RareGroup;
import io.unfade.experiments.table.Measure;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class FieldScoresTest {
    private static final Offset<Double> ROUNDING = within(1e-9);
    private static final int STEPS = 10;
    private static final int FEATURES = 3;

    /** Maps with ties, signs, and one series in which nothing decides. */
    private static final List<ScoredMap> MAPS = IntStream.range(0, 6)
            .mapToObj(seed -> {
                Random random = new Random(seed);
                double[] signed = new double[STEPS * FEATURES];
                boolean[] truth = new boolean[signed.length];
                for (int cell = 0; cell < signed.length; cell++) {
                    signed[cell] = random.nextInt(19) - 9;
                    truth[cell] = seed != 3 && random.nextDouble() < 0.1 + Math.abs(signed[cell]) / 20;
                }
                return new ScoredMap(signed, truth, FEATURES);
            })
            .toList();

    private static final FieldScores SCORES = FieldScores.of(MAPS);

    private static double rocAuc(double[] scores, boolean[] truth) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (truth[i] && !truth[j]) {
                    pairs++;
                    sum += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        return sum / pairs;
    }

    /** Of each decisive cell the precision of the cells with at least its score: the same as the sum over thresholds. */
    private static double averagePrecision(double[] scores, boolean[] truth) {
        return IntStream.range(0, scores.length)
                .filter(i -> truth[i])
                .mapToDouble(i -> {
                    double hits = 0;
                    double taken = 0;
                    for (int j = 0; j < scores.length; j++) {
                        taken += scores[j] >= scores[i] ? 1 : 0;
                        hits += scores[j] >= scores[i] && truth[j] ? 1 : 0;
                    }
                    return hits / taken;
                })
                .average()
                .orElse(Double.NaN);
    }

    private static double[] sizes(ScoredMap map) {
        return Arrays.stream(map.signed()).map(Math::abs).toArray();
    }

    private static double[] rescaled(double[] scores) {
        double least = Arrays.stream(scores).min().orElseThrow();
        double most = Arrays.stream(scores).max().orElseThrow();
        return Arrays.stream(scores)
                .map(score -> (score - least) / (most - least))
                .toArray();
    }

    /** {@return the mean over the series in which a cell decides} */
    private static double mean(ToDoubleFunction<ScoredMap> number) {
        return IntStream.range(0, MAPS.size())
                .filter(i -> i != 3)
                .mapToObj(MAPS::get)
                .mapToDouble(number)
                .average()
                .orElseThrow();
    }

    private static double[] pooled(Function<ScoredMap, double[]> scores) {
        return MAPS.stream()
                .flatMapToDouble(map -> Arrays.stream(scores.apply(map)))
                .toArray();
    }

    private static boolean[] pooledTruth(int firstCell) {
        List<Boolean> all = new ArrayList<>();
        MAPS.forEach(map -> IntStream.range(firstCell, map.truth().length).forEach(cell -> all.add(map.truth()[cell])));
        boolean[] truth = new boolean[all.size()];
        IntStream.range(0, truth.length).forEach(i -> truth[i] = all.get(i));
        return truth;
    }

    @Test
    void ranks_ofEachSeriesAndOfAllCells_areThoseByDefinition() {
        assertThat(SCORES.get(FieldMeasure.ROC_AUC)).isEqualTo(mean(map -> rocAuc(sizes(map), map.truth())), ROUNDING);
        assertThat(SCORES.get(FieldMeasure.AVERAGE_PRECISION))
                .isEqualTo(mean(map -> averagePrecision(sizes(map), map.truth())), ROUNDING);
        assertThat(SCORES.get(FieldMeasure.SIGNED_AVERAGE_PRECISION))
                .isEqualTo(mean(map -> averagePrecision(map.signed(), map.truth())), ROUNDING);
        double[] all = pooled(map -> rescaled(sizes(map)));
        assertThat(SCORES.get(FieldMeasure.POOLED_ROC_AUC)).isEqualTo(rocAuc(all, pooledTruth(0)), ROUNDING);
        assertThat(SCORES.get(FieldMeasure.POOLED_AVERAGE_PRECISION))
                .isEqualTo(averagePrecision(all, pooledTruth(0)), ROUNDING);
    }

    /** A trapezoid for each step of recall, from a precision of 1; points by definition. */
    @Test
    void auprc_isTheTrapezoidOverRecallOfAllCells() {
        double[] all = pooled(map -> rescaled(sizes(map)));
        boolean[] truth = pooledTruth(0);
        double positive = IntStream.range(0, truth.length).filter(i -> truth[i]).count();
        double[] thresholds = Arrays.stream(all).distinct().sorted().toArray();
        double recall = 0;
        double precision = 1;
        double area = 0;
        for (int k = thresholds.length - 1; k >= 0; k--) {
            double least = thresholds[k];
            double taken = Arrays.stream(all).filter(score -> score >= least).count();
            double hits = IntStream.range(0, all.length)
                    .filter(i -> truth[i] && all[i] >= least)
                    .count();
            area += (hits / positive - recall) * (precision + hits / taken) / 2;
            recall = hits / positive;
            precision = hits / taken;
        }
        assertThat(SCORES.get(FieldMeasure.POOLED_AUPRC)).isEqualTo(area, ROUNDING);
        assertThat(area).isNotCloseTo(averagePrecision(all, truth), ROUNDING);
    }

    @Test
    void seriesInWhichNothingDecides_countOnlyAmongAllCells() {
        ScoredMap nothing = new ScoredMap(new double[] {0, 0, 3}, new boolean[3], 1);
        ScoredMap one = new ScoredMap(new double[] {0, 0, 2}, new boolean[] {false, false, true}, 1);
        FieldScores both = FieldScores.of(List.of(nothing, one));
        for (FieldMeasure ofSeries : List.of(
                FieldMeasure.ROC_AUC,
                FieldMeasure.SIGNED_AVERAGE_PRECISION,
                FieldMeasure.SIGNED_AUP,
                FieldMeasure.F1,
                FieldMeasure.PRECISION,
                FieldMeasure.NDCG)) {
            assertThat(both.get(ofSeries))
                    .as(ofSeries.key())
                    .isEqualTo(FieldScores.of(List.of(one)).get(ofSeries));
        }
        // the larger cell of the other series ties with it
        assertThat(both.get(FieldMeasure.POOLED_AVERAGE_PRECISION)).isEqualTo(0.5);
    }

    @Test
    void later_leavesOutTheFirstStepAndDoesNotRescale() {
        double[] all = pooled(map -> Arrays.copyOfRange(sizes(map), FEATURES, STEPS * FEATURES));
        assertThat(SCORES.get(FieldMeasure.LATER_AVERAGE_PRECISION))
                .isEqualTo(averagePrecision(all, pooledTruth(FEATURES)), ROUNDING);

        double ranks = 0;
        int cells = 0;
        for (ScoredMap map : MAPS) {
            double[] sizes = sizes(map);
            for (int i = FEATURES; i < sizes.length; i++) {
                if (map.truth()[i]) {
                    cells++;
                    for (int j = FEATURES; j < sizes.length; j++) {
                        ranks += sizes[j] > sizes[i] ? 1 : sizes[j] == sizes[i] ? 0.5 : 0;
                    }
                    ranks += 0.5;
                }
            }
        }
        assertThat(SCORES.get(FieldMeasure.MEAN_RANK)).isEqualTo(ranks / cells, ROUNDING);
    }

    /** Areas by definition: a trapezoid between thresholds, of the points at them, or of the next ones. */
    private static double area(double[] scores, boolean[] truth, int shift, boolean precision) {
        double[] thresholds = Arrays.stream(scores).distinct().sorted().toArray();
        double[] points = new double[thresholds.length + 1];
        double positive = IntStream.range(0, truth.length).filter(i -> truth[i]).count();
        for (int k = 0; k < thresholds.length; k++) {
            double hits = 0;
            double taken = 0;
            for (int i = 0; i < scores.length; i++) {
                taken += scores[i] >= thresholds[k] ? 1 : 0;
                hits += scores[i] >= thresholds[k] && truth[i] ? 1 : 0;
            }
            points[k] = precision ? hits / taken : hits / positive;
        }
        points[thresholds.length] = precision ? 1 : 0;
        double area = 0;
        for (int k = 1; k < thresholds.length; k++) {
            area += (thresholds[k] - thresholds[k - 1]) * (points[k - 1 + shift] + points[k + shift]) / 2;
        }
        return area;
    }

    @Test
    void areas_areOfAllCells_exceptTheSignedOnes() {
        double[] all = pooled(map -> rescaled(sizes(map)));
        boolean[] truth = pooledTruth(0);
        assertThat(SCORES.get(FieldMeasure.AUP_C)).isEqualTo(area(all, truth, 0, true), ROUNDING);
        assertThat(SCORES.get(FieldMeasure.AUR_C)).isEqualTo(area(all, truth, 0, false), ROUNDING);
        assertThat(SCORES.get(FieldMeasure.AUP_S)).isEqualTo(area(all, truth, 1, true), ROUNDING);
        assertThat(SCORES.get(FieldMeasure.AUR_S)).isEqualTo(area(all, truth, 1, false), ROUNDING);
        assertThat(SCORES.get(FieldMeasure.SIGNED_AUP))
                .isEqualTo(mean(map -> area(rescaled(map.signed()), map.truth(), 0, true)), ROUNDING);
        assertThat(SCORES.get(FieldMeasure.SIGNED_AUR))
                .isEqualTo(mean(map -> area(rescaled(map.signed()), map.truth(), 0, false)), ROUNDING);
    }

    @Test
    void information_isTheSumOverSeries_andItsMean() {
        double sum = 0;
        for (ScoredMap map : MAPS) {
            double[] mask = rescaled(sizes(map));
            for (int i = 0; i < mask.length; i++) {
                sum += map.truth()[i] ? Math.abs(Math.log(1 - mask[i] + 1e-5) / Math.log(2)) : 0;
            }
        }
        assertThat(SCORES.get(FieldMeasure.INFORMATION)).isEqualTo(sum, ROUNDING);
        assertThat(SCORES.get(FieldMeasure.SERIES_INFORMATION)).isEqualTo(sum / 6, ROUNDING);
        assertThat(SCORES.get(FieldMeasure.ENTROPY) / 6).isEqualTo(SCORES.get(FieldMeasure.SERIES_ENTROPY), ROUNDING);
    }

    @Test
    void ndcg_ranksSignedSumsOfSteps() {
        // sums of steps: 5, -9, 3, 4; the second and the last decide: places 4 and 2
        ScoredMap map = new ScoredMap(
                new double[] {2, 3, -9, 0, 1, 2, 8, -4},
                new boolean[] {false, false, true, true, false, false, false, true},
                2);
        double second = Math.log(2) / Math.log(3);
        assertThat(FieldScores.of(List.of(map)).get(FieldMeasure.NDCG)).isEqualTo(second / (1 + second), ROUNDING);
    }

    @Test
    void constantMaps_areCounted_andHaveNoAreas() {
        ScoredMap constant = new ScoredMap(new double[] {2, 2, 2}, new boolean[] {true, false, false}, 1);
        FieldScores one = FieldScores.of(List.of(constant));
        assertThat(one.get(FieldMeasure.CONSTANT)).isEqualTo(1);
        assertThat(one.get(FieldMeasure.AUR_C)).isZero();
        assertThat(one.get(FieldMeasure.F1)).isZero();
        assertThat(one.get(FieldMeasure.PRECISION)).isZero();
        assertThat(FieldScores.of(List.of(constant.calibrated())).get(FieldMeasure.CONSTANT))
                .isEqualTo(1);
        assertThat(SCORES.get(FieldMeasure.CONSTANT)).isZero();
    }

    @Test
    void calibrated_keepsTheOrderAndSeparatesAtTheThreshold() {
        for (ScoredMap map : MAPS) {
            double[] sizes = sizes(map);
            double[] scores = map.calibrated().signed();
            for (int i = 0; i < sizes.length; i++) {
                assertThat(Math.min(scores[i], 1 - scores[i])).isBetween(0.0, 1e-6);
                for (int j = 0; j < sizes.length; j++) {
                    assertThat(Double.compare(scores[i], scores[j])).isEqualTo(Double.compare(sizes[i], sizes[j]));
                }
            }
        }
        FieldScores calibrated =
                FieldScores.of(MAPS.stream().map(ScoredMap::calibrated).toList());
        for (FieldMeasure same : List.of(
                FieldMeasure.ROC_AUC, FieldMeasure.AVERAGE_PRECISION, FieldMeasure.F1, FieldMeasure.MEAN_RANK)) {
            assertThat(calibrated.get(same)).isEqualTo(SCORES.get(same), ROUNDING);
        }
    }

    /**
     * The saliency of occlusion of the white box of rare cells is x^2 where cells decide, else 0: it ranks perfectly, and has the
     * published areas, information and entropy of occlusion; calibrated, it has more than any published method.
     */
    @Test
    void occlusionOfRareTime_hasThePublishedNumbers_andCalibrationAloneTheLargest() {
        RareGroup group = RareData.RARE_TIME.draw(100, 1).get(0);
        List<ScoredMap> maps = IntStream.range(0, 100)
                .mapToObj(i -> {
                    double[] squares = new double[2500];
                    for (int cell = 0; cell < squares.length; cell++) {
                        double value = group.series().value(i, cell / 50, cell % 50);
                        squares[cell] = group.region()[cell] ? value * value : 0;
                    }
                    return new ScoredMap(squares, group.region(), 50);
                })
                .toList();
        FieldScores plain = FieldScores.of(maps);
        FieldScores calibrated =
                FieldScores.of(maps.stream().map(ScoredMap::calibrated).toList());

        assertThat(plain.get(FieldMeasure.ROC_AUC)).isEqualTo(1);
        assertThat(plain.get(FieldMeasure.AUP_S)).isCloseTo(1, within(0.005));
        assertThat(plain.get(FieldMeasure.AUR_S)).isCloseTo(0.13, within(0.02));
        assertThat(plain.get(FieldMeasure.INFORMATION)).isCloseTo(0.46e4, within(0.04e4));
        assertThat(plain.get(FieldMeasure.ENTROPY)).isCloseTo(47.2e2, within(2e2));
        assertThat(plain.get(FieldMeasure.F1)).isEqualTo(1);
        assertThat(calibrated.get(FieldMeasure.AUP_S)).isCloseTo(1, within(0.005));
        assertThat(calibrated.get(FieldMeasure.AUR_S)).isCloseTo(1, within(0.005));
        assertThat(calibrated.get(FieldMeasure.INFORMATION)).isGreaterThan(20.7e4);
        assertThat(calibrated.get(FieldMeasure.ENTROPY)).isLessThan(0.3e2);
    }

    @Test
    void json_isReadBackWithUndefinedNumbers() {
        ScoredMap nothing = new ScoredMap(new double[] {1, 2}, new boolean[2], 1);
        FieldScores undefined = FieldScores.of(List.of(nothing));
        assertThat(undefined.get(FieldMeasure.ROC_AUC)).isNaN();
        assertThat(FieldScores.of(undefined.json())).isEqualTo(undefined);
        assertThat(FieldScores.of(SCORES.json())).isEqualTo(SCORES);
        assertThat(FieldMeasure.columns()).hasSize(FieldMeasure.values().length);
    }

    @Test
    void methodResult_isReadBack_andHasANumberForEachColumn() {
        FieldScores calibrated =
                FieldScores.of(MAPS.stream().map(ScoredMap::calibrated).toList());
        MethodResult without = new MethodResult(SCORES, calibrated, null, Double.NaN, 0.5, 20, 0);
        MethodResult with =
                new MethodResult(SCORES, calibrated, new PredictionChange("zero", 3, 0.25, 0.125), 7.5, 0.5, 20, 1);
        List<String> keys = MethodResult.columns().stream().map(Measure::key).toList();

        assertThat(MethodResult.of(without.json())).isEqualTo(without);
        assertThat(MethodResult.of(with.json())).isEqualTo(with);
        assertThat(keys).doesNotHaveDuplicates().hasSize(with.values().length);
        assertThat(with.values()[keys.indexOf("cpd")]).isEqualTo(0.25);
        assertThat(without.values()[keys.indexOf("cpd")]).isNaN();
        assertThat(with.values()[keys.indexOf("aopcr")]).isEqualTo(7.5);
        assertThat(with.values()[keys.indexOf("calibratedAurS")]).isEqualTo(calibrated.get(FieldMeasure.AUR_S));
        assertThat(with.values()[keys.indexOf("aurS")]).isEqualTo(SCORES.get(FieldMeasure.AUR_S));
        assertThat(with.values()[keys.indexOf("collapsed")]).isEqualTo(1);
    }

    @Test
    void impossibleMaps_areRefused() {
        assertThatThrownBy(() -> new ScoredMap(new double[3], new boolean[3], 2))
                .hasMessageContaining("whole number");
        assertThatThrownBy(() -> new ScoredMap(new double[3], new boolean[2], 1))
                .hasMessageContaining("truth");
        assertThatThrownBy(() -> FieldScores.of(List.of())).hasMessageContaining("at least one");
    }
}
