package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.workflow.base.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class BenchmarkCommandTest {
    private static final List<String> SMALL = List.of("--samples", "4", "--rounds", "2");

    @Test
    void out_writesWhatIsPrinted(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("result.json");
        JsonNode json = Cli.succeed("benchmark", SMALL, "--out", file, "--json").json();
        assertThat(Json.MAPPER.readTree(file.toFile())).isEqualTo(json);
        assertThat(json.path("settings").path("samples").asInt()).isEqualTo(4);
        assertThat(json.path("settings").path("rounds").asInt()).isEqualTo(2);
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
