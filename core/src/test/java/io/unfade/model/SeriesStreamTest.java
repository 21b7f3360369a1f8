package io.unfade.model;

import io.unfade.Allocation;
import io.unfade.TestModels;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Preparation;
import io.unfade.nn.spec.ReadoutKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Raw series step by step against the predictions of whole ones. */
class SeriesStreamTest {
    private static final int STEPS = 12;

    /** Float32 products in a different order. */
    private static final double ROUNDING = 1e-5;

    private final SeriesSet set = raw();

    @ParameterizedTest
    @EnumSource(
            value = Standardization.class,
            names = {"NONE", "PER_FEATURE", "PER_CELL"})
    void step_wholeSeries_givesProbabilitiesOfModel(Standardization kind) {
        try (TrainedModel model = model(TestModels.lstm(HopPooling.CONCAT, 0), kind)) {
            double[][] expected = model.probabilities(set, set.count());
            SeriesStream stream = model.stream();
            for (int i = 0; i < set.count(); i++) {
                stream.reset();
                assertThat(run(stream, i, STEPS)).containsExactly(expected[i], within(ROUNDING));
                assertThat(stream.steps()).isEqualTo(STEPS);
            }
        }
    }

    @Test
    void end_everyPreparationAfterStandardisation_givesProbabilitiesOfModel() {
        for (Preparation preparation : TestModels.everyPreparation()) {
            ModelSpec spec = TestModels.lstm(HopPooling.CONCAT, 0).withPreparation(preparation);
            try (TrainedModel model = model(spec, Standardization.PER_FEATURE)) {
                double[][] expected = model.probabilities(set, set.count());
                SeriesStream stream = model.stream();
                double[] ended = new double[stream.classes()];
                for (int i = 0; i < set.count(); i++) {
                    stream.reset();
                    double[] last = run(stream, i, STEPS);
                    stream.end(ended);
                    assertThat(ended).as(preparation.toString()).containsExactly(expected[i], within(ROUNDING));
                    if (STEPS % preparation.pool() == 0) {
                        assertThat(last).containsExactly(ended);
                    }
                }
            }
        }
    }

    @Test
    void step_everyPrefix_givesProbabilitiesOfPrefix() {
        int[] lengths = new int[STEPS];
        Arrays.setAll(lengths, i -> i + 1);
        SeriesBuilder prefixes = SeriesSet.builder(Precision.SINGLE, STEPS, STEPS, TestModels.FEATURES);
        for (int i = 0; i < STEPS; i++) {
            double[] series = series(0);
            for (int cell = 0; cell < (i + 1) * TestModels.FEATURES; cell++) {
                prefixes.cell(i, cell / TestModels.FEATURES, cell % TestModels.FEATURES, series[cell]);
            }
        }
        try (TrainedModel model = model(
                TestModels.spec(Cell.GRU, 1, false, HopPooling.MEAN, ReadoutKind.MEAN, 0),
                Standardization.PER_FEATURE)) {
            double[][] expected = model.probabilities(prefixes.lengths(lengths).build(), STEPS);
            SeriesStream stream = model.stream();
            for (int t = 0; t < STEPS; t++) {
                stream.reset();
                assertThat(run(stream, 0, t + 1)).containsExactly(expected[t], within(ROUNDING));
            }
        }
    }

