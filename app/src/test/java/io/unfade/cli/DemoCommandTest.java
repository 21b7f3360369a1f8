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
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DemoCommandTest {
    private static final double SINGLE = 1e-6;
    private static final List<String> MODELS = List.of("lstm", "input-cell-attention", "localise");

    @TempDir
    Path folder;

    @Test
    void demo_oneSeed_writesModelsMapsAndReport() throws IOException {
        Path out = folder.resolve("demo");
        Cli.Outcome outcome = Cli.succeed("demo", "--out", out, "--epochs", "1", "--json");
        JsonNode json = outcome.json();
        assertThat(Cli.listing(out))
                .contains("train.npz", "test.npz", "report.html", "results.json")
                .containsAll(MODELS.stream()
                        .flatMap(model -> Stream.of(model + "/weights.safetensors", model + "-saliency.npz"))
                        .toList());
        assertThat(Json.MAPPER.readTree(out.resolve("results.json").toFile())).isEqualTo(json);
        JsonNode runs = json.path("runs");
        assertThat(runs).hasSize(4);
        for (int i = 0; i < MODELS.size(); i++) {
            assertThat(runs.path(i).path("epochs").asInt()).isEqualTo(1);
            assertThat(runs.path(i).path("control").asBoolean()).isFalse();
            assertNumbersAreThoseOfTheFiles(out, runs.path(i), MODELS.get(i));
        }
        // the demo's point holds even after one epoch
        assertThat(runs.path(0).path("verdict").asText()).isEqualTo("fades");
        assertThat(runs.path(1).path("verdict").asText()).isEqualTo("keeps");
        assertThat(rocAuc(runs.path(2)))
                .isGreaterThan(rocAuc(runs.path(1)) + 0.1)
                .isGreaterThan(0.8);
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("LSTM + input-cell attention", "Trained under noise", "No model (control)", "positive");
        assertThat(outcome.err()).contains("Seed 0, LSTM").doesNotContain("\r");
        assertLocalisingModelIsThatOfTheCommand(out, runs.path(2));
        assertControlIsThatOfTheCommand(out, runs.path(3));
    }

    private static double rocAuc(JsonNode run) {
        return run.path("scores").path("rocAuc").path("value").asDouble();
    }

    /** What the demonstration trains and how it explains it is what anybody gets by the commands that the documents name. */
    private void assertLocalisingModelIsThatOfTheCommand(Path out, JsonNode run) throws IOException {
        Path model = folder.resolve("trained");
        Path training = out.resolve("train.npz");
        List<String> trained = List.of("train", "--preset", "localise", "--validation", "0", "--epochs", "1");
        Cli.succeed(trained, "--data", training, "--out", model);
        assertThat(model.resolve("weights.safetensors"))
                .hasSameBinaryContentAs(out.resolve("localise/weights.safetensors"));
        Path maps = folder.resolve("maps.npz");
        List<String> how = List.of("--target", "label", "--output", "probability");
        Cli.succeed("explain", "--model", model, "--data", out.resolve("test.npz"), "--out", maps, how);
        assertThat(run.path("method").asText())
                .isEqualTo(SaliencyFile.read(maps).origin().method())
                .isEqualTo("evidence");
        assertThat(SaliencyFile.read(maps).absolute(7))
                .containsExactly(
                        SaliencyFile.read(out.resolve("localise-saliency.npz")).absolute(7), within(SINGLE));
    }

    private void assertControlIsThatOfTheCommand(Path out, JsonNode run) throws IOException {
        assertThat(run.path("control").asBoolean()).isTrue();
        assertThat(run.path("testAccuracy").isNull()).isTrue();
        assertThat(run.path("epochs").isNull()).isTrue();
        Path maps = folder.resolve("control.npz");
        Path data = out.resolve("test.npz");
        List<String> how = List.of("--target", "label", "--method", "mean-difference");
        Cli.succeed(
                "explain",
                "--model",
                out.resolve("lstm"),
                "--data",
                data,
                "--out",
                maps,
                how,
                "--background",
                out.resolve("train.npz"));
        JsonNode scored = Cli.succeed("score", "--saliency", maps, "--data", data, "--json")
                .json();
        assertThat(rocAuc(run))
                .isCloseTo(scored.path("mean").path("rocAuc").path("value").asDouble(), within(SINGLE));
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
        assertThat(rocAuc(run))
                .isCloseTo(scored.path("mean").path("rocAuc").path("value").asDouble(), within(SINGLE));
        SaliencyMaps maps = SaliencyFile.read(saliency);
        List<double[]> mass = IntStream.range(0, maps.count())
                .mapToObj(i -> Fading.stepMass(maps.absolute(i), maps.length(i), maps.features()))
                .toList();
        assertThat(run.path("shareInLast10Percent").asDouble())
                .isCloseTo(Fading.of(mass).shareInLast(0.1), within(SINGLE));
    }
}
