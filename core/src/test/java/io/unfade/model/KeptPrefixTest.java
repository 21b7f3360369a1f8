package io.unfade.model;

import io.unfade.TestModels;
import io.unfade.data.Precision;
import io.unfade.model.tensor.Tensor;
import io.unfade.nn.Classifier;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Positions;
import io.unfade.nn.spec.Preparation;
import io.unfade.nn.spec.Preparation.Differences;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.nn.spec.Stem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Going on from the state of a prefix, against the whole series. */
class KeptPrefixTest {
    private static final int[] LENGTHS = {11, 5, 8};
    private static final int LONG = 45;
    private static final double ROUNDING = 1e-12;
    private static final double SINGLE = 2e-5;
    private static final double STEP = 1e-5;
    private static final double DIFFERENCES = 1e-8;

    /** {@return every readout with every pooling, in turn of each cell and one or more layers; and ensembles of each readout} */
    static Stream<ModelSpec> specs() {
        List<ModelSpec> specs = new ArrayList<>();
        List<Cell> cells = List.of(Cell.values());
        HopPooling[] poolings = {null, HopPooling.CONCAT, HopPooling.MEAN, HopPooling.CONCAT_L2};
        for (ReadoutKind readout : ReadoutKind.values()) {
            for (HopPooling pooling : poolings) {
                Cell cell = cells.get(specs.size() % cells.size());
                specs.add(TestModels.spec(cell, 1 + specs.size() % 2, false, pooling, readout, 0.1));
            }
            HopPooling pooling = poolings[1 + specs.size() % 3];
            specs.add(TestModels.spec(Cell.LSTM, 2, false, pooling, readout, 0).withMembers(3));
        }
        specs.add(TestModels.spec(Cell.GRU, 3, false, HopPooling.CONCAT, ReadoutKind.MAX, 0));
        for (HopPooling pooling : HopPooling.values()) {
            specs.add(TestModels.withPositions(new Positions(2, 4), TestModels.lstm(pooling, 0))
                    .withMembers(1 + specs.size() % 2));
        }
        specs.add(TestModels.withStem(new Stem.Linear(2, 0.1), TestModels.lstm(HopPooling.CONCAT_L2, 0))
                .withPreparation(new Preparation(0.8, Differences.NONE, 1))
                .withMembers(2));
        return specs.stream().filter(KeptPrefixTest::resumes);
    }

    private static boolean resumes(ModelSpec spec) {
        return new Classifier(spec).resumes();
    }

    @Test
    void resumes_everyReadout_butNotWhatLooksAheadOrBack() {
        for (ReadoutKind readout : ReadoutKind.values()) {
            assertThat(resumes(TestModels.spec(Cell.GRU, 1, false, HopPooling.CONCAT_L2, readout, 0)))
                    .isTrue();
        }
        ModelSpec lstm = TestModels.lstm(HopPooling.MEAN, 0);
        assertThat(resumes(TestModels.withStem(new Stem.Linear(2, 0), lstm))).isTrue();
        assertThat(resumes(lstm.withPreparation(new Preparation(0.8, Differences.NONE, 1))))
                .isTrue();
        List<ModelSpec> others = List.of(
                TestModels.spec(Cell.GRU, 1, true, null, ReadoutKind.LAST, 0),
                TestModels.withStem(new Stem.Windows(3, 2, Stem.Alignment.CAUSAL, 0), lstm),
                lstm.withPreparation(new Preparation(null, Differences.ADDED, 1)),
                lstm.withPreparation(new Preparation(null, Differences.NONE, 3)));
        for (ModelSpec spec : others) {
            try (TrainedModel model = TestModels.initialized(spec, Precision.DOUBLE, 5)) {
                assertThat(model.resumes()).isFalse();
                assertThatThrownBy(() -> model.start(1))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("keeps no state");
            }
        }
    }

    private static Inputs inputs(TrainedModel model, int... lengths) {
        int[] rows = IntStream.range(0, lengths.length).toArray();
        return model.prepare(TestModels.series(Precision.DOUBLE, 3, lengths)).inputs(rows);
    }

