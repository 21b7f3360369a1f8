package io.unfade.model;

import io.unfade.PreparedByHand;
import io.unfade.TestModels;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Preparation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Models that prepare their series themselves. */
class PreparedModelTest {
    private static final double ROUNDING = 1e-12;

    /** Of 400 points where the limit of values makes kinks. */
    private static final double QUADRATURE = 2e-3;

    private static final int[] LENGTHS = {9, 2, 9, 1, 5, 7, 3};

    static List<Preparation> preparations() {
        return TestModels.everyPreparation();
    }

    @ParameterizedTest
    @MethodSource("preparations")
    void probabilities_equalThoseOfSeriesStandardizedAndPreparedByHand(Preparation preparation) {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        Standardizer standardizer = Standardizer.fit(Standardization.PER_SERIES, set);
        ModelSpec spec = TestModels.lstm(HopPooling.CONCAT, 0).withPreparation(preparation);
        try (TrainedModel preparing = TrainedModel.initialize(
                        TestModels.describe(spec, Standardization.PER_SERIES), standardizer, Precision.DOUBLE, 5);
                TrainedModel plain = TrainedModel.of(
                        TestModels.describe(plain(spec), Standardization.NONE),
                        Standardizer.none(),
                        Precision.DOUBLE,
                        preparing.weights())) {
            double[][] expected =
                    plain.probabilities(PreparedByHand.of(preparation, standardizer.apply(set)), LENGTHS.length);
            double[][] actual = preparing.probabilities(set, 4);
            for (int i = 0; i < LENGTHS.length; i++) {
                assertThat(actual[i]).containsExactly(expected[i], within(ROUNDING));
            }
        }
    }

    private static ModelSpec plain(ModelSpec spec) {
        return new ModelSpec(
                spec.cell(),
                spec.layers(),
                spec.bidirectional(),
                spec.hidden(),
                spec.attention(),
                spec.readout(),
                spec.readFeatures(),
                spec.classes(),
                spec.dropout());
    }

    @ParameterizedTest
    @MethodSource("preparations")
    void integratedGradients_ofTheSeriesOwnCells_areComplete(Preparation preparation) {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        ModelSpec spec = TestModels.lstm(HopPooling.CONCAT, 0).withPreparation(preparation);
        try (TrainedModel model = TestModels.initialized(spec, Precision.DOUBLE, 5)) {
            String points = preparation.clip() == null ? "40" : "400";
            SaliencyMaps maps = explain(model, set, "integrated-gradients", Map.of("steps", points));
            double[][] logits = logits(model, set);
            for (int i = 0; i < LENGTHS.length; i++) {
                SeriesSet zero = SeriesSet.builder(Precision.DOUBLE, 1, LENGTHS[i], TestModels.FEATURES)
                        .build();
                double difference = logits[i][0] - logits(model, zero)[0][0];
                double sum = 0;
                for (int t = 0; t < LENGTHS[i]; t++) {
                    for (int c = 0; c < TestModels.FEATURES; c++) {
                        sum += maps.value(i, t, c);
                    }
                }
                assertThat(sum).isCloseTo(difference, within(preparation.clip() == null ? ROUNDING : QUADRATURE));
                assertThat(Math.abs(difference)).isGreaterThan(LENGTHS[i] == 1 ? -1 : 1e-3);
            }
        }
    }

    @Test
    void gradient_ofAnOutlier_isZeroButNotThatOfOtherCells() {
        SeriesSet set = TestModels.equalSeries(Precision.DOUBLE, 3, 2, 6);
        SeriesSet outlier = set.toBuilder().cell(1, 2, 3, 400).build();
        Preparation preparation = new Preparation(5.0, Preparation.Differences.NONE, 1);
        ModelSpec spec = TestModels.lstm(HopPooling.CONCAT, 0).withPreparation(preparation);
        try (TrainedModel model = TestModels.initialized(spec, Precision.DOUBLE, 5)) {
            SaliencyMaps maps = explain(model, outlier, "gradient", Map.of());
            assertThat(maps.value(1, 2, 3)).isZero();
            assertThat(Arrays.stream(maps.absolute(1)).filter(value -> value == 0))
                    .hasSize(1);
            assertThat(maps.absolute(0)).doesNotContain(0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "7                     | preparation must be a JSON object, but is 7",
                "{\"clip\": \"5\"}         | preparation: 'clip' must be a number",
                "{\"clip\": -1}          | the limit of values must be finite and above 0, but was -1.0",
                "{\"differences\": 1}    | preparation: 'differences' must be a text",
                "{\"differences\": \"x\"}  | preparation.differences must be one of none, added, only, but was 'x'",
                "{\"pool\": 1.5}         | preparation: 'pool' must be a whole number",
                "{\"pool\": 0}           | the steps of a block must be at least 1, but was 0",
                "{\"scale\": 1}          | 'preparation.scale' is not a key of unfade-model/1"
            })
    void load_wrongPreparation_isNamed(String preparation, String message, @TempDir Path folder) throws IOException {
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(null, 0), Precision.SINGLE, 1)) {
            ModelFolder.save(model, folder);
        }
        Path json = folder.resolve("model.json");
        String text = Files.readString(json);
        Files.writeString(json, text.replaceFirst("\\{", "{\"preparation\": " + preparation + ","));
        assertThatThrownBy(() -> ModelFolder.load(folder).close())
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(message);
    }

    private static SaliencyMaps explain(TrainedModel model, SeriesSet set, String method, Map<String, String> options) {
        return Explainer.explain(
                model,
                set,
                Attributions.of(method, options),
                new Explainer.Request(new Target.Fixed(0), Output.LOGIT, 3, 11),
                Progress.NONE);
    }

    private static double[][] logits(TrainedModel model, SeriesSet set) {
        int[] all = new int[set.count()];
        Arrays.setAll(all, i -> i);
        return model.outputs(model.prepare(set).inputs(all), Output.LOGIT);
    }
}
