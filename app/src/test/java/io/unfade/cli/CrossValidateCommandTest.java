package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.data.SeriesSet;
import io.unfade.engine.EngineRuntime;
import io.unfade.workflow.base.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CrossValidateCommandTest {
    private static final List<String> FAST = List.of("--learning-rate", "0.02", "--batch-size", "8");

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void makeData() throws IOException {
        int[] groups = new int[Cli.SERIES];
        Arrays.setAll(groups, i -> i % 8 / 2);
        SeriesSet set = Cli.series().toBuilder()
                .groups(groups)
                .reference(Cli.reference())
                .build();
        data = Cli.write(folder.resolve("data.npz"), set);
    }

    private Cli.Outcome validate(Object... more) {
        return Cli.succeed("cross-validate", "--data", data, Cli.SMALL, FAST, List.of(Cli.spread(more)));
    }

    @Test
    void crossValidate_rulesOfReading_areThoseOfItsModels() throws IOException {
        Path cv = Files.createDirectory(folder.resolve("cv"));
        try {
            validate("--missing", "zero", "--threads", "2", "--out", cv, "--saliency", cv.resolve("s.npz"));
        } finally {
            EngineRuntime.setThreads(1); // as in all other tests
        }
        assertThat(Json.MAPPER
                        .readTree(cv.resolve("fold-1/model.json").toFile())
                        .path("missing")
                        .asText())
                .isEqualTo("zero");
        assertThat(Json.MAPPER
                        .readTree(cv.resolve("fold-1/provenance.json").toFile())
                        .path("threads")
                        .asInt())
                .isEqualTo(1);
        assertThat(cv.resolve("s.npz")).exists();
    }

    @Test
    void crossValidate_valueBeyondThePrecision_namesFileFoldAndSeries() throws IOException {
        Path huge = Cli.write(
                folder.resolve("huge.npz"),
                Cli.series().toBuilder().cell(3, 1, 0, 1e30).build());
        Cli.Outcome outcome =
                Cli.run("cross-validate", "--data", huge, Cli.SMALL, "--standardization", "none", "--folds", "2");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("huge.npz: fold-")
                .contains("('3'), step 1")
                .contains("cannot be computed");
    }

    @Test
    void crossValidate_fileWithGroups_leavesEachOutAndWritesEverything() throws IOException {
        JsonNode json = validate(
                        "--out",
                        folder.resolve("cv"),
                        "--saliency",
                        folder.resolve("s.npz"),
                        "--predictions",
                        folder.resolve("p.csv"),
                        "--json")
                .json();

        assertThat(json.path("plan").asText()).isEqualTo("leave-one-group-out");
        assertThat(json.path("folds")).hasSize(4);
        assertThat(json.path("pooled").path("series").asInt()).isEqualTo(40);
        assertThat(json.path("folds").findValuesAsText("validated")).containsOnly("10");
        assertThat(Cli.listing(folder.resolve("cv")))
                .contains(
                        "cross-validation.json",
                        "fold-1/model.json",
                        "fold-1/weights.safetensors",
                        "fold-4/fold.json",
                        "folds.csv",
                        "predictions.csv",
                        "results.json");
        assertThat(Files.readAllLines(folder.resolve("p.csv")))
                .hasSize(41)
                .startsWith("id,predicted,p_rest,p_move,label,group,repeat,fold");
        assertThat(Files.readAllLines(folder.resolve("cv/folds.csv"))).hasSize(5);
        assertThat(Json.MAPPER.readTree(folder.resolve("cv/results.json").toFile()))
                .isEqualTo(json);
        assertThat(Cli.succeed("score", "--saliency", folder.resolve("s.npz"), "--data", data, "--json")
                        .json()
                        .path("series")
                        .asInt())
                .isEqualTo(40);
    }

    @Test
    void crossValidate_oneFold_isWhatTrainEvaluateAndExplainGive() throws IOException {
        JsonNode json = validate(
                        "--out",
                        folder.resolve("cv"),
                        "--saliency",
                        folder.resolve("s.npz"),
                        "--target",
                        "label",
                        "--json")
                .json();
        JsonNode fold = json.path("folds").get(2);
        assertThat(fold.path("heldOutGroups").get(0).asText()).isEqualTo("2");

        Path model = folder.resolve("m");
        Cli.succeed(
                "train",
                "--data",
                data,
                "--not-groups",
                "2",
                "--out",
                model,
                Cli.SMALL,
                FAST,
                "--seed",
                fold.path("seed").asText(),
                "--threads",
                "1");
        assertThat(model.resolve("weights.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("cv/fold-3/weights.safetensors"));
        JsonNode tested = Cli.succeed("evaluate", "--model", model, "--data", data, "--groups", "2", "--json")
                .json();
        assertThat(tested.path("accuracy").asDouble())
                .isEqualTo(fold.path("accuracy").asDouble());

        Path own = folder.resolve("own.npz");
        Cli.succeed(
                "explain",
                "--model",
                folder.resolve("cv/fold-3"),
                "--data",
                data,
                "--groups",
                "2",
                "--target",
                "label",
                "--out",
                own);
        SaliencyMaps all = SaliencyFile.read(folder.resolve("s.npz"));
        SaliencyMaps expected = SaliencyFile.read(own);
        for (int i = 0; i < expected.count(); i++) {
            int row = i / 2 * 8 + 4 + i % 2;
            assertThat(all.absolute(row)).containsExactly(expected.absolute(i), within(1e-6));
            assertThat(all.target(row)).isEqualTo(expected.target(i));
        }
    }

    @Test
    void crossValidate_withoutGroupsOrByClass_hasFiveStratifiedFolds() {
        JsonNode json = validate("--split", "stratified", "--json").json();
        assertThat(json.path("plan").asText()).isEqualTo("stratified");
        assertThat(json.path("folds")).hasSize(5);
        assertThat(json.path("folds").findValuesAsText("tested")).containsOnly("8");
        assertThat(json.path("folds").findValuesAsText("split")).containsOnly("stratified");
    }

    @Test
    void crossValidate_foldsOfGroups_keepThemWhole_andRepeatsAreCounted() {
        String text = validate("--folds", "2", "--repeats", "2").out();
        assertThat(text)
                .startsWith("Cross-validation of 40 series: 2 folds of whole groups, 2 times")
                .contains(
                        "In each fold 10 series train, 10 validate: 20 % of those a fold learns from, in whole groups")
                .containsPattern("repeat 2, groups \\d, \\d")
                .contains("every series 2 times");
    }

    @Test
    void crossValidate_finishedFolder_trainsNothingAgain() throws IOException {
        validate("--out", folder.resolve("cv"));
        byte[] weights = Files.readAllBytes(folder.resolve("cv/fold-1/weights.safetensors"));
        Cli.Outcome again = validate("--out", folder.resolve("cv"), "--saliency", folder.resolve("s.npz"));
        assertThat(again.err()).contains("(kept from before)");
        assertThat(again.err().lines().filter(line -> line.startsWith("fold ")))
                .allMatch(line -> line.endsWith("before)"));
        assertThat(folder.resolve("cv/fold-1/weights.safetensors")).hasBinaryContent(weights);
        assertThat(SaliencyFile.read(folder.resolve("s.npz")).count()).isEqualTo(40);

        Cli.Outcome other = Cli.run(
                "cross-validate", "--data", data, Cli.SMALL, FAST, "--dropout", "0.3", "--out", folder.resolve("cv"));
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).containsOnlyOnce("\n").contains("dropout was 0.1, but is now 0.3");
    }

    @Test
    void crossValidate_terminated_keepsFoldsAndGoesOn() throws Exception {
        Path out = folder.resolve("cv");
        Object[] slow = {
            "cross-validate",
            "--data",
            data,
            Cli.SMALL.subList(0, 6),
            "--epochs",
            "300",
            "--validation",
            "0",
            "--out",
            out
        };
        Process process = Child.start(List.of(), List.of(Cli.spread(slow)), "--json");
        while (!Files.exists(out.resolve("fold-1/fold.json"))) {
            assertThat(process.isAlive()).as("the work continues").isTrue();
            Thread.sleep(5);
        }
        process.toHandle().destroy();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        JsonNode json = Json.MAPPER.readTree(printed);
        assertThat(json.path("stopped").asText()).isEqualTo("interrupted");
        assertThat(json.path("foldsDone").asInt()).isPositive().isLessThan(4);
        assertThat(out.resolve("results.json")).doesNotExist();

        assertThat(Cli.succeed(slow).err()).contains("(kept from before)");
        assertThat(out.resolve("results.json")).exists();
    }
}
