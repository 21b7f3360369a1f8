package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class BenchmarkCommandTest {
    private static final List<String> SMALL = List.of("--samples", "4", "--rounds", "2");

    @Test
    void benchmark_fewSeries_measuresEveryModelAtEverySize(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("result.json");
        JsonNode json = Cli.succeed("benchmark", SMALL, "--out", file, "--json").json();
        assertThat(Json.MAPPER.readTree(file.toFile())).isEqualTo(json);
        assertThat(json.path("machine").path("threads").asInt()).isPositive();
        assertThat(json.path("machine").path("engine").asText()).startsWith("PyTorch");
        assertThat(json.path("settings").path("rounds").asInt()).isEqualTo(2);
        assertThat(json.path("interrupted").asBoolean()).isFalse();
        List<String> cases = new ArrayList<>();
        for (JsonNode one : json.path("cases")) {
            checkMeasured(one);
            if (one.path("model").asText().equals("mean")) {
                cases.add(one.path("task").asText() + " H=" + one.path("hidden") + " T=" + one.path("steps") + " n="
                        + one.path("series"));
            }
        }
        assertThat(json.path("cases")).hasSize(3 * cases.size());
        assertThat(cases)
                .containsExactly(
                        "train H=5 T=100 n=4",
                        "train H=64 T=100 n=4",
                        "train H=64 T=1000 n=1",
                        "explain H=5 T=100 n=4",
                        "explain H=64 T=100 n=4",
                        "explain H=64 T=1000 n=1",
                        "stream H=64 T=100 n=1");
    }

    private static void checkMeasured(JsonNode one) {
        checkQuartiles(one.path("seconds"));
        if (one.path("model").asText().equals("plain")) {
            assertThat(one.path("ratioToPlain").isNull()).isTrue();
        } else {
            checkQuartiles(one.path("ratioToPlain"));
        }
        assertThat(one.path("seconds").has("percentile99"))
                .isEqualTo(one.path("task").asText().equals("stream"));
        assertThat(one.has("peakMemoryBytes")).isTrue();
        assertThat(one.has("addedMemoryBytes")).isTrue();
    }

    private static void checkQuartiles(JsonNode quartiles) {
        double median = quartiles.path("median").asDouble();
        assertThat(quartiles.path("lowerQuartile").asDouble()).isPositive().isLessThanOrEqualTo(median);
        assertThat(quartiles.path("upperQuartile").asDouble()).isGreaterThanOrEqualTo(median);
    }

    @Test
    void text_hasATableForEachTaskAndSize() {
        assertThat(Cli.succeed("benchmark", SMALL).out())
                .contains("A training epoch: 1 series of 1000 steps, C=100 H=64")
                .contains("A step of a stream: one series, C=100 H=64")
                .containsPattern("Model +x plain +Median")
                .containsPattern("mean +\\d+\\.\\d\\d \\(\\d+\\.\\d\\d-\\d+\\.\\d\\d\\) +\\d+\\.\\d\\d [mu]?s");
    }

    @Test
    void terminate_whileMeasuring_printsWhatWasMeasured(@TempDir Path folder) throws Exception {
        Process process = Child.in(folder, "benchmark", "--samples", 4, "--rounds", 1_000_000_000, "--json");
        BufferedReader messages = process.errorReader(StandardCharsets.UTF_8);
        assertThat(messages.readLine()).startsWith("A training epoch: 4 series");
        process.toHandle().destroy();
        JsonNode json = Json.MAPPER.readTree(process.getInputStream());
        assertThat(process.waitFor()).isNotZero();
        assertThat(json.path("interrupted").asBoolean()).isTrue();
        assertThat(json.path("cases").size()).isIn(0, 3);
    }
}
