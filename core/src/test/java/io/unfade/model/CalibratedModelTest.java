package io.unfade.model;

import io.unfade.TestModels;
import io.unfade.check.MalformedFileException;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.math.Vectors;
import io.unfade.model.DifferentiableModel.Seed;
import io.unfade.nn.spec.HopPooling;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Models whose probabilities have a temperature. */
class CalibratedModelTest {
    private static final double TEMPERATURE = 0.25;
    private static final double ROUNDING = 1e-12;

    @TempDir
    Path folder;

    private final TrainedModel model = TestModels.initialized(TestModels.lstm(HopPooling.MEAN, 0), Precision.DOUBLE, 3);
    private final SeriesSet set = TestModels.series(Precision.DOUBLE, 5, 7, 4, 9);

    @AfterEach
    void closeModel() {
        model.close();
    }

    @Test
    void probabilities_ofTemperature_areThoseOfDividedLogits() {
        PreparedSeries series = model.prepare(set);
        double[][] before = model.probabilities(series, 2);
        double[][] logits = model.outputs(series, Output.LOGIT, 2);
        model.setTemperature(TEMPERATURE);
        double[][] after = model.probabilities(series, 2);
        assertThat(model.outputs(series, Output.LOGIT, 2)).isDeepEqualTo(logits);
        for (int i = 0; i < after.length; i++) {
            double[] scaled = Arrays.stream(logits[i])
                    .map(logit -> Math.exp(logit / TEMPERATURE))
                    .toArray();
            double sum = Arrays.stream(scaled).sum();
            assertThat(after[i])
                    .containsExactly(
                            Arrays.stream(scaled).map(value -> value / sum).toArray(), within(ROUNDING));
            assertThat(Vectors.argMax(after[i])).isEqualTo(Vectors.argMax(before[i]));
            assertThat(after[i][Vectors.argMax(after[i])]).isGreaterThan(before[i][Vectors.argMax(before[i])] + 1e-3);
        }
    }

    @Test
    void stream_ofTemperature_givesTheProbabilitiesOfTheModel() {
        model.setTemperature(TEMPERATURE);
        double[] expected = model.probabilities(set, 1)[2];
        SeriesStream stream = model.stream();
        double[] probabilities = new double[stream.classes()];
        double[] x = new double[stream.features()];
        for (int t = 0; t < set.length(2); t++) {
            int step = t;
            Arrays.setAll(x, c -> set.value(2, step, c));
            stream.step(x, probabilities);
        }
        assertThat(probabilities).containsExactly(expected, within(ROUNDING));
    }

    /** By the chain rule from the gradients of all logits: dp_0/dx = p_0 / T (dz_0/dx - sum_k p_k dz_k/dx). */
    @Test
    void derivative_ofProbability_isThatOfTheCalibratedOne() {
        Inputs inputs = model.prepare(set).inputs(0, 1);
        double[][] plain = new double[TestModels.CLASSES][];
        for (int k = 0; k < plain.length; k++) {
            plain[k] = model.derivative(inputs, Output.LOGIT, ofClass(k)).gradient();
        }
        model.setTemperature(TEMPERATURE);
        assertThat(model.derivative(inputs, Output.LOGIT, ofClass(0)).gradient())
                .containsExactly(plain[0]);
        double[][] p = model.outputs(inputs, Output.PROBABILITY);
        double[] actual =
                model.derivative(inputs, Output.PROBABILITY, ofClass(0)).gradient();
        double largest = 0;
        for (int cell = 0; cell < actual.length; cell++) {
            double[] own = p[cell < actual.length / 2 ? 0 : 1];
            double mean = 0;
            for (int k = 0; k < plain.length; k++) {
                mean += own[k] * plain[k][cell];
            }
            assertThat(actual[cell]).isCloseTo(own[0] / TEMPERATURE * (plain[0][cell] - mean), within(ROUNDING));
            largest = Math.max(largest, Math.abs(actual[cell]));
        }
        assertThat(largest).isGreaterThan(1e-3);
    }

    private static Seed ofClass(int k) {
        return probabilities -> {
            double[][] seed = new double[probabilities.length][probabilities[0].length];
            for (double[] row : seed) {
                row[k] = 1;
            }
            return seed;
        };
    }

    @Test
    void save_temperature_isKeptAndAPartOfTheHash() throws IOException {
        Path uncalibrated = folder.resolve("m");
        ModelFolder.save(model, uncalibrated);
        assertThat(uncalibrated.resolve("model.json")).content().doesNotContain("temperature");
        try (TrainedModel loaded = ModelFolder.load(uncalibrated)) {
            assertThat(loaded.description().temperature()).isEqualTo(1);
            assertThat(loaded.fileHash()).isPresent();
            loaded.setTemperature(TEMPERATURE);
            assertThat(loaded.fileHash()).isEmpty();
        }
        model.setTemperature(TEMPERATURE);
        ModelFolder.save(model, folder.resolve("n"));
        assertThat(folder.resolve("n/model.json")).content().contains("\"temperature\" : 0.25");
        try (TrainedModel loaded = ModelFolder.load(folder.resolve("n"))) {
            assertThat(loaded.description()).isEqualTo(model.description());
            assertThat(loaded.probabilities(set, 3)).isDeepEqualTo(model.probabilities(set, 3));
        }
        assertThat(ModelFolder.hash(folder.resolve("n"))).isNotEqualTo(ModelFolder.hash(uncalibrated));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|temperature must be from 0.001 to 1000.0, but was 0.0",
                "-2|temperature must be from 0.001 to 1000.0, but was -2.0",
                "1e9|temperature must be from 0.001",
                "\"hot\"|key 'temperature': must be a number, but is \"hot\"",
                "null|key 'temperature': must be a number, but is null"
            },
            quoteCharacter = '~')
    void load_wrongTemperature_isRefused(String value, String message) throws IOException {
        model.setTemperature(TEMPERATURE);
        ModelFolder.save(model, folder.resolve("m"));
        Path json = folder.resolve("m/model.json");
        Files.writeString(json, Files.readString(json).replace(": 0.25", ": " + value));
        assertThatThrownBy(() -> ModelFolder.load(folder.resolve("m")))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1001})
    void setTemperature_outOfRange_isRefused(double temperature) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.setTemperature(temperature))
                .withMessageStartingWith("temperature must be from");
    }
}
