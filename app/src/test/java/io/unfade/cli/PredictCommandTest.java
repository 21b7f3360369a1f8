package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.model.ModelFolder;
import io.unfade.model.Predictions;
import io.unfade.model.TrainedModel;
import io.unfade.workflow.base.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code predict}. */
class PredictCommandTest {
    @TempDir
    static Path folder;

    private static SeriesSet set;
    private static Path data;
    private static Path model;
    private static Predictions expected;

    @BeforeAll
    static void trainModel() throws IOException {
        set = Cli.series().toBuilder()
                .lengths(Cli.lengths())
                .featureNames(List.of("x", "y, left", "z"))
                .build();
        data = Cli.write(folder.resolve("data.npz"), set);
        model = Cli.train(data, folder.resolve("m"));
        try (TrainedModel loaded = ModelFolder.load(model)) {
            expected = Predictions.of(loaded, set, 64);
        }
    }

    @Test
    void predict_toStandardOutput_givesALineASeries() {
        List<String> lines = Cli.succeed("predict", "--model", model, "--data", data)
                .out()
                .lines()
                .toList();

        assertThat(lines).hasSize(Cli.SERIES + 1);
        assertThat(lines.get(0)).isEqualTo("id,predicted,p_rest,p_move");
        for (int i = 0; i < Cli.SERIES; i++) {
            assertThat(lines.get(i + 1))
                    .isEqualTo(set.ids().get(i) + "," + expected.predictedName(i) + "," + expected.probabilities()[i][0]
                            + "," + expected.probabilities()[i][1]);
        }
    }

    @Test
    void predict_toAFile_writesWhatJsonCounts() throws IOException {
        Path out = folder.resolve("p.jsonl");
        JsonNode json = Cli.succeed("predict", "--model", model, "--data", data, "--out", out, "--json")
                .json();

        List<String> lines = Files.readAllLines(out);
        assertThat(json.path("series").asInt()).isEqualTo(Cli.SERIES);
        JsonNode line = Json.MAPPER.readTree(lines.get(7));
        assertThat(line.path("id").asText()).isEqualTo("7");
        assertThat(line.path("predicted").asText()).isEqualTo(expected.predictedName(7));
        assertThat(line.path("probabilities").path("move").asDouble()).isEqualTo(expected.probabilities()[7][1]);
        long rest = lines.stream()
                .filter(text -> text.contains("\"predicted\":\"rest\""))
                .count();
        assertThat(json.path("predicted").path("rest").asLong()).isEqualTo(rest);
    }

    @Test
    void predict_chosenSeriesWithSwappedColumns_keepTheirIdsAndPredictions() throws IOException {
        Path swapped = Cli.write(folder.resolve("swapped.npz"), set.withFeatures(2, 0, 1));

        List<String> lines = Cli.succeed("predict", "--model", model, "--data", swapped, "--series", "5:7")
                .out()
                .lines()
                .toList();

        assertThat(lines.get(1)).startsWith("5," + expected.predictedName(5) + "," + expected.probabilities()[5][0]);
        assertThat(lines.get(2)).startsWith("6,");
    }

    @Test
    void predict_damagedFile_leavesTheOldOutput() throws IOException {
        Path out = Files.writeString(folder.resolve("old.csv"), "kept");
        SeriesBuilder builder = set.toBuilder().cell(Cli.SERIES - 1, 0, 0, Double.NaN);
        Path broken = Cli.write(folder.resolve("broken.npz"), builder.build());

        Cli.Outcome outcome = Cli.run("predict", "--model", model, "--data", broken, "--out", out);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("missing");
        assertThat(out).hasContent("kept");
    }

    @Test
    void predict_wrongUse_saysWhatIsRight() {
        assertThat(Cli.run("predict", "--model", model, "--data", data, "--json")
                        .err())
                .contains("name a file for the predictions with --out");
        assertThat(Cli.run("predict", "--model", model, "--data", data, "--out", folder.resolve("p.txt"))
                        .err())
                .contains("must end in .csv or .jsonl");
    }
}
