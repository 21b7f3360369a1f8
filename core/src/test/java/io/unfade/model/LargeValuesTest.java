package io.unfade.model;

import io.unfade.TestModels;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.Target;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.model.tensor.Tensor;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

/** Values near and beyond the limit: results are correct, or the message names the cell. */
class LargeValuesTest {
    private static final Explainer.Request REQUEST = new Explainer.Request(new Target.Predicted(), Output.LOGIT, 2, 0);

    static Stream<Arguments> models() {
        return Stream.of(Precision.values())
                .flatMap(precision -> Stream.of(null, HopPooling.MEAN, HopPooling.CONCAT, HopPooling.CONCAT_L2)
                        .map(pooling -> Arguments.of(precision, pooling)));
    }

    @ParameterizedTest
    @MethodSource("models")
    void probabilities_valuesUpToTheLimit_areNumbers(Precision precision, @Nullable HopPooling pooling) {
        SeriesSet set = with(precision.limit());
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(pooling, 0), precision, 1)) {
            for (double[] row : model.probabilities(set, 2)) {
                assertThat(Arrays.stream(row).sum()).isCloseTo(1, offset(1e-5));
            }
            Explainer.explain(model, set, new Gradient(), REQUEST, Progress.NONE); // rejects NaN
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void probabilities_valueBeyondTheLimit_namesTheCell(Precision precision, @Nullable HopPooling pooling) {
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(pooling, 0), precision, 1)) {
            List<Double> sizes =
                    precision == Precision.SINGLE ? List.of(1e19, 1e38, 1e39, 1e300) : List.of(1e150, Double.MAX_VALUE);
            for (double size : sizes) {
                SeriesSet set = with(-size);
                String cell = "series 1 ('1'), step 2, feature 'f3': the value " + -size;
                assertThatThrownBy(() -> model.probabilities(set, 2))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith(cell);
                assertThatThrownBy(() -> model.prepare(set).checkValues()).hasMessageStartingWith(cell);
                assertThatThrownBy(() -> Explainer.explain(model, set, new Gradient(), REQUEST, Progress.NONE))
                        .hasMessageContaining(cell);
            }
        }
    }

    @Test
    void probabilities_standardizedBackIntoRange_areThoseOfTheScaledSeries() {
        ModelSpec spec = TestModels.lstm(HopPooling.MEAN, 0);
        SeriesSet plain = TestModels.equalSeries(Precision.DOUBLE, 5, 4, 6);
        SeriesSet huge = times(plain, 0x1p1000);
        try (TrainedModel one = standardized(spec, plain);
                TrainedModel other = standardized(spec, huge)) {
            assertThat(other.probabilities(huge, 4)).isDeepEqualTo(one.probabilities(plain, 4));
        }
    }

    @Test
    void probabilities_doubleSeriesFarFromZero_areRoundedOnceAfterStandardizing() {
        ModelSpec spec = TestModels.lstm(HopPooling.MEAN, 0);
        SeriesSet plain = TestModels.equalSeries(Precision.DOUBLE, 5, 4, 6);
        SeriesSet far = shifted(plain, 1e9);
        try (TrainedModel one = standardized(spec, plain);
                TrainedModel other = standardized(spec, far)) {
            double[][] expected = one.probabilities(plain, 4);
            double[][] found = other.probabilities(far, 4);
            for (int i = 0; i < expected.length; i++) {
                assertThat(found[i]).containsExactly(expected[i], offset(1e-5));
            }
        }
    }

    @Test
    void outputs_weightsThatOverflow_nameTheSeries() {
        ModelSpec spec = TestModels.lstm(null, 0);
        try (TrainedModel first = TestModels.initialized(spec, Precision.SINGLE, 1);
                TrainedModel model = TrainedModel.of(
                        TestModels.describe(spec, Standardization.NONE),
                        Standardizer.none(),
                        Precision.SINGLE,
                        large(first.weights()))) {
            String series = "series 0 ('0'): the model's output is not a number";
            SeriesSet set = with(1);
            assertThatThrownBy(() -> model.probabilities(set, 2)).hasMessageStartingWith(series);
            assertThatThrownBy(() -> Explainer.explain(model, set, new Gradient(), REQUEST, Progress.NONE))
                    .hasMessageContaining(series);
            SeriesStream stream = model.stream();
            assertThatThrownBy(() -> stream.step(new double[TestModels.FEATURES], new double[TestModels.CLASSES]))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("the model's output at step 0 is not a number");
        }
    }

    private static Map<String, Tensor> large(Map<String, Tensor> weights) {
        Map<String, Tensor> all = new LinkedHashMap<>(weights);
        all.computeIfPresent("head.weight", (name, weight) -> filled(weight, 3e38));
        all.computeIfPresent("head.bias", (name, weight) -> filled(weight, 3e38));
        all.computeIfPresent("rnn.bias_ih_l0", (name, weight) -> filled(weight, 9));
        return all;
    }

    private static Tensor filled(Tensor weight, double value) {
        double[] values = weight.toDoubles();
        Arrays.fill(values, value);
        return Tensor.of(values, weight.shape());
    }

    private static TrainedModel standardized(ModelSpec spec, SeriesSet set) {
        return TrainedModel.initialize(
                TestModels.describe(spec, Standardization.PER_FEATURE),
                Standardizer.fit(Standardization.PER_FEATURE, set),
                Precision.SINGLE,
                7);
    }

    /** {@return two series of four steps, all 0 except for one cell} */
    private static SeriesSet with(double value) {
        return SeriesSet.builder(Precision.DOUBLE, 2, 4, TestModels.FEATURES)
                .cell(1, 2, 3, value)
                .build();
    }

    private static SeriesSet times(SeriesSet set, double factor) {
        return mapped(set, factor, 0);
    }

    private static SeriesSet shifted(SeriesSet set, double shift) {
        return mapped(set, 1, shift);
    }

    private static SeriesSet mapped(SeriesSet set, double factor, double shift) {
        SeriesBuilder builder = set.toBuilder();
        for (int i = 0; i < set.count(); i++) {
            for (int t = 0; t < set.steps(); t++) {
                for (int c = 0; c < set.features(); c++) {
                    builder.cell(i, t, c, set.value(i, t, c) * factor + shift);
                }
            }
        }
        return builder.build();
    }
}
