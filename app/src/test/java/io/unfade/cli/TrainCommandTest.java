package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.check.FileHash;
import io.unfade.model.ModelFolder;
import io.unfade.model.TrainedModel;
import io.unfade.workflow.base.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TrainCommandTest {
    private static final double SINGLE = 1e-6;
    private static final String WEIGHTS = "weights.safetensors";

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Path data;

    @BeforeAll
    static void makeData() throws IOException {
        data = Cli.write(shared.resolve("data.npz"), Cli.series());
    }

    @Test
    void train_labelledSeries_writesModelAndSaysHowItWent() throws IOException {
        Cli.Outcome outcome = Cli.succeed("train", "--data", data, "--out", folder.resolve("m"), Cli.SMALL, "--json");
        JsonNode json = outcome.json();
        assertThat(Cli.listing(folder))
                .containsExactly("", "m", "m/model.json", "m/provenance.json", "m/weights.safetensors");
        assertThat(json.path("model").asText()).isEqualTo(folder.resolve("m").toString());
        assertThat(json.path("series").asInt()).isEqualTo(32);
        assertThat(json.path("epochsRun").asInt()).isEqualTo(3);
        assertThat(json.path("stopped").asText()).isEqualTo("all epochs done");
        assertThat(json.path("bestEpoch").asInt()).isBetween(1, 3);
        assertThat(outcome.err().lines()).contains(lineOfTheBestEpoch(json));
        assertThat(outcome.err().lines())
                .hasSize(4)
                .filteredOn(line -> line.startsWith("epoch "))
                .hasSize(3);
        assertThat(outcome.err()).startsWith("Training on 32 series, validating on 8 (20 % of every class)");
        assertThat(json.path("validationSeries").asInt()).isEqualTo(8);
        assertThat(json.path("split").asText()).isEqualTo("stratified");
        assertThat(json.path("trainingGroups")).isEmpty();
    }

    @Test
    void train_finished_recordsWhatItWasMadeFrom() throws IOException {
        Path model = Cli.train(data, folder.resolve("m"), "--seed", "5");
        JsonNode provenance =
                Json.MAPPER.readTree(model.resolve("provenance.json").toFile());
        assertThat(provenance.path("seed").asLong()).isEqualTo(5);
        assertThat(provenance.path("command").asText()).startsWith("unfade train --data " + data);
        assertThat(provenance.path("data").path(0).path("sha256").asText()).isEqualTo(FileHash.sha256(data));
        assertThat(provenance.path("training").path("history")).hasSize(3);
        assertThat(provenance.path("training").path("options").path("batchSize").asText())
                .isEqualTo("50");
        assertThat(provenance.path("training").path("validationSeries").asInt()).isEqualTo(8);
    }

    @Test
    void train_sameCommandTwice_givesSameWeights() {
        Path first = Cli.train(data, folder.resolve("a"));
        Path second = Cli.train(data, folder.resolve("b"));
        assertThat(second.resolve(WEIGHTS)).hasSameBinaryContentAs(first.resolve(WEIGHTS));
    }

    @Test
    void train_otherSeed_givesOtherWeights() throws IOException {
        Path first = Cli.train(data, folder.resolve("a"));
        Path second = Cli.train(data, folder.resolve("b"), "--seed", "1");
        assertThat(Files.mismatch(first.resolve(WEIGHTS), second.resolve(WEIGHTS)))
                .isNotEqualTo(-1);
    }

    @Test
    void train_overwrite_replacesModelAndKeepsOtherFiles() throws IOException {
        Path model = Cli.train(data, folder.resolve("m"));
        Files.writeString(model.resolve("notes.txt"), "mine");
        Cli.train(data, model, "--overwrite", "--cell", "gru");
        assertThat(model.resolve("model.json")).content().contains("gru");
        assertThat(model.resolve("notes.txt")).hasContent("mine");
        assertThat(Cli.listing(folder))
                .containsExactly("", "m", "m/model.json", "m/notes.txt", "m/provenance.json", "m/weights.safetensors");
    }

    @Test
    void train_inProcessOfItsOwn_printsProgressAndResultAlone() throws Exception {
        Process process = Child.in(folder, "train", "--data", data, "--out", "m", Cli.SMALL, "--json");
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        // the engine's native code bypasses the JVM's streams, so only a separate process shows its output
        assertThat(err.lines())
                .hasSize(4)
                .allMatch(line -> line.startsWith("Training on ") || line.startsWith("epoch "));
        assertThat(new Cli.Outcome(0, out, err).json().path("model").asText()).isEqualTo("m");
    }

    @Test
    void train_emptyFolder_isFilled() throws IOException {
        Path model = Cli.train(data, Files.createDirectory(folder.resolve("m")));
        assertThat(model.resolve(WEIGHTS)).isNotEmptyFile();
    }

    private static String lineOfTheBestEpoch(JsonNode json) {
        return String.format(
                Locale.ROOT,
                "epoch %d/3  loss %.4f  accuracy %.3f  validation loss %.4f  accuracy %.3f",
                json.path("bestEpoch").asInt(),
                json.path("trainingLoss").asDouble(),
                json.path("trainingAccuracy").asDouble(),
                json.path("validationLoss").asDouble(),
                json.path("validationAccuracy").asDouble());
    }

    @Test
    void train_withoutValidation_usesAllSeriesAndHasNoValidationLoss() {
        JsonNode json = trainJson("--validation", "0");
        assertThat(json.path("series").asInt()).isEqualTo(Cli.SERIES);
        assertThat(json.path("validationLoss").isNull()).isTrue();
        assertThat(json.path("validationAccuracy").isNull()).isTrue();
    }

    @Test
    void train_validationFile_usesAllSeriesAndMeasuresOnTheFile() {
        JsonNode json = trainJson("--validation", data);
        assertThat(json.path("series").asInt()).isEqualTo(Cli.SERIES);
        JsonNode evaluated = Cli.succeed(
                        "evaluate", "--model", json.path("model").asText(), "--data", data, "--json")
                .json();
        assertThat(json.path("validationLoss").asDouble())
                .isCloseTo(evaluated.path("logLoss").asDouble(), within(SINGLE));
        assertThat(json.path("validationAccuracy").asDouble())
                .isEqualTo(evaluated.path("accuracy").asDouble());
    }

    @Test
    void train_groups_validatesOnWholeGroups() throws IOException {
        int[] groups = new int[Cli.SERIES];
        Arrays.setAll(groups, i -> i / 10);
        Path grouped = Cli.write(
                folder.resolve("grouped.npz"),
                Cli.series().toBuilder().groups(groups).build());
        Object[] command = {"train", "--data", grouped, "--out", folder.resolve("m"), Cli.SMALL, "--json"};
        JsonNode json = Cli.succeed(command).json();
        // a fifth would be 8 series, but a group has 10
        assertThat(json.path("series").asInt()).isEqualTo(30);
    }

    @Test
    void train_authorsRegime_usesAllSeriesAndStopsWhenAllAreRight() {
        JsonNode json = trainJson(
                "--regime",
                "authors",
                "--attention",
                "none",
                "--hidden",
                "16",
                "--learning-rate",
                "0.05",
                "--dropout",
                "0",
                "--epochs",
                "200",
                "--series",
                "0:10");
        assertThat(json.path("series").asInt()).isEqualTo(10);
        assertThat(json.path("validationLoss").isNull()).isTrue();
        assertThat(json.path("epochsRun").asInt()).isLessThan(200);
        assertThat(json.path("stopped").asText()).isEqualTo("training accuracy reached 100 %");
    }

    @Test
    void train_noBetterValidationLoss_stopsAfterPatience() {
        JsonNode json = trainJson("--epochs", "500", "--patience", "2", "--learning-rate", "0.05");
        assertThat(json.path("epochsRun").asInt())
                .isEqualTo(json.path("bestEpoch").asInt() + 2);
        assertThat(json.path("stopped").asText()).isNotEqualTo("all epochs done");
    }

    @Test
    void train_stepsAndAverage_areInTheResult() {
        JsonNode json = trainJson("--epochs", "1", "--steps", "30", "--average-last", "0.5", "--validation", "0");
        int epochs = json.path("epochsRun").asInt();
        int perEpoch = (json.path("series").asInt() - 1) / 50 + 1;
        assertThat(epochs * perEpoch).isBetween(30, 30 + perEpoch - 1);
        assertThat(json.path("averagedEpochs").asInt()).isEqualTo((int) Math.round(epochs * 0.5));
        assertThat(json.path("bestEpoch").asInt()).isEqualTo(epochs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--cell gru",
                "--attention-positions 3",
                "--cell rnn --layers 2",
                "--bidirectional --readout max",
                "--readout self-attention --readout-hops 2 --readout-width 3",
                "--readout conjunctive --readout-width 3 --bidirectional",
                "--readout mean --attention none",
                "--hop-pooling mean --standardization none",
                "--hop-pooling concat-l2 --standardization per-cell",
                "--optimizer adamw --weight-decay 0.1 --class-weights balanced --clip-norm 0",
                "--schedule cosine --warmup 0.1 --average-last 0.5 --label-smoothing 0.1 --patience-steps 5",
                "--noise 0.1 --scale 0.1 --shift 0.1 --warp 0.1 --mix 0.2 --cell-dropout 0.1 --feature-dropout 0.1",
                "--saliency-guided 0.5 --saliency-guided-weight 2 --members 2",
                "--adaptive-noise 0.8 --adaptive-noise-start 0.5 --adaptive-noise-growth 1.5 --adaptive-noise-floor 0.1",
                "--split random --validation 0.5 --missing zero --series 0:30 --seed -5"
            })
    void train_everyArchitecture_canBeEvaluatedExplainedAndDiagnosed(String options) {
        Path model = folder.resolve("m");
        Cli.succeed("train", "--data", data, "--out", model, small(List.of(options.split(" "))));
        double accuracy = Cli.succeed("evaluate", "--model", model, "--data", data, "--json")
                .json()
                .path("accuracy")
                .asDouble();
        JsonNode explained = Cli.succeed(
                        "explain", "--model", model, "--data", data, "--out", folder.resolve("s.npz"), "--json")
                .json();
        JsonNode diagnosed = Cli.succeed("diagnose", "--model", model, "--data", data, "--json")
                .json();
        assertThat(explained.path("evaluation").path("accuracy").asDouble()).isEqualTo(accuracy);
        assertThat(diagnosed.path("shareInLast10Percent").asDouble())
                .isCloseTo(explained.path("shareInLast10Percent").asDouble(), within(1e-12));
    }

    @Test
    void train_adaptiveNoise_keepsTheLastWeightsAndStoresTheirLevel() throws IOException {
        JsonNode json = trainJson("--adaptive-noise", "0.6", "--epochs", "4", "--members", "2");
        double level = json.path("noiseLevel").asDouble();
        assertThat(level).isPositive();
        assertThat(json.path("bestEpoch").asInt()).isEqualTo(4);
        assertThat(json.path("noisedValidationAccuracy").asDouble()).isBetween(0.0, 1.0);
        try (TrainedModel model = ModelFolder.load(folder.resolve("m"))) {
            assertThat(model.noiseLevel()).isEqualTo(level);
        }
        JsonNode history = Json.MAPPER
                .readTree(folder.resolve("m").resolve("provenance.json").toFile())
                .path("training")
                .path("history");
        assertThat(history).hasSize(4);
        assertThat(history.get(3).path("noiseLevel").asDouble()).isEqualTo(level);
        String text = Cli.succeed(
                        "train",
                        "--data",
                        data,
                        "--out",
                        folder.resolve("n"),
                        small(List.of()),
                        "--adaptive-noise",
                        "0.6")
                .out();
        assertThat(text).contains("at noise level ", "(with noise ");
    }

    @Test
    void crossValidate_adaptiveNoise_isAccepted() {
        JsonNode json = Cli.succeed(
                        "cross-validate",
                        "--data",
                        data,
                        "--folds",
                        "2",
                        Cli.SMALL,
                        "--adaptive-noise",
                        "0.8",
                        "--json")
                .json();
        assertThat(json.path("mean").path("accuracy").asDouble()).isBetween(0.0, 1.0);
    }

    /** {@return the result of training with options that override those of the small model} */
    private JsonNode trainJson(Object... options) {
        List<String> all = small(List.of(Cli.spread(options)));
        return Cli.succeed("train", "--data", data, "--out", folder.resolve("m"), all, "--json")
                .json();
    }

    /** {@return options, completed by those of a small model} */
    private static List<String> small(List<String> given) {
        List<String> all = new ArrayList<>(given);
        for (int i = 0; i < Cli.SMALL.size(); i += 2) {
            String option = Cli.SMALL.get(i);
            boolean unused = given.contains("none") && option.matches("--hops|--attention-width");
            if (!given.contains(option) && !unused) {
                all.addAll(Cli.SMALL.subList(i, i + 2));
            }
        }
        return all;
    }

    @Test
    void train_groupsThatAreTheClasses_isRefusedByClass() throws IOException {
        int[] groups = new int[Cli.SERIES];
        Arrays.setAll(groups, i -> i % 2);
        Path file = Cli.write(
                folder.resolve("grouped.npz"),
                Cli.series().toBuilder().groups(groups).build());
        Cli.Outcome outcome = Cli.run("train", "--data", file, "--out", folder.resolve("m"), Cli.SMALL);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("all series of class").contains("--split stratified");
        assertThat(folder.resolve("m")).doesNotExist();
        Cli.succeed("train", "--data", file, "--out", folder.resolve("m"), Cli.SMALL, "--split", "stratified");
    }

    @Test
    void train_twoGroups_saysThatHalfOfTheSeriesTrainAndWhy() throws IOException {
        int[] groups = new int[Cli.SERIES];
        Arrays.setAll(groups, i -> i / 20 + 4);
        Path file = Cli.write(
                folder.resolve("grouped.npz"),
                Cli.series().toBuilder().groups(groups).build());
        Cli.Outcome outcome = Cli.succeed("train", "--data", file, "--out", folder.resolve("m"), Cli.SMALL);
        assertThat(outcome.out())
                .containsPattern("Training on 20 series of group [45], validating on 20 of group [45] "
                        + "\\(whole groups, as near to 20 % of the series as they allow: 50 %\\)");
        JsonNode json = Cli.succeed("train", "--data", file, "--out", folder.resolve("n"), Cli.SMALL, "--json")
                .json();
        assertThat(json.path("validationSeries").asInt()).isEqualTo(20);
        assertThat(json.path("split").asText()).isEqualTo("group");
        assertThat(json.path("trainingGroups").get(0).asText())
                .isNotEqualTo(json.path("validationGroups").get(0).asText());

        String one = Cli.succeed("train", "--data", file, "--groups", "4", "--out", folder.resolve("o"), Cli.SMALL)
                .out();
        assertThat(one).startsWith("Training on 16 series, validating on 4 (20 % of every class)");
    }

    @Test
    void train_authorsRegimeWithValidation_isValidated() throws IOException {
        Path file = Cli.write(folder.resolve("plain.npz"), Cli.series());
        JsonNode json = trainJson("--regime", "authors", "--epochs", "2", "--validation", file.toString());
        assertThat(json.path("validationAccuracy").isNumber()).isTrue();
        Cli.Outcome outcome = Cli.run(
                "train", "--data", file, "--out", folder.resolve("n"), "--regime", "authors", "--split", "group");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).containsOnlyOnce("\n").contains("--split has no meaning with --regime authors");
    }
}