    /** {@return the state after so many steps of the series that have more; read one, then two, then one at a time} */
    private static KeptPrefix read(TrainedModel model, Inputs inputs, int steps) {
        int[] all = IntStream.range(0, inputs.count()).toArray();
        KeptPrefix prefix = model.start(inputs.count());
        int[] rows = all;
        for (int read = 0; read < steps; ) {
            int next = Math.min(steps, read + (read == 1 ? 2 : 1));
            int longer = next + 1;
            int[] before = rows;
            int[] kept = IntStream.range(0, rows.length)
                    .filter(place -> inputs.lengths()[before[place]] >= longer)
                    .toArray();
            KeptPrefix further = prefix.read(inputs.between(read, next, rows), kept);
            prefix.close();
            prefix = further;
            rows = inputs.lasting(longer);
            read = next;
        }
        assertThat(prefix.steps()).isEqualTo(steps);
        assertThat(prefix.series()).isEqualTo(rows.length);
        return prefix;
    }

    /** {@return two variants of the longer series, the same in the steps that are held} */
    private static Inputs variants(Inputs inputs, int held) {
        Inputs own = inputs.first(inputs.steps(), inputs.lasting(held + 1));
        double[] values = Arrays.copyOf(own.values(), 2 * own.values().length);
        Random random = new Random(7);
        for (int b = 0; b < own.count(); b++) {
            for (int cell = 0; cell < own.cells(b); cell++) {
                double other = cell < held * own.features() ? 0 : random.nextGaussian();
                values[own.offset(own.count() + b) + cell] = own.values()[own.offset(b) + cell] + other;
            }
        }
        int[] lengths = IntStream.concat(IntStream.of(own.lengths()), IntStream.of(own.lengths()))
                .toArray();
        return new Inputs(values, lengths, own.steps(), own.features());
    }

    private static Inputs later(Inputs whole, int held) {
        return whole.between(
                held, whole.steps(), IntStream.range(0, whole.count()).toArray());
    }

    @ParameterizedTest
    @MethodSource("specs")
    void outputs_afterEachLaterStep_areThoseOfTheWholeSeries(ModelSpec spec) {
        try (TrainedModel model = TestModels.initialized(spec, Precision.DOUBLE, 5)) {
            checkOutputs(model, inputs(model, LENGTHS), ROUNDING, 0, 1, 7);
        }
    }

    @Test
    void outputs_oneStepAndOneFeature_areThoseOfTheWholeSeries() {
        ModelSpec one = new ModelSpec(
                Cell.LSTM,
                1,
                false,
                1,
                new ModelSpec.Attention(1, 1, HopPooling.CONCAT),
                ModelSpec.Readout.of(ReadoutKind.MEAN),
                1,
                2,
                0);
        try (TrainedModel model = TestModels.initialized(one, Precision.DOUBLE, 5)) {
            checkOutputs(model, new Inputs(new double[] {0.7}, new int[] {1}, 1, 1), ROUNDING, 0);
            checkOutputs(model, new Inputs(new double[] {0.7, -2, 0.3, 0}, new int[] {2, 1}, 2, 1), ROUNDING, 0, 1);
        }
    }

    /** Scores up to hundreds, of which exp is infinite in single precision, and windows of more than a chunk of the scan. */
    @Test
    void outputs_largeScoresAndLongSeries_areThoseOfTheWholeSeries() {
        for (HopPooling pooling : HopPooling.values()) {
            ModelSpec spec = TestModels.spec(Cell.LSTM, 1, false, pooling, ReadoutKind.SELF_ATTENTION, 0);
            try (TrainedModel small = TestModels.initialized(spec, Precision.SINGLE, 5)) {
                Map<String, Tensor> weights = new LinkedHashMap<>(small.weights());
                Tensor second = Objects.requireNonNull(weights.get("attention.w2.weight"));
                double[] large =
                        Arrays.stream(second.toDoubles()).map(w -> 300 * w).toArray();
                weights.put("attention.w2.weight", Tensor.of(large, second.shape()));
                small.restore(weights);
                checkOutputs(small, inputs(small, LONG, LONG - 40), SINGLE, 0, 2, 40);
            }
        }
    }

