package io.unfade.train;

import io.unfade.model.Inputs;
import io.unfade.train.augment.Augmentation;
import io.unfade.train.augment.Augmenter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AugmenterTest {
    private static final int FEATURES = 3;
    private static final int CLASSES = 4;
    private static final double ROUNDING = 1e-12;
    private static final Augmentation NOISE = new Augmentation(0.5, 0, 0, 0, 0, 0, 0);
    private static final Augmentation SCALE = new Augmentation(0, 0.25, 0, 0, 0, 0, 0);
    private static final Augmentation SHIFT = new Augmentation(0, 0, 0.3, 0, 0, 0, 0);
    private static final Augmentation WARP = new Augmentation(0, 0, 0, 0.2, 0, 0, 0);
    private static final Augmentation MIX = new Augmentation(0, 0, 0, 0, 0.4, 0, 0);
    private static final Augmentation CELLS = new Augmentation(0, 0, 0, 0, 0, 0.3, 0);
    private static final Augmentation WHOLE_FEATURES = new Augmentation(0, 0, 0, 0, 0, 0, 0.4);
    private static final Augmentation EVERYTHING = new Augmentation(0.1, 0.2, 0.3, 0.1, 0.5, 0.1, 0.1);

    static List<Augmentation> each() {
        return List.of(NOISE, SCALE, SHIFT, WARP, MIX, CELLS, WHOLE_FEATURES, EVERYTHING);
    }

    private static Augmenter.Augmented augmented(Augmentation augmentation, long seed, Inputs inputs, int batch) {
        return new Augmenter(augmentation, seed).augment(inputs, targets(inputs.count()), 0, 1, batch);
    }

    private static double[][] targets(int count) {
        double[][] targets = new double[count][CLASSES];
        for (int b = 0; b < count; b++) {
            targets[b][b % CLASSES] = 1;
        }
        return targets;
    }

    /** {@return series of random cells, padded with 0} */
    private static Inputs random(int... lengths) {
        Random random = new Random(3);
        return filled(unused -> 1 + random.nextDouble(), lengths);
    }

    /** {@return series whose cells are a function of the step, padded with 0} */
    private static Inputs filled(DoubleUnaryOperator ofStep, int... lengths) {
        int steps = Arrays.stream(lengths).max().orElseThrow();
        double[] values = new double[lengths.length * steps * FEATURES];
        for (int b = 0; b < lengths.length; b++) {
            for (int i = 0; i < lengths[b] * FEATURES; i++) {
                values[b * steps * FEATURES + i] = ofStep.applyAsDouble(Math.floorDiv(i, FEATURES));
            }
        }
        return new Inputs(values, lengths, steps, FEATURES);
    }

    private static double[] feature(Inputs inputs, int series, int feature) {
        return IntStream.range(0, inputs.lengths()[series])
                .mapToDouble(t -> inputs.values()[inputs.offset(series) + t * FEATURES + feature])
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("each")
    void augment_anyChange_keepsLengthsPaddingAndArguments(Augmentation augmentation) {
        Inputs inputs = random(9, 1, 14, 2, 14);
        double[] before = inputs.values().clone();
        Inputs changed = augmented(augmentation, 1, inputs, 1).inputs();
        assertThat(inputs.values()).containsExactly(before);
        assertThat(changed.lengths()).containsExactly(inputs.lengths());
        assertThat(changed.values()).isNotEqualTo(before);
        for (int b = 0; b < inputs.count(); b++) {
            int end = inputs.offset(b) + inputs.steps() * FEATURES;
            double[] padding = Arrays.copyOfRange(changed.values(), inputs.offset(b) + inputs.cells(b), end);
            assertThat(padding).containsExactly(new double[padding.length]);
        }
    }

    @ParameterizedTest
    @MethodSource("each")
    void augment_sameSeedEpochAndBatch_isTheSame(Augmentation augmentation) {
        Inputs inputs = random(40, 40, 31, 40);
        double[] once = augmented(augmentation, 1, inputs, 1).inputs().values();
        assertThat(augmented(augmentation, 1, inputs, 1).inputs().values()).containsExactly(once);
        assertThat(augmented(augmentation, 2, inputs, 1).inputs().values()).isNotEqualTo(once);
        assertThat(augmented(augmentation, 1, inputs, 2).inputs().values()).isNotEqualTo(once);
        assertThat(new Augmenter(augmentation, 1)
                        .augment(inputs, targets(4), 0, 2, 1)
                        .inputs()
                        .values())
                .isNotEqualTo(once);
    }

    @Test
    void augment_anotherChangeAdded_leavesTheDrawsOfTheFirst() {
        Inputs inputs = random(30, 30);
        double[] noisy = augmented(NOISE, 1, inputs, 1).inputs().values();
        double[] both = augmented(new Augmentation(0.5, 0, 0, 0, 0, 0.3, 0), 1, inputs, 1)
                .inputs()
                .values();
        assertThat(both).contains(0);
        for (int i = 0; i < both.length; i++) {
            assertThat(both[i]).isIn(0.0, noisy[i]);
        }
    }

    @Test
    void noise_manyCells_haveItsDeviation() {
        Inputs inputs = filled(t -> 0, 2000, 2000, 2000);
        double[] values = augmented(NOISE, 1, inputs, 1).inputs().values();
        assertThat(mean(values)).isCloseTo(0, within(0.02));
        assertThat(deviation(values)).isCloseTo(0.5, within(0.02));
        assertThat(feature(augmented(NOISE, 1, inputs, 1).inputs(), 0, 0)).doesNotHaveDuplicates();
    }

    @Test
    void scale_eachFeature_hasOneFactor() {
        int series = 3000;
        int[] lengths = new int[series];
        Arrays.fill(lengths, 3);
        Inputs inputs = filled(t -> t + 1, lengths);
        Inputs changed = augmented(SCALE, 1, inputs, 1).inputs();
        double[] factors = new double[series * FEATURES];
        for (int i = 0; i < factors.length; i++) {
            double[] values = feature(changed, i / FEATURES, i % FEATURES);
            factors[i] = values[0];
            assertThat(values[1]).isEqualTo(2 * factors[i], within(ROUNDING));
            assertThat(values[2]).isEqualTo(3 * factors[i], within(ROUNDING));
        }
        assertThat(factors).doesNotHaveDuplicates();
        assertThat(mean(factors)).isCloseTo(1, within(0.01));
        assertThat(deviation(factors)).isCloseTo(0.25, within(0.01));
    }

    @Test
    void shift_eachSeries_movesByAWholeNumberOfStepsAndRepeatsTheEnds() {
        int[] lengths = new int[400];
        Arrays.fill(lengths, 10);
        Inputs changed = augmented(SHIFT, 1, filled(t -> t + 1, lengths), 1).inputs();
        TreeSet<Integer> moves = new TreeSet<>();
        for (int b = 0; b < lengths.length; b++) {
            double[] values = feature(changed, b, b % FEATURES);
            int later = 5 - (int) (values[5] - 1);
            moves.add(later);
            for (int t = 0; t < 10; t++) {
                assertThat(values[t]).isEqualTo(1 + Math.max(0, Math.min(9, t - later)));
            }
        }
        assertThat(moves).containsExactly(-3, -2, -1, 0, 1, 2, 3);
    }

    @Test
    void warp_straightLine_showsAMonotoneTimeWithFixedEnds() {
        int[] lengths = new int[300];
        Arrays.fill(lengths, 101);
        Inputs changed = augmented(WARP, 1, filled(t -> t, lengths), 1).inputs();
        double largest = 0;
        for (int b = 0; b < lengths.length; b++) {
            double[] times = feature(changed, b, 1); // a straight line is read without an error of interpolation
            assertThat(times[0]).isZero();
            assertThat(times[100]).isEqualTo(100, within(ROUNDING));
            for (int t = 1; t <= 100; t++) {
                assertThat(times[t]).isGreaterThan(times[t - 1]);
                largest = Math.max(largest, Math.abs(times[t] - t));
            }
            assertThat(feature(changed, b, 2)).containsExactly(times);
        }
        assertThat(largest).isBetween(12.0, 20.0);
    }

    @Test
    void mix_pairs_mixSeriesAndTargetsByTheSameShare() {
        double[][] own = new double[CLASSES][];
        Inputs inputs = random(12, 12, 12, 12);
        Arrays.setAll(own, b -> feature(inputs, b, 0));
        int mixed = 0;
        for (int batch = 0; batch < 50; batch++) {
            Augmenter.Augmented changed = augmented(MIX, 1, inputs, batch);
            for (int b = 0; b < CLASSES; b++) {
                double[] target = changed.targets()[b];
                assertThat(Arrays.stream(target).sum()).isEqualTo(1, within(ROUNDING));
                assertThat(target[b]).isGreaterThanOrEqualTo(0.5);
                mixed += target[b] < 1 ? 1 : 0;
                double[] values = feature(changed.inputs(), b, 0);
                for (int t = 0; t < values.length; t++) {
                    double expected = 0;
                    for (int k = 0; k < CLASSES; k++) {
                        expected += target[k] * own[k][t];
                    }
                    assertThat(values[t]).isEqualTo(expected, within(ROUNDING));
                }
            }
        }
        assertThat(mixed).isGreaterThan(100);
    }

    @Test
    void mix_shares_haveTheMeanOfBetaDistribution() {
        // With a = 1 the share is uniform, so that the larger of it and its complement has mean 3/4.
        // With a = 1/2 it follows the arcsine law: the larger one has mean 1/2 + 1/pi.
        assertThat(meanShare(1)).isCloseTo(0.75, within(0.01));
        assertThat(meanShare(0.5)).isCloseTo(0.5 + 1 / Math.PI, within(0.01));
        assertThat(meanShare(1e-4)).isGreaterThan(0.999);
    }

    private static double meanShare(double mix) {
        int[] lengths = new int[8000];
        Arrays.fill(lengths, 1);
        double[] cells = new double[lengths.length * FEATURES];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = i / FEATURES % 2; // half of all pairs are of a 0 and a 1
        }
        Inputs changed = new Augmenter(new Augmentation(0, 0, 0, 0, mix, 0, 0), 5)
                .augment(new Inputs(cells, lengths, 1, FEATURES), new double[lengths.length][1], 0, 1, 1)
                .inputs();
        return IntStream.range(0, lengths.length)
                .filter(b -> changed.values()[b * FEATURES] != b % 2)
                .mapToDouble(b -> Math.max(changed.values()[b * FEATURES], 1 - changed.values()[b * FEATURES]))
                .average()
                .orElse(1);
    }

    @Test
    void mix_partnerOfAnotherLength_isStretched() {
        for (int batch = 0; batch < 20; batch++) {
            Inputs inputs = filled(t -> 0, 9, 5);
            for (int i = 0; i < 5 * FEATURES; i++) {
                inputs.values()[inputs.offset(1) + i] =
                        Math.floorDiv(i, FEATURES); // 0 to 4, as 0 to 4 in 9 steps of a half
            }
            Augmenter.Augmented changed = augmented(MIX, 1, inputs, batch);
            double share = changed.targets()[0][1];
            double[] values = feature(changed.inputs(), 0, 2);
            for (int t = 0; t < 9; t++) {
                assertThat(values[t]).isEqualTo(share * t / 2, within(ROUNDING));
            }
        }
    }

    @Test
    void dropout_cellsAndFeatures_areZeroInTheirShareAndOthersAsTheyWere() {
        int[] lengths = new int[2000];
        Arrays.fill(lengths, 4);
        Inputs inputs = random(lengths);
        double[] cells = augmented(CELLS, 1, inputs, 1).inputs().values();
        Inputs features = augmented(WHOLE_FEATURES, 1, inputs, 1).inputs();
        int droppedCells = 0;
        for (int i = 0; i < cells.length; i++) {
            assertThat(cells[i]).isIn(0.0, inputs.values()[i]);
            droppedCells += cells[i] == 0 ? 1 : 0;
        }
        assertThat((double) droppedCells / cells.length).isCloseTo(0.3, within(0.01));
        int droppedFeatures = 0;
        for (int b = 0; b < lengths.length; b++) {
            for (int c = 0; c < FEATURES; c++) {
                boolean dropped = feature(features, b, c)[0] == 0;
                droppedFeatures += dropped ? 1 : 0;
                assertThat(feature(features, b, c)).containsExactly(dropped ? new double[4] : feature(inputs, b, c));
            }
        }
        assertThat((double) droppedFeatures / lengths.length / FEATURES).isCloseTo(0.4, within(0.02));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
    }
}
