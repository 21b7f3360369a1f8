package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.vanishing.Fading;
import io.unfade.workflow.base.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DemoCommandTest {
    private static final double SINGLE = 1e-6;

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
        });
        assertNumbersAreThoseOfTheFiles(out, json.path("runs").path(0), "lstm");
        assertNumbersAreThoseOfTheFiles(out, json.path("runs").path(1), "input-cell-attention");
        // the demo's point holds even after one epoch
        assertThat(json.path("runs").path(0).path("verdict").asText()).isEqualTo("fades");
        assertThat(json.path("runs").path(1).path("verdict").asText()).isEqualTo("keeps");
        assertThat(Files.readString(out.resolve("report.html"))).contains("LSTM + input-cell attention", "positive");
        assertThat(outcome.err()).contains("Seed 0, LSTM").doesNotContain("\r");
    }

    private static void assertNumbersAreThoseOfTheFiles(Path out, JsonNode run, String model) throws IOException {
        Path data = out.resolve("test.npz");
        Path saliency = out.resolve(model + "-saliency.npz");
        JsonNode evaluated = Cli.succeed("evaluate", "--model", out.resolve(model), "--data", data, "--json")
                .json();
        assertThat(run.path("testAccuracy").asDouble())
                .isEqualTo(evaluated.path("accuracy").asDouble());
        JsonNode scored = Cli.succeed("score", "--saliency", saliency, "--data", data, "--json")
                .json();
        assertThat(run.path("scores").path("rocAuc").path("value").asDouble())
                .isCloseTo(scored.path("mean").path("rocAuc").path("value").asDouble(), within(SINGLE));
        SaliencyMaps maps = SaliencyFile.read(saliency);
        List<double[]> mass = IntStream.range(0, maps.count())
                .mapToObj(i -> Fading.stepMass(maps.absolute(i), maps.length(i), maps.features()))
                .toList();
        assertThat(run.path("shareInLast10Percent").asDouble())
                .isCloseTo(Fading.of(mass).shareInLast(0.1), within(SINGLE));
    }
}
