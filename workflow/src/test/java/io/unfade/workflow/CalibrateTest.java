package io.unfade.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.model.ModelFolder;
import io.unfade.model.TrainedModel;
import io.unfade.train.TrainingResult;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Training with calibration, and what the other use cases make of the model. */
class CalibrateTest {
    private static final int SERIES = 60;
    private static final int STEPS = 6;
    private static final double ROUNDING = 1e-5;

    @TempDir
    static Path folder;

    private static Path data;
    private static Path judged;

    /** The class raises the only feature, by less than the noise: a model is often wrong, but better than guessing. */
    @BeforeAll
    static void makeData() throws IOException {
        data = folder.resolve("data.npz");
        judged = folder.resolve("judged.npz");
        SeriesFiles.write(noisy(1), data);
        SeriesFiles.write(noisy(2), judged);
    }

    private static SeriesSet noisy(long seed) {
        Random random = new Random(seed);
        SeriesBuilder builder = SeriesSet.builder(Precision.SINGLE, SERIES, STEPS, 1);
        int[] labels = IntStream.range(0, SERIES).map(i -> i % 2).toArray();
        for (int i = 0; i < SERIES; i++) {
            for (int t = 0; t < STEPS; t++) {
                builder.cell(i, t, 0, 0.7 * labels[i] + random.nextGaussian());
            }
        }
        return builder.labels(labels, List.of("low", "high")).build();
    }

    private static Request<TrainingResult> training(Path out) {
        return new Train(data, out)
                .with("architecture.hidden", 6)
                .with("optimization.epochs", 40)
                .with("optimization.steps", 0)
                .with("preset", "paper")
                .with("validation", judged.toString());
    }

    @Test
    void train_calibrated_dividesLogitsByTheTemperatureInAllUseCases() throws IOException {
        Path plain = folder.resolve("plain");
        Path calibrated = folder.resolve("calibrated");
        Result<TrainingResult> uncalibrated = training(plain).run(Progress.NONE);
        assertThat(uncalibrated.json().path("calibration").isNull()).isTrue();
        Result<TrainingResult> result =
                training(calibrated).with("calibrate", true).run(Progress.NONE);

        JsonNode calibration = result.json().path("calibration");
        double temperature = calibration.path("temperature").asDouble();
        assertThat(calibration.path("fitted").asBoolean()).isTrue();
        assertThat(calibration.path("series").asInt()).isEqualTo(SERIES);
        assertThat(temperature).isNotCloseTo(1, within(0.01));
        assertThat(result.text().toString()).contains("fitted on the 60 validation series: cross-entropy");
        assertThat(calibrated.resolve("weights.safetensors"))
                .hasSameBinaryContentAs(plain.resolve("weights.safetensors"));

        JsonNode before = new Evaluate(plain, judged).run(Progress.NONE).json();
        JsonNode after = new Evaluate(calibrated, judged).run(Progress.NONE).json();
        assertSame(calibration.path("before"), before);
        assertSame(calibration.path("after"), after);
        assertThat(after.path("logLoss").asDouble())
                .isLessThan(before.path("logLoss").asDouble());
        assertThat(after.path("confusion")).isEqualTo(before.path("confusion"));

        Path maps = folder.resolve("maps.npz");
        new Explain(calibrated, judged, maps).run(Progress.NONE);
        SaliencyMaps explained = SaliencyFile.read(maps);
        Path page = folder.resolve("page.html");
        new Evaluate(calibrated, judged).with("report", page.toString()).run(Progress.NONE);
        assertThat(page)
                .content()
                .contains("calibrated: softmax of logits / ", "Thresholds of the largest F1", "Youden")
                .doesNotContain("NaN");
        try (TrainedModel model = ModelFolder.load(calibrated)) {
            assertThat(model.description().temperature()).isEqualTo(temperature);
            assertThat(String.valueOf(model.provenance())).contains("\"calibration\":{\"temperature\":" + temperature);
            double[][] probabilities = model.probabilities(SeriesFiles.read(judged), SERIES);
            for (int i = 0; i < SERIES; i++) {
                assertThat(explained.probability(i, 1)).isCloseTo(probabilities[i][1], within(ROUNDING));
            }
        }
    }

    private static void assertSame(JsonNode ofTraining, JsonNode ofEvaluation) {
        for (String measure : List.of("logLoss", "expectedCalibrationError")) {
            assertThat(ofTraining.path(measure).asDouble())
                    .isCloseTo(ofEvaluation.path(measure).asDouble(), within(ROUNDING));
        }
    }

    @Test
    void train_calibratedWithoutAShareOfFewSeries_holdsOutTheUsualOne() throws IOException {
        JsonNode json = new Train(data, folder.resolve("few"))
                .with("architecture.hidden", 3)
                .with("optimization.epochs", 1)
                .with("calibrate", true)
                .run(Progress.NONE)
                .json();
        assertThat(json.path("validationSeries").asInt()).isEqualTo(12);
        assertThat(json.path("calibration").path("series").asInt()).isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource({"validation,0", "validation,0.0", "optimization.regime,authors"})
    void train_calibratedWithoutValidationSeries_isRefused(String setting, String value) {
        Path out = folder.resolve("refused");
        assertThatThrownBy(() -> new Train(data, out)
                        .with("calibrate", true)
                        .with(setting, value)
                        .run(Progress.NONE))
                .isInstanceOf(BadRequest.class)
                .hasMessage(
                        "calibrate needs validation series, but there are none; give validation a file, or a share of the "
                                + "training series such as 0.2");
        assertThat(Files.exists(out)).isFalse();
    }

    @Test
    void evaluate_thresholdsAndIntervals_areOfTheClasses() throws IOException {
        Path model = folder.resolve("thresholds");
        training(model).run(Progress.NONE);
        JsonNode high = new Evaluate(model, judged)
                .run(Progress.NONE)
                .json()
                .path("classes")
                .path(1);
        double area = high.path("rocAuc").asDouble();
        assertThat(area).isGreaterThan(0.6);
        assertThat(high.path("rocAucInterval").path("low").asDouble()).isBetween(area - 0.25, area - 0.02);
        assertThat(high.path("averagePrecisionInterval").path("high").asDouble())
                .isBetween(0.5, 1.0);
        JsonNode f1 = high.path("thresholds").path("f1");
        assertThat(f1.path("f1").asDouble())
                .isGreaterThanOrEqualTo(high.path("f1").asDouble());
        assertThat(f1.path("probability").asDouble()).isBetween(0.0, 1.0);
        assertThat(high.path("thresholds").path("youden").path("youden").asDouble())
                .isBetween(0.1, 1.0);
    }
}