    private static void checkOutputs(TrainedModel model, Inputs inputs, double tolerance, int... heldSteps) {
        for (int held : heldSteps) {
            Inputs whole = variants(inputs, held);
            try (KeptPrefix prefix = read(model, inputs, held)) {
                for (Output output : Output.values()) {
                    double[][][] after = prefix.outputsOfPrefixes(later(whole, held), 1, output);
                    double[][] last = prefix.outputs(later(whole, held), output);
                    assertThat(after).hasNumberOfRows(whole.count());
                    int seconds = 0;
                    for (int row = 0; row < whole.count(); row++) {
                        assertThat(after[row]).hasNumberOfRows(whole.lengths()[row] - held);
                        for (int i = 0; i < after[row].length; i++) {
                            double[] expected = model.outputs(whole.first(held + i + 1, row), output)[0];
                            assertThat(after[row][i]).containsExactly(expected, within(tolerance));
                        }
                        assertThat(last[row]).containsExactly(after[row][after[row].length - 1], within(0.0));
                    }
                    for (double[][] second : held == 0 && whole.steps() > 2
                            ? prefix.outputsOfPrefixes(later(whole, held), 2, output)
                            : new double[0][][]) {
                        assertThat(second[0]).containsExactly(after[seconds++ % after.length][1], within(0.0));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void derivative_byLaterSteps_isThatOfTheWholeSeries(ModelSpec spec) {
        try (TrainedModel model = TestModels.initialized(spec, Precision.DOUBLE, 5)) {
            Inputs inputs = inputs(model, LENGTHS);
            for (int held : new int[] {0, 6}) {
                Inputs whole = variants(inputs, held);
                double[][] seed = new double[whole.count()][TestModels.CLASSES];
                for (int row = 0; row < seed.length; row++) {
                    seed[row][row % TestModels.CLASSES] = 1;
                    seed[row][(row + 1) % TestModels.CLASSES] = -0.5;
                }
                try (KeptPrefix prefix = read(model, inputs, held)) {
                    for (Output output : Output.values()) {
                        DifferentiableModel.Derivative found =
                                prefix.derivative(later(whole, held), output, probabilities -> seed);
                        DifferentiableModel.Derivative expected =
                                model.derivative(whole, output, probabilities -> seed);
                        double[] ofLater =
                                later(whole.with(expected.gradient()), held).values();
                        assertThat(found.gradient()).containsExactly(ofLater, within(ROUNDING));
                        for (int row = 0; row < seed.length; row++) {
                            assertThat(found.outputs()[row]).containsExactly(expected.outputs()[row], within(ROUNDING));
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void derivative_byOneLaterStep_isThatOfFiniteDifferences(ModelSpec spec) {
        try (TrainedModel model = TestModels.initialized(spec, Precision.DOUBLE, 5)) {
            Inputs whole = inputs(model, 7);
            int held = 6;
            double[][] seed = {{1, 0, -0.5}};
            try (KeptPrefix prefix = read(model, whole, held)) {
                double[] gradient = prefix.derivative(later(whole, held), Output.LOGIT, probabilities -> seed)
                        .gradient();
                for (int c = 0; c < TestModels.FEATURES; c++) {
                    double slope =
                            (sum(model, whole, held, c, STEP, seed[0]) - sum(model, whole, held, c, -STEP, seed[0]))
                                    / (2 * STEP);
                    assertThat(gradient[c]).isEqualTo(slope, within(DIFFERENCES));
                }
            }
        }
    }

    private static double sum(TrainedModel model, Inputs whole, int step, int feature, double change, double... seed) {
        double[] values = whole.values().clone();
        values[step * whole.features() + feature] += change;
        double[] logits = model.outputs(whole.with(values), Output.LOGIT)[0];
        return IntStream.range(0, seed.length)
                .mapToDouble(k -> seed[k] * logits[k])
                .sum();
    }

    @Test
    void derivative_equalLargestStates_belongsToTheFirstAsForTheWholeSeries() {
        ModelSpec spec = TestModels.spec(Cell.RNN, 1, false, null, ReadoutKind.MAX, 0);
        try (TrainedModel model = TestModels.initialized(spec, Precision.SINGLE, 5)) {
            Map<String, Tensor> weights = new LinkedHashMap<>(model.weights());
            // without it equal steps have equal states
            Tensor recurrent = Objects.requireNonNull(weights.get("rnn.weight_hh_l0"));
            weights.put("rnn.weight_hh_l0", Tensor.of(new double[recurrent.toDoubles().length], recurrent.shape()));
            model.restore(weights);
            Inputs whole = new Inputs(new double[4 * TestModels.FEATURES], new int[] {4}, 4, TestModels.FEATURES);
            double[][] seed = {{1, 0, 0}};
            double[] expected =
                    model.derivative(whole, Output.LOGIT, probabilities -> seed).gradient();
            try (KeptPrefix prefix = read(model, whole, 3)) {
                double[] found = prefix.derivative(later(whole, 3), Output.LOGIT, probabilities -> seed)
                        .gradient();
                double[] ofLast = Arrays.copyOfRange(expected, 3 * TestModels.FEATURES, expected.length);
                assertThat(found).containsExactly(ofLast, within(SINGLE));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void close_leavesNothingOnTheWeights(ModelSpec spec) {
        try (TrainedModel model = TestModels.initialized(spec, Precision.DOUBLE, 5)) {
            Inputs inputs = inputs(model, LENGTHS);
            int before = TestModels.heldArrays(model);
            int ofOneStep;
            try (KeptPrefix prefix = read(model, inputs, 1)) {
                ofOneStep = TestModels.heldArrays(model);
                assertThat(prefix.steps()).isOne();
                assertThat(ofOneStep).isGreaterThan(before);
            }
            try (KeptPrefix prefix = read(model, inputs, 4)) {
                int open = TestModels.heldArrays(model);
                assertThat(open).isEqualTo(ofOneStep);
                Inputs later = later(variants(inputs, 4), 4);
                for (int i = 0; i < 3; i++) {
                    prefix.outputs(later, Output.PROBABILITY);
                    prefix.derivative(later, Output.LOG_ODDS, probabilities -> probabilities);
                }
                assertThat(TestModels.heldArrays(model)).isEqualTo(open);
            }
            assertThat(TestModels.heldArrays(model)).isEqualTo(before);
        }
    }

    @Test
    void read_seriesInAnyOrder_goesOnWithThose() {
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(HopPooling.MEAN, 0), Precision.DOUBLE, 5)) {
            Inputs both = inputs(model, 4, 4);
            Inputs first = both.first(2, 0, 1);
            for (int[] kept : new int[][] {{1, 0}, {1, 1}, {0}}) {
                try (KeptPrefix start = model.start(2);
                        KeptPrefix prefix = start.read(first, kept)) {
                    double[][] after = prefix.outputs(later(both.first(4, kept), 2), Output.LOGIT);
                    double[][] expected = model.outputs(both.first(4, kept), Output.LOGIT);
                    for (int row = 0; row < kept.length; row++) {
                        assertThat(after[row]).containsExactly(expected[row], within(ROUNDING));
                    }
                }
            }
        }
    }

    @Test
    void read_stepsThatSomeSeriesLack_isRefused() {
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(null, 0), Precision.DOUBLE, 5);
                KeptPrefix start = model.start(2)) {
            assertThatThrownBy(() -> start.read(inputs(model, 4, 3), 0, 1))
                    .hasMessage("all series that go on must have the same 4 steps");
            assertThatThrownBy(() -> model.start(0)).hasMessageContaining("series");
        }
    }

    @Test
    void outputs_rowsThatAreNoWholeNumberOfVariants_areRefused() {
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(null, 0), Precision.DOUBLE, 5);
                KeptPrefix prefix = model.start(2)) {
            Inputs three = inputs(model, 4, 4, 4);
            assertThatThrownBy(() -> prefix.outputs(three, Output.LOGIT))
                    .hasMessage("3 rows are no whole number of variants of 2 series");
            assertThatThrownBy(() -> prefix.read(three, 0, 1)).hasMessageContaining("the series that go on");
        }
    }
}
