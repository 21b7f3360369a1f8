package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.cli.base.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class DemoCommandTest {
    @TempDir
    Path folder;

    @Test
    void demo_oneSeed_writesModelsMapsAndReport() throws IOException {
        Path out = folder.resolve("demo");
        Cli.Outcome outcome = Cli.succeed("demo", "--out", out, "--seeds", "1", "--epochs", "1", "--json");
        JsonNode json = outcome.json();
        assertThat(Cli.listing(out))
                .contains(
                        "train.npz",
                        "test.npz",
                        "lstm/weights.safetensors",
                        "lstm-saliency.npz",
                        "input-cell-attention/weights.safetensors",
                        "input-cell-attention-saliency.npz",
                        "report.html",
                        "results.json");
        assertThat(Json.MAPPER.readTree(out.resolve("results.json").toFile())).isEqualTo(json);
        assertThat(json.path("runs")).hasSize(2);
        assertThat(json.path("runs")).allSatisfy(run -> {
            assertThat(run.path("epochs").asInt()).isEqualTo(1);
            assertThat(run.path("testAccuracy").asDouble()).isBetween(0.0, 1.0);
            assertThat(run.path("shareInLast10Percent").asDouble()).isBetween(0.0, 1.0);
            assertThat(run.path("scores").path("rocAuc").path("value").asDouble())
                    .isBetween(0.0, 1.0);
        });
        // what the demo is there to show holds even after one epoch
        assertThat(json.path("runs").path(0).path("verdict").asText()).isEqualTo("fades");
        assertThat(json.path("runs").path(1).path("verdict").asText()).isEqualTo("keeps");
        assertThat(Files.readString(out.resolve("report.html"))).contains("LSTM + input-cell attention", "positive");
        assertThat(outcome.err()).contains("Seed 0, LSTM").doesNotContain("\r");
    }
}
