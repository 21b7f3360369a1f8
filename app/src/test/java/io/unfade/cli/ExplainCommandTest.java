package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.check.FileHash;
import io.unfade.data.SeriesSet;
import io.unfade.data.numpy.NpzFile;
import io.unfade.model.ModelFolder;
import io.unfade.workflow.base.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ExplainCommandTest {
    private static final double BATCH_ROUNDING = 1e-6;

    @TempDir
    static Path folder;

    @TempDir
    Path own;

    private static SeriesSet set;
    private static Path data;
    private static Path model;

    @BeforeAll
    static void trainModel() throws IOException {
        ExplainedSeries made = ExplainedSeries.in(folder);
        set = made.set();
        data = made.data();
        model = made.model();
    }

    @Test
    void explain_unequalLengths_writesWhatTheFormatPromises() throws IOException {
        Path maps = explain("--output", "probability");
        try (NpzFile npz = NpzFile.open(maps)) {
            assertThat(npz.names())
                    .containsExactlyInAnyOrder(
                            "saliency", "probabilities", "target", "lengths", "ids", "feature_names", "meta");
            assertThat(npz.array("ids").toStrings()).isEqualTo(set.ids());
            assertThat(npz.array("feature_names").toStrings()).isEqualTo(set.featureNames());
            assertThat(npz.array("saliency").shape()).containsExactly(Cli.SERIES, Cli.STEPS, Cli.FEATURES);
            double[] saliency = npz.array("saliency").toDoubles();
            for (int cell = 0; cell < saliency.length; cell++) {
                boolean real = cell / Cli.FEATURES % Cli.STEPS < set.length(cell / Cli.FEATURES / Cli.STEPS);
                assertThat(Double.isFinite(saliency[cell])).isEqualTo(real);
                assertThat(Double.isNaN(saliency[cell])).isEqualTo(!real);
            }
            assertThat(Arrays.stream(saliency).boxed())
                    .anyMatch(value -> value < 0)
                    .anyMatch(value -> value > 0);
            assertThat(npz.array("probabilities").shape()).containsExactly(Cli.SERIES, 2);
            double[] probabilities = npz.array("probabilities").toDoubles();
            long[] targets = npz.array("target").toLongs();
            for (int i = 0; i < Cli.SERIES; i++) {
                assertThat(probabilities[2 * i] + probabilities[2 * i + 1]).isCloseTo(1, within(1e-6));
                assertThat(targets[i]).isEqualTo(probabilities[2 * i] >= probabilities[2 * i + 1] ? 0 : 1);
            }
            assertThat(npz.array("lengths").toLongs())
                    .containsExactly(IntStream.of(Cli.lengths()).asLongStream().toArray());
        }
    }

    @Test
    void explain_anyModel_recordsWhereTheMapsComeFrom() throws IOException {
        try (NpzFile npz = NpzFile.open(explain("--target", "label", "--seed", "3"))) {
            JsonNode meta = Json.MAPPER.readTree(npz.array("meta").toStrings().get(0));
            assertThat(meta.path("method").asText()).isEqualTo("gradient");
            assertThat(meta.path("output").asText()).isEqualTo("logit");
            assertThat(meta.path("target").asText()).isEqualTo("label");
            assertThat(meta.path("seed").asText()).isEqualTo("3");
            assertThat(meta.path("modelSha256").asText()).isEqualTo(ModelFolder.hash(model));
            assertThat(meta.path("dataSha256").asText()).isEqualTo(FileHash.sha256(data));
        }
    }

    @Test
    void explain_labelsTheModelDoesNotKnow_areMappedAndCountedButNotJudged() throws IOException {
        int[] labels = IntStream.range(0, Cli.SERIES)
                .map(i -> i < 3 ? 2 : set.label(i))
                .toArray();
        Path other = Cli.write(
                own.resolve("other.npz"),
                set.toBuilder().labels(labels, List.of("rest", "move", "fall")).build());
        Path maps = own.resolve("maps.npz");

        JsonNode json = Cli.succeed("explain", "--model", model, "--data", other, "--out", maps, "--json")
                .json();

        assertThat(json.path("series").asInt()).isEqualTo(Cli.SERIES);
        assertThat(json.path("unknownLabels").asInt()).isEqualTo(3);
        assertThat(json.path("evaluation").path("series").asInt()).isEqualTo(Cli.SERIES - 3);
        assertThat(json.path("evaluation").path("classes")).hasSize(2);
        assertThat(ExplainedSeries.saliency(maps)).isEqualTo(ExplainedSeries.saliency(explain()));
        Cli.Outcome refused = Cli.run("explain", "--model", model, "--data", other, "--out", maps, "--target", "label");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("series '0' is of class 'fall', which the model does not know");
        assertThat(Cli.run("evaluate", "--model", model, "--data", other).err()).contains("class 'fall'");
    }

    @Test
    void explain_targets_areTheOnesAskedFor() throws IOException {
        assertThat(targets(explain("--target", "move"))).containsOnly(1L);
        assertThat(targets(explain("--target", "rest"))).containsOnly(0L);
        assertThat(targets(explain("--target", "label")))
                .containsExactly(IntStream.range(0, Cli.SERIES)
                        .mapToLong(i -> set.label(i))
                        .toArray());
    }

    @Test
    void explain_contrast_isRecordedAndCheckedBeforeDataAreRead() throws IOException {
        Path absent = own.resolve("absent.npz");
        assertRefused(
                "{contrast} must be another class than {target}, but both are 'move'",
                absent,
                "--target",
                "move",
                "--contrast",
                "move");
        assertRefused(
                "{contrast} must be second or one of the classes [rest, move], but was 'secnd'; did you mean second?",
                absent,
                "--contrast",
                "secnd");
        Path maps = explain("--contrast", "second", "--output", "log-odds");
        JsonNode meta = meta(maps);
        assertThat(meta.path("contrast").asText()).isEqualTo("second");
        assertThat(meta.path("output").asText()).isEqualTo("log-odds");
        double[] contrasted = ExplainedSeries.saliency(explain("--contrast", "second"));
        double[] odds = ExplainedSeries.saliency(explain("--output", "log-odds"));
        assertThat(odds).containsExactly(contrasted, within(BATCH_ROUNDING)); // of two classes they are the same
    }

    @Test
    void explain_background_isAskedForBeforeDataAreReadAndRecorded() throws IOException {
        Path absent = own.resolve("absent.npz");
        List<String> method = List.of("--method", "integrated-gradients", "--set", "baseline=training-mean");
        assertRefused(
                "integrated-gradients needs {background} with these options: a file with series of the training"
                        + " distribution",
                absent,
                method.toArray());
        assertRefused(
                "{background} is given, but neither gradient nor another method here needs it; omit it",
                absent,
                "--background",
                data);
        Path maps = own.resolve("background.npz");
        Cli.succeed("explain", "--model", model, "--data", data, "--out", maps, method, "--background", data);
        assertThat(meta(maps).path("backgroundSha256").asText()).isEqualTo(FileHash.sha256(data));
        assertThat(ExplainedSeries.saliency(maps))
                .isNotEqualTo(ExplainedSeries.saliency(explain("--method", "integrated-gradients")));
        Cli.Outcome diagnosed = Cli.run(
                "diagnose", "--model", model, "--data", data, method, "--background", own.resolve("nowhere.npz"));
        assertThat(diagnosed.code()).isEqualTo(2);
        assertThat(diagnosed.err()).contains("nowhere.npz");
    }

    private void assertRefused(String message, Path data, Object... more) {
        Cli.Outcome outcome =
                Cli.run("explain", "--model", model, "--data", data, "--out", own.resolve("x.npz"), List.of(more));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(message.replaceAll("\\{(\\w+)}", "--$1"));
    }

    private static JsonNode meta(Path maps) throws IOException {
        try (NpzFile npz = NpzFile.open(maps)) {
            return Json.MAPPER.readTree(npz.array("meta").toStrings().get(0));
        }
    }

    @Test
    void explain_twoClasses_probabilityMapsAreOpposite() throws IOException {
        double[] rest = ExplainedSeries.saliency(explain("--target", "rest", "--output", "probability"));
        double[] move = ExplainedSeries.saliency(explain("--target", "move", "--output", "probability"));
        for (int cell = 0; cell < rest.length; cell++) {
            if (!Double.isNaN(rest[cell])) {
                assertThat(move[cell]).isCloseTo(-rest[cell], within(1e-6));
            }
        }
    }

    @Test
    void explain_batchSize_doesNotChangeMaps() throws IOException {
        double[] whole = ExplainedSeries.saliency(explain("--batch-size", "64"));
        double[] parts = ExplainedSeries.saliency(explain("--batch-size", "7"));
        for (int cell = 0; cell < whole.length; cell++) {
            if (!Double.isNaN(whole[cell])) {
                assertThat(parts[cell]).isCloseTo(whole[cell], within(1e-6));
            }
        }
    }

    @Test
    void explain_overOldOutput_replacesItByTheSameBytes() throws IOException {
        Path maps = explain();
        byte[] before = Files.readAllBytes(maps);
        assertThat(explain()).hasBinaryContent(before);
    }

    @Test
    void explain_report_standsAloneAndNamesEveryClass() throws IOException {
        Path page = own.resolve("report.html");
        JsonNode json = Cli.succeed(
                        "explain",
                        "--model",
                        model,
                        "--data",
                        data,
                        "--out",
                        own.resolve("s.npz"),
                        "--report",
                        page,
                        "--report-series",
                        "2",
                        "--json")
                .json();
        assertThat(json.path("report").asText()).isEqualTo(page.toString());
        String html = Files.readString(page);
        assertThat(html).contains(Cli.CLASSES);
        assertThat(html)
                .doesNotContainPattern("(?i)(src|href|srcset|action|data|poster)\\s*=\\s*[\"']?\\s*(https?:)?//")
                .doesNotContainPattern("(?i)url\\(\\s*[\"']?(https?:)?//")
                .doesNotContain("@import");
        assertThat(html)
                .contains(String.format(
                        "%.1f", 100 * json.path("shareInLast10Percent").asDouble()));
        assertThat(html)
                .contains(String.format(
                        "%.1f", 100 * json.path("evaluation").path("accuracy").asDouble()));
    }

    @Test
    void explain_reportTwice_isWrittenAgain() throws IOException {
        Path page = own.resolve("report.html");
        Object[] command = {"explain", "--model", model, "--data", data, "--out", own.resolve("s.npz"), "--report", page
        };
        Cli.succeed(command);
        List<String> files = Cli.listing(own);
        Files.writeString(page, "old");
        Cli.succeed(command);
        assertThat(page).content().contains("<html");
        assertThat(Cli.listing(own)).isEqualTo(files);
    }

    @Test
    void explain_batchesOnTwoThreads_givesTheMapsOfOne() throws Exception {
        double[] expected = ExplainedSeries.saliency(explain());
        Path maps = own.resolve("two.npz");
        Process process = Child.in(
                own, "explain", "--model", model, "--data", data, "--out", maps, "--threads", 2, "--batch-size", 2);
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        double[] actual = ExplainedSeries.saliency(maps);
        assertThat(actual).hasSameSizeAs(expected);
        for (int cell = 0; cell < actual.length; cell++) {
            assertThat(actual[cell]).isEqualTo(expected[cell], within(BATCH_ROUNDING));
        }
    }

    @Test
    void explain_settingsThatSayNothing_areRefusedOrNoted() {
        List<Object> command = List.of("explain", "--model", model, "--data", data, "--out", own.resolve("s.npz"));
        Cli.Outcome whole = Cli.run(command, "--method", "occlusion", "--set", "window=12", "--set", "width=0");
        assertThat(whole.code()).isEqualTo(2);
        assertThat(whole.err())
                .contains("covers all 12 steps x 3 features", "window must be at most 11, or width in 1..2");
        Cli.Outcome loud = Cli.run(command, "--method", "smooth-grad", "--set", "noise=1e300");
        assertThat(loud.code()).isEqualTo(2);
        assertThat(loud.err())
                .contains("noise must be above 0 and at most 10.0 times the series' range, but was 1.0E300");

        List<String> noisy = List.of("--method", "smooth-grad", "--set", "noise=2", "--set", "samples=2");
        JsonNode json = Cli.succeed(command, noisy, "--json").json();
        assertThat(json.path("notes")).singleElement().asString().contains("noise 2.0 is as large as the range");
        assertThat(Cli.succeed(command, noisy).out()).contains("\nNote: smooth-grad: noise 2.0");
        assertThat(Cli.succeed(command, "--json").json().path("notes")).isEmpty();
    }

    private Path explain(Object... options) {
        return ExplainedSeries.explain(model, data, own.resolve("s.npz"), options);
    }

    private static long[] targets(Path maps) throws IOException {
        try (NpzFile npz = NpzFile.open(maps)) {
            return npz.array("target").toLongs();
        }
    }
}
