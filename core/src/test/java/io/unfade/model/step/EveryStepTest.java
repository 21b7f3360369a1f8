package io.unfade.model.step;

import io.unfade.TestModels;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.nn.spec.Stem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class EveryStepTest {
    private static final int STEPS = 7;
    private static final int CLASSES = TestModels.CLASSES;
    private static final double ROUNDING = 1e-12;
    private static final double STEP = 1e-5;
    /** Of differences over 2e-5 of sums of about 10. */
    private static final double DIFFERENCES = 1e-8;

    static Stream<ModelSpec> specs() {
        Stem strided = new Stem.Windows(4, 3, Stem.Alignment.CAUSAL, 0);
        return Stream.of(
                TestModels.spec(Cell.LSTM, 1, false, HopPooling.MEAN, ReadoutKind.LAST, 0),
                TestModels.spec(Cell.GRU, 2, false, null, ReadoutKind.MEAN, 0),
                TestModels.spec(Cell.RNN, 1, false, null, ReadoutKind.SELF_ATTENTION, 0),
                TestModels.lstm(HopPooling.CONCAT, 0).withMembers(3),
                TestModels.withStem(strided, TestModels.spec(Cell.GRU, 1, false, null, ReadoutKind.LAST, 0)));
    }

    private static Inputs inputs(TrainedModel model) {
        return model.prepare(TestModels.equalSeries(Precision.DOUBLE, 3, 2, STEPS))
                .inputs(0, 1);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void outputs_areThoseOfEachPrefix(ModelSpec spec) {
        try (TrainedModel model = TestModels.initialized(spec, Precision.DOUBLE, 5)) {
            Inputs inputs = inputs(model);
            for (Output output : Output.values()) {
                double[][] found = new EveryStep(model, STEPS).outputs(inputs, output);
                for (int t = 0; t < STEPS; t++) {
                    double[][] ofPrefix = model.outputs(inputs.first(t + 1, 0, 1), output);
                    for (int b = 0; b < 2; b++) {
                        assertThat(Arrays.copyOfRange(found[b], t * CLASSES, (t + 1) * CLASSES))
                                .containsExactly(ofPrefix[b], within(ROUNDING));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void derivative_equalsFiniteDifferences(ModelSpec spec) {
        try (TrainedModel model = TestModels.initialized(spec, Precision.DOUBLE, 5)) {
            EveryStep every = new EveryStep(model, STEPS);
            Inputs inputs = inputs(model);
            double[][] weights = new double[2][];
            Arrays.setAll(
                    weights, b -> new Random(b).doubles(STEPS * CLASSES, -1, 1).toArray());
            for (Output output : Output.values()) {
                DifferentiableModel.Derivative found = every.derivative(inputs, output, of -> weights);
                double[][] outputs = every.outputs(inputs, output);
                for (int b = 0; b < 2; b++) {
                    assertThat(found.outputs()[b]).containsExactly(outputs[b], within(ROUNDING));
                }
                checkGradient(found.gradient(), inputs, x -> sum(every.outputs(x, output), weights));
            }
        }
    }

    /** Fails if a gradient is not that of a function at some inputs. */
    private static void checkGradient(double[] gradient, Inputs inputs, ToDoubleFunction<Inputs> function) {
        for (int i = 0; i < gradient.length; i++) {
            double[] up = inputs.values().clone();
            double[] down = inputs.values().clone();
            up[i] += STEP;
            down[i] -= STEP;
            double difference = function.applyAsDouble(inputs.with(up)) - function.applyAsDouble(inputs.with(down));
            assertThat(gradient[i]).as("cell %d", i).isEqualTo(difference / (2 * STEP), within(DIFFERENCES));
        }
        assertThat(Arrays.stream(gradient).map(Math::abs).max().orElseThrow()).isGreaterThan(1e-3);
    }

    private static double sum(double[][] outputs, double[]... weights) {
        double sum = 0;
        for (int b = 0; b < outputs.length; b++) {
            for (int k = 0; k < outputs[b].length; k++) {
                sum += weights[b][k] * outputs[b][k];
            }
        }
        return sum;
    }

    @Test
    void derivative_ofWeightsFromOutputs_isThatOfTheirSquares() {
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(HopPooling.MEAN, 0), Precision.DOUBLE, 5)) {
            EveryStep every = new EveryStep(model, STEPS);
            Inputs inputs = inputs(model);
            DifferentiableModel.Seed itself = new DifferentiableModel.Seed() {
                @Override
                public double[][] of(double[][] probabilities) {
                    throw new AssertionError("the outputs are known");
                }

                @Override
                public double[][] of(double[][] probabilities, double[][] outputs) {
                    return outputs;
                }
            };
            for (Output output : Output.values()) {
                double[] gradient = every.derivative(inputs, output, itself).gradient();
                checkGradient(gradient, inputs, x -> {
                    double[][] outputs = every.outputs(x, output);
                    return sum(outputs, outputs) / 2;
                });
            }
        }
    }

    @Test
    void model_isPreparedAndHoldsNoMoreAfterwards() {
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(HopPooling.MEAN, 0), Precision.DOUBLE, 5);
                EveryStep every = new EveryStep(model, STEPS)) {
            SeriesSet set = TestModels.equalSeries(Precision.DOUBLE, 3, 2, STEPS);
            int before = TestModels.heldArrays(model);
            double[][] probabilities = every.probabilities(set, 1);
            every.derivative(inputs(model), Output.LOGIT, of -> of);
            assertThat(TestModels.heldArrays(model)).isEqualTo(before);
            assertThat(every.signature().classes()).isEqualTo(STEPS * CLASSES);
            assertThat(Arrays.stream(probabilities[1]).sum()).isEqualTo(STEPS, within(ROUNDING));
        }
    }

    @Test
    void new_wrongSeriesOrModels_areRefused() {
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(null, 0), Precision.DOUBLE, 5)) {
            EveryStep every = new EveryStep(model, STEPS + 1);
            Inputs inputs = inputs(model);
            assertThatThrownBy(() -> every.outputs(inputs, Output.LOGIT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("each of 8 steps");
            Inputs unequal = new Inputs(inputs.values(), new int[] {STEPS, 3}, STEPS, TestModels.FEATURES);
            assertThatThrownBy(() -> new EveryStep(model, STEPS).derivative(unequal, Output.LOGIT, of -> of))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new EveryStep(model, 0)).isInstanceOf(IllegalArgumentException.class);
        }
        ModelSpec both = TestModels.spec(Cell.LSTM, 1, true, null, ReadoutKind.LAST, 0);
        try (TrainedModel model = TestModels.initialized(both, Precision.DOUBLE, 5)) {
            assertThatThrownBy(() -> new EveryStep(model, STEPS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("reads forwards");
        }
    }
}
