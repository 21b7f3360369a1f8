package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ReproduceCommandTest {
    @TempDir
    Path folder;

    @Test
    void reproduce_quickTwice_writesItsFolderAndThenComputesNothing() throws IOException {
        Object[] command = {"reproduce", "moving-box", "--quick", "--out", folder, "--json"};
        JsonNode json = Cli.succeed(command).json();

        Path made = folder.resolve("moving-box");
        JsonNode experiment = json.path("experiments").path(0);
        assertThat(experiment.path("name").asText()).isEqualTo("moving-box");
        assertThat(experiment.path("runs").asInt()).isEqualTo(25);
        assertThat(experiment.path("published").asInt()).isZero(); // quick runs are not compared
        assertThat(Files.readString(made.resolve("report.html"))).contains("This is the quick version");
        assertThat(experiment.path("summary").findValuesAsText("measure")).contains("weightedJaccard", "rocAuc");
        assertThat(Files.readAllLines(made.resolve("results.csv"))).hasSize(26);
        assertThat(made.resolve("report.html")).isNotEmptyFile();
        assertThat(made.resolve("provenance.json")).isNotEmptyFile();

        byte[] summary = Files.readAllBytes(made.resolve("summary.csv"));
        Cli.Outcome again = Cli.succeed(command);
        assertThat(again.err()).contains("25 of 25 runs").doesNotContain("24 of 25");
        assertThat(Files.readAllBytes(made.resolve("summary.csv"))).isEqualTo(summary);

        Cli.Outcome other = Cli.run("reproduce", "moving-box", "--quick", "--seed", "3", "--out", folder);
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).containsOnlyOnce("\n").contains("firstSeed was 0, is now 3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    table2                            | there is no experiment 'table2'; there are table1, moving-box
                    mnist                             | mnist needs --data
                    table1 --data .                   | --data has no meaning for table1
                    table1 --time-axis columns        | --time-axis has no meaning for table1
                    mnist --data nowhere              | there is no folder nowhere
                    table1 --epochs 0                 | --epochs must be at least 1, but was 0
                    table1 --seed 9223372036854775807 | the seeds count up from 9223372036854775807
                    mnist --data .                    | has no t10k-images-idx3-ubyte
                    mnist --data . --time-axis depth  | 'depth' is not one of rows, columns
                    """)
    void reproduce_wrongUse_isRefusedInOneLine(String arguments, String message) {
        Cli.Outcome outcome =
                Cli.run("reproduce", List.of(arguments.split(" ")), "--quick", "--out", folder.resolve("new"));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).containsOnlyOnce("\n").contains(message);
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void reproduce_outIsAFile_isRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Cli.Outcome outcome = Cli.run("reproduce", "table1", "--quick", "--out", file);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).containsOnlyOnce("\n").contains("is a file; name a folder");
    }
}
