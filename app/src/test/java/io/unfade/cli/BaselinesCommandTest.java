package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.workflow.base.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** What commands say of a model next to simple classifiers. */
class BaselinesCommandTest {
    @TempDir
    static Path folder;

    private static Path noise;
    private static Path model;

    /** Noise, of which nothing can be learnt. */
    @BeforeAll
    static void trainOnNoise() throws IOException {
        noise = Cli.write(folder.resolve("noise.npz"), noise(80, 6, 1));
        model = Cli.train(noise, folder.resolve("m"));
    }

    private static SeriesSet noise(int count, int steps, long seed) {
        Random random = new Random(seed);
        int[] labels = new int[count];
        var builder = SeriesSet.builder(Precision.SINGLE, count, steps, 2);
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
            for (int cell = 0; cell < 2 * steps; cell++) {
                builder.cell(i, cell / 2, cell % 2, random.nextGaussian());
            }
        }
        return builder.labels(labels, List.of("a", "b")).build();
    }

    @Test
    void train_noise_warnsAndKeepsTheWarning() throws IOException {
        Path out = folder.resolve("again");
        String text =
                Cli.succeed("train", "--data", noise, "--out", out, Cli.SMALL).out();
        assertThat(text)
                .contains("On 16 validation series", "always the largest class", "linear model", "1-nearest neighbour")
                .containsOnlyOnce("Warning: the model is right on")
                .contains("not distinguishable from chance");
        JsonNode kept = Json.MAPPER
                .readTree(out.resolve("provenance.json").toFile())
                .path("training")
                .path("baselines");
        assertThat(kept.path("aboveChance").asBoolean()).isFalse();
        assertThat(kept.path("chance").path("accuracy").asDouble()).isEqualTo(0.5);
        assertThat(kept.path("classifiers").findValuesAsText("name"))
                .containsExactly("majority", "linear", "nearest-neighbour");
        assertThat(text).contains(kept.path("doubts").path(0).asText());
    }

    @Test
    void train_withoutValidation_comparesWithNothing() {
        JsonNode json = Cli.succeed(
                        "train",
                        "--data",
                        noise,
                        "--out",
                        folder.resolve("n"),
                        "--validation",
                        "0",
                        Cli.SMALL,
                        "--json")
                .json();
        assertThat(json.has("baselines")).isTrue();
        assertThat(json.path("baselines").isNull()).isTrue();
    }

    @Test
    void explainAndDiagnose_modelOfNoise_warnBesideTheVerdict() throws IOException {
        Path page = folder.resolve("explained.html");
        Path maps = folder.resolve("s.npz");
        String text = Cli.succeed("explain", "--model", model, "--data", noise, "--out", maps, "--report", page)
                .out();
        assertThat(text).contains("Warning: ", "maps explain a model that has learnt little");
        assertThat(Files.readString(page)).contains("Caution", "that has learnt little");
        JsonNode json = Cli.succeed("diagnose", "--model", model, "--data", noise, "--json")
                .json();
        assertThat(json.path("doubts")).isNotEmpty();
        assertThat(json.path("validation").path("aboveChance").asBoolean()).isFalse();
    }

    @Test
    void crossValidate_noise_comparesOnAllHeldOutSeries() {
        JsonNode json = Cli.succeed(
                        "cross-validate", "--data", noise, "--folds", "4", "--repeats", "2", Cli.SMALL, "--json")
                .json()
                .path("baselines");
        assertThat(json.path("judgedOn").asText()).isEqualTo("held-out series");
        assertThat(json.path("series").asInt()).isEqualTo(80);
        assertThat(json.path("classifiers")).hasSize(3);
        assertThat(json.path("trainingAccuracy").isNull()).isTrue();
    }

    @Test
    void evaluate_reference_comparesAndWritesPage() throws IOException {
        Path page = folder.resolve("evaluated.html");
        JsonNode json = Cli.succeed(
                        "evaluate", "--model", model, "--data", noise, "--reference", noise, "--report", page, "--json")
                .json();
        JsonNode nearest = json.path("baselines").path("classifiers").path(2);
        assertThat(nearest.path("accuracy").asDouble()).isEqualTo(1); // every series is its own neighbour
        assertThat(json.path("baselines").path("best").asText()).isEqualTo("nearest-neighbour");
        assertThat(json.path("report").asText()).isEqualTo(page.toString());
        assertThat(json.path("classes").path(0).path("rocAuc").asDouble())
                .isEqualTo(json.path("classes").path(1).path("rocAuc").asDouble());
        assertThat(Files.readString(page)).contains("Does it take a network?", "1-nearest neighbour", "Reliability");
        assertThat(Cli.listing(folder.resolve("evaluated_files")))
                .contains("02-roc-curves.png", "03-precision-and-recall.svg", "04-reliability.png");
    }

    @Test
    void evaluate_withoutReference_saysWhatChanceIs() {
        JsonNode json = Cli.succeed("evaluate", "--model", model, "--data", noise, "--json")
                .json();
        assertThat(json.path("baselines").isNull()).isTrue();
        assertThat(json.path("report").isNull()).isTrue();
        assertThat(json.path("balancedAccuracyInterval").path("resamples").asInt())
                .isEqualTo(2000);
        assertThat(json.path("expectedCalibrationError").asDouble()).isPositive();
    }

    /** Of a class without test series nothing can be ranked, so its measures are undefined and its curves absent. */
    @Test
    void evaluate_oneClass_leavesMeasuresUndefined() throws IOException {
        Path page = folder.resolve("one.html");
        Path one = Cli.write(folder.resolve("one.npz"), noise(80, 6, 1).select(0, 2, 4, 6));
        JsonNode json = Cli.succeed("evaluate", "--model", model, "--data", one, "--report", page, "--json")
                .json();
        assertThat(json.path("classes").path(0).path("rocAuc").isNull()).isTrue();
        assertThat(json.path("doubts")).isEmpty();
        assertThat(Files.readString(page)).contains("0 of 2 classes are shown");
    }

    @Test
    void evaluate_reportOrReferenceThatCannotBe_isRefused() throws IOException {
        Path unlabelled = Cli.write(
                folder.resolve("unlabelled.npz"),
                SeriesSet.builder(Precision.SINGLE, 3, 6, 2).build());
        assertThat(Cli.run("evaluate", "--model", model, "--data", noise, "--reference", unlabelled)
                        .err())
                .contains("unlabelled.npz: the series have no labels");
        Path wider = Cli.write(folder.resolve("wider.npz"), Cli.series());
        assertThat(Cli.run("evaluate", "--model", model, "--data", noise, "--reference", wider)
                        .err())
                .contains("the model was made for 2 features");
        assertThat(Cli.run("evaluate", "--model", model, "--data", noise, "--report", folder.resolve("page.txt"))
                        .err())
                .contains("--report: the name must end in .html");
    }
}
