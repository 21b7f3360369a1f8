package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.workflow.base.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class BenchmarkCommandTest {
    private static final List<String> SMALL =
            List.of("cell", "--batch-size", "2", "--features", "3", "--hidden", "4", "--hops", "2", "--rounds", "3");

    @Test
    void cell_smallGrid_measuresEveryFormAtEverySize() {
        JsonNode json =
                Cli.succeed("benchmark", SMALL, "--steps", "4,6", "--json").json();
        assertThat(names(json))
                .containsExactly(
                        "plain",
                        "mean",
                        "concat",
                        "direct, mean",
                        "direct, concat",
                        "plain",
                        "mean",
                        "concat",
                        "direct, mean",
                        "direct, concat");
        assertThat(json.path("cases").findValuesAsText("steps")).contains("4", "6");
        assertThat(json.path("machine").path("threads").asInt()).isPositive();
        assertThat(json.path("machine").path("engine").asText()).startsWith("PyTorch");
        assertThat(json.path("settings").path("rounds").asInt()).isEqualTo(3);
        assertThat(json.path("matrixProducts")).hasSize(3);
        assertThat(json.path("interrupted").asBoolean()).isFalse();
        json.path("cases").forEach(BenchmarkCommandTest::checkMeasured);
    }

    private static void checkMeasured(JsonNode one) {
        JsonNode seconds = one.path("seconds");
        assertThat(one.path("rounds").asInt()).isEqualTo(3);
        assertThat(seconds.path("min").asDouble()).isPositive().isLessThanOrEqualTo(median(seconds));
        assertThat(seconds.path("upperQuartile").asDouble()).isGreaterThanOrEqualTo(median(seconds));
        assertThat(one.path("secondsPerUnit").asDouble())
                .isEqualTo(median(seconds) / one.path("unitsPerRun").asDouble(), within(1e-15));
        assertThat(one.path("shareOfAttainableRate").asDouble()).isPositive();
        assertThat(one.path("allocatedHeapBytes").asDouble()).isPositive();
        assertThat(one.has("peakMemoryBytes")).isTrue();
        boolean plain = one.path("name").asText().equals("plain");
        assertThat(median(one.path("ratios").path("plain")) > 0).isEqualTo(!plain);
    }

    private static double median(JsonNode spread) {
        return spread.path("median").asDouble();
    }

    @Test
    void cell_littleMemory_leavesOutWhatWouldTakeMoreAndSaysWhy() {
        Cli.Outcome outcome = Cli.succeed("benchmark", SMALL, "--steps", "200", "--memory", "0.001", "--json");
        JsonNode direct = find(outcome.json(), "direct, mean");
        assertThat(direct.path("skipped").asText()).matches("would take about .* MB of memory; 1.1 MB are allowed");
        assertThat(direct.path("rounds").asInt()).isZero();
        assertThat(direct.has("seconds")).isFalse();
        assertThat(find(outcome.json(), "plain").path("skipped").isNull()).isTrue();
    }

    @Test
    void cell_text_hasRatiosFirstAndReasons() {
        String text = Cli.succeed("benchmark", SMALL, "--cell", "rnn", "--steps", "600", "--memory", "0.005")
                .out();
        assertThat(text)
                .contains("Matrix product 1024 x 1024 x 1024", "cell: rnn B=2 T=600 C=3 H=4 A=2 D=50")
                .containsPattern("Case +x plain +Median")
                .containsPattern("mean +\\d+\\.\\d\\d \\(\\d+\\.\\d\\d-\\d+\\.\\d\\d\\) ")
                .contains("direct, mean: left out, would take about");
    }

    @Test
    void out_writesWhatIsPrinted(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("result.json");
        Cli.Outcome outcome = Cli.succeed("benchmark", SMALL, "--steps", "4", "--out", file, "--json");
        assertThat(Json.MAPPER.readTree(file.toFile())).isEqualTo(outcome.json());
    }

    @Test
    void train_fewSeries_measuresEveryModel() {
        JsonNode json = Cli.succeed("benchmark", "train", "--samples", "4", "--rounds", "1", "--json")
                .json();
        assertThat(names(json)).containsExactly("plain", "mean", "concat", "plain", "mean", "concat");
        assertThat(find(json, "mean").path("unitsPerSecond").asDouble()).isPositive();
        assertThat(find(json, "mean").path("sizes").path("hidden").asInt()).isEqualTo(64);
        assertThat(find(json, "mean").path("unit").asText()).isEqualTo("series");
    }

    @Test
    void explain_fewSeries_comparesWithEpochAndLargeBatch() {
        JsonNode json = Cli.succeed("benchmark", "explain", "--samples", "4", "--rounds", "1", "--json")
                .json();
        assertThat(json.path("cases")).hasSize(2 * 3 * 5);
        JsonNode small = find(json, "saliency, batches of 32");
        assertThat(small.path("sizes").path("batchSize").asInt()).isEqualTo(32);
        assertThat(median(small.path("ratios").path("epoch"))).isPositive();
        assertThat(median(small.path("ratios").path("batches of 256"))).isPositive();
    }

    @Test
    void stream_measuresSingleSteps() {
        JsonNode json =
                Cli.succeed("benchmark", "stream", "--rounds", "1", "--json").json();
        assertThat(names(json)).containsExactly("plain", "mean", "concat");
        assertThat(find(json, "concat").path("seconds").path("percentile99").asDouble())
                .isPositive();
        assertThat(median(find(json, "concat").path("ratios").path("plain"))).isPositive();
    }

    @Test
    void terminate_whileMeasuring_printsWhatWasMeasured(@TempDir Path folder) throws Exception {
        Process process = Child.in(folder, "benchmark", "--rounds", 1_000_000_000, "--seconds", 1_000_000, "--json");
        BufferedReader messages = process.errorReader(StandardCharsets.UTF_8);
        assertThat(messages.readLine()).startsWith("Measuring matrix products");
        process.toHandle().destroy();
        JsonNode json = Json.MAPPER.readTree(process.getInputStream());
        assertThat(process.waitFor()).isNotZero();
        assertThat(json.path("interrupted").asBoolean()).isTrue();
        assertThat(json.path("cases")).isEmpty();
    }

    private static List<String> names(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.path("cases").forEach(one -> names.add(one.path("name").asText()));
        return names;
    }

    private static JsonNode find(JsonNode json, String name) {
        for (JsonNode one : json.path("cases")) {
            if (one.path("name").asText().equals(name)) {
                return one;
            }
        }
        throw new AssertionError("no case " + name + " in " + names(json));
    }
}
