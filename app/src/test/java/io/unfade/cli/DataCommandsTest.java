package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** {@code info} and {@code convert}. */
class DataCommandsTest {
    private static final double SINGLE = 1e-6;
    private static final Path REAL_DATA =
            Path.of(System.getProperty("unfade.shared", "../../shared")).resolve("data");

    @TempDir
    Path folder;

    @Test
    void info_npz_saysWhatIsInIt() throws IOException {
        Path file = Cli.write(
                folder.resolve("a.npz"),
                Cli.series().toBuilder()
                        .lengths(Cli.lengths())
                        .reference(Cli.reference())
                        .build());
        JsonNode json = Cli.succeed("info", file, "--json").json();
        assertThat(json.path("file").asText()).isEqualTo(file.toString());
        assertThat(json.path("series").asInt()).isEqualTo(Cli.SERIES);
        assertThat(json.path("steps").asInt()).isEqualTo(Cli.STEPS);
        assertThat(json.path("features").asInt()).isEqualTo(Cli.FEATURES);
        assertThat(json.path("lengths").path("min").asInt()).isEqualTo(7);
        assertThat(json.path("lengths").path("max").asInt()).isEqualTo(12);
        assertThat(json.path("lengths").path("equal").asBoolean()).isFalse();
        assertThat(json.path("classes").path("rest").asInt()).isEqualTo(20);
        assertThat(json.path("classes").path("move").asInt()).isEqualTo(20);
        assertThat(json.path("reference").asBoolean()).isTrue();
        assertThat(json.path("groups").asInt()).isZero();
        assertThat(json.path("featureRanges")).hasSize(Cli.FEATURES);
    }

    @Test
    void info_featureRanges_areThoseOfTheRealSteps() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.csv"), "id,time,a,label\ns,0,1,x\ns,1,3,x\nr,0,-2,y\nr,1,2,y\nr,2,6,y\n");
        JsonNode range =
                Cli.succeed("info", file, "--json").json().path("featureRanges").path(0);
        assertThat(range.path("name").asText()).isEqualTo("a");
        assertThat(range.path("min").asDouble()).isEqualTo(-2);
        assertThat(range.path("max").asDouble()).isEqualTo(6);
        assertThat(range.path("mean").asDouble()).isCloseTo(2, within(SINGLE));
        assertThat(range.path("standardDeviation").asDouble()).isCloseTo(Math.sqrt(34.0 / 5), within(SINGLE));
    }

    @Test
    void info_missingValues_areFilledWhenAskedFor() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "id,time,a,label\ns,0,1,x\ns,1,,x\ns,2,5,x\n");
        assertThat(Cli.run("info", file).code()).isEqualTo(2);
        assertThat(max(file, "zero")).isEqualTo(5);
        assertThat(mean(file, "zero")).isCloseTo(2, within(SINGLE));
        assertThat(mean(file, "previous")).isCloseTo(7.0 / 3, within(SINGLE));
        assertThat(mean(file, "linear")).isCloseTo(3, within(SINGLE));
    }

    @ParameterizedTest
    @CsvSource({"0:5, 5", "35:, 5", ":7, 7", ":, 40"})
    void info_rangeOfSeries_countsOnlyThose(String range, int count) throws IOException {
        Path file = Cli.write(folder.resolve("a.npz"), Cli.series());
        JsonNode json = Cli.succeed("info", file, "--series", range, "--json").json();
        assertThat(json.path("series").asInt()).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({
        "uea/JapaneseVowels/JapaneseVowels_TEST.ts.gz, 370, 29, 12, 9",
        "uea/GunPoint/GunPoint_TRAIN.ts.gz, 50, 150, 1, 2",
        "mnist/t10k-images-idx3-ubyte.gz, 10000, 28, 28, 10"
    })
    void info_realData_countsAreThePublishedOnes(String name, int series, int steps, int features, int classes) {
        assumeTrue(Files.isDirectory(REAL_DATA), REAL_DATA + " is not on this machine");
        JsonNode json = Cli.succeed("info", REAL_DATA.resolve(name), "--json").json();
        assertThat(json.path("series").asInt()).isEqualTo(series);
        assertThat(json.path("steps").asInt()).isEqualTo(steps);
        assertThat(json.path("features").asInt()).isEqualTo(features);
        assertThat(json.path("classes")).hasSize(classes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"npz", "ts", "ts.gz", "csv", "csv.gz"})
    void convert_anyFormat_keepsValuesAndClasses(String ending) throws IOException {
        SeriesSet set = Cli.series();
        Path from = Cli.write(folder.resolve("a.npz"), set);
        Path to = folder.resolve("b." + ending);
        JsonNode json = Cli.succeed("convert", from, "--out", to, "--series", "10:20", "--json")
                .json();
        assertThat(json.path("out").asText()).isEqualTo(to.toString());
        assertThat(json.path("series").asInt()).isEqualTo(10);
        SeriesSet read = SeriesFiles.read(to);
        assertThat(read.count()).isEqualTo(10);
        for (int i = 0; i < 10; i++) {
            assertThat(read.classNames().get(read.label(i))).isEqualTo(Cli.CLASSES.get(set.label(10 + i)));
            for (int t = 0; t < Cli.STEPS; t++) {
                for (int c = 0; c < Cli.FEATURES; c++) {
                    assertThat(read.value(i, t, c)).isCloseTo(set.value(10 + i, t, c), within(SINGLE));
                }
            }
        }
    }

    private static double mean(Path file, String missing) {
        return range(file, missing).path("mean").asDouble();
    }

    private static double max(Path file, String missing) {
        return range(file, missing).path("max").asDouble();
    }

    private static JsonNode range(Path file, String missing) {
        return Cli.succeed("info", file, "--missing", missing, "--json")
                .json()
                .path("featureRanges")
                .path(0);
    }
}