    @Test
    void step_perCellPastLastStep_isRefusedAndForgotten() {
        try (TrainedModel model = model(TestModels.lstm(null, 0), Standardization.PER_CELL)) {
            SeriesStream stream = model.stream();
            double[] last = run(stream, 1, STEPS);
            double[] logits = new double[stream.classes()];
            stream.logits(logits);
            assertThatThrownBy(() -> run(stream, 1, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "per-cell standardization was made for 12 steps, so a series has no step with index 12");
            double[] after = new double[stream.classes()];
            stream.logits(after);
            assertThat(after).containsExactly(logits);
            stream.reset();
            assertThat(run(stream, 1, STEPS)).containsExactly(last);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Standardization.class,
            names = {"NONE", "PER_FEATURE", "PER_CELL"})
    void step_inSteadyState_allocatesNothing(Standardization kind) {
        try (TrainedModel model = model(TestModels.lstm(HopPooling.CONCAT, 0), kind)) {
            SeriesStream stream = model.stream();
            double[] x = new double[stream.features()];
            double[] probabilities = new double[stream.classes()];
            Runnable steps = () -> {
                for (int t = 0; t < 10_000; t++) {
                    if (t % STEPS == 0) {
                        stream.reset();
                    }
                    stream.step(x, probabilities);
                }
            };
            steps.run();
            assertThat(Allocation.bytes(steps)).isLessThan(Allocation.OF_THE_MACHINE);
        }
    }

    @Test
    void step_argument_isNotChanged() {
        try (TrainedModel model = model(TestModels.lstm(null, 0), Standardization.PER_FEATURE)) {
            SeriesStream stream = model.stream();
            double[] x = {1, 2, 3, 4, 5};
            stream.step(x, new double[stream.classes()]);
            assertThat(x).containsExactly(1, 2, 3, 4, 5);
            assertThat(stream.features()).isEqualTo(x.length);
            assertThatThrownBy(() -> stream.step(new double[6], new double[3]))
                    .hasMessage("a step needs 5 values, but has 6");
            assertThatThrownBy(() -> stream.step(x, new double[2])).hasMessage("the output needs 3 values, but has 2");
            assertThat(stream.steps()).isEqualTo(1);
        }
    }

    @Test
    void step_modelClosed_goesOn() {
        SeriesStream stream;
        double[] before;
        try (TrainedModel model = model(TestModels.lstm(HopPooling.MEAN, 0), Standardization.PER_FEATURE)) {
            stream = model.stream();
            before = run(stream, 2, STEPS);
            stream.reset();
        }
        assertThat(run(stream, 2, STEPS)).containsExactly(before);
    }

    @Test
    void stream_bidirectional_isRefused() {
        ModelSpec spec = TestModels.spec(Cell.GRU, 1, true, null, ReadoutKind.MAX, 0);
        try (TrainedModel model = model(spec, Standardization.NONE)) {
            assertThatThrownBy(model::stream)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("bidirectional");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Standardization.class,
            names = {"PER_SERIES", "PER_GROUP"})
    void stream_statisticsOfWholeSeries_isRefused(Standardization kind) {
        try (TrainedModel model = TrainedModel.initialize(
                TestModels.describe(TestModels.lstm(null, 0), kind),
                Standardizer.withoutNumbers(kind),
                Precision.SINGLE,
                3)) {
            assertThatThrownBy(model::stream)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "a model with " + kind.key() + " standardization cannot take a series step by step: mean"
                                    + " and scale are not known before its last step");
        }
    }

    private TrainedModel model(ModelSpec spec, Standardization kind) {
        return TrainedModel.initialize(
                TestModels.describe(spec, kind), Standardizer.fit(kind, set), Precision.SINGLE, 3);
    }

    /** {@return the last probabilities of the first steps of a series} */
    private double[] run(SeriesStream stream, int series, int steps) {
        double[] values = series(series);
        double[] probabilities = new double[stream.classes()];
        for (int t = 0; t < steps; t++) {
            int first = t * stream.features();
            stream.step(Arrays.copyOfRange(values, first, first + stream.features()), probabilities);
        }
        return probabilities;
    }

    private double[] series(int index) {
        double[] values = new double[STEPS * TestModels.FEATURES];
        set.copySeries(index, values, 0);
        return values;
    }

    /** {@return series far from mean 0 and standard deviation 1} */
    private static SeriesSet raw() {
        SeriesSet standard = TestModels.equalSeries(Precision.SINGLE, 11, 6, STEPS);
        SeriesBuilder builder = SeriesSet.builder(Precision.SINGLE, 6, STEPS, TestModels.FEATURES);
        double[] values = new double[STEPS * TestModels.FEATURES];
        for (int i = 0; i < standard.count(); i++) {
            standard.copySeries(i, values, 0);
            for (int cell = 0; cell < values.length; cell++) {
                int c = cell % TestModels.FEATURES;
                builder.cell(i, cell / TestModels.FEATURES, c, 3 * c + 10 * values[cell]);
            }
        }
        return builder.build();
    }
}
