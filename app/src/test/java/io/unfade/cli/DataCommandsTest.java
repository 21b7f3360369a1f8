package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.numpy.NpzWriter;
import io.unfade.testing.SharedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** {@code info} and {@code convert}. */
class DataCommandsTest {
    private static final double SINGLE = 1e-6;

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
        JsonNode json = Cli.succeed("info", SharedFiles.data(name), "--json").json();
        assertThat(json.path("series").asInt()).isEqualTo(series);
        assertThat(json.path("steps").asInt()).isEqualTo(steps);
        assertThat(json.path("features").asInt()).isEqualTo(features);
        assertThat(json.path("classes")).hasSize(classes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"npz", "ts", "ts.gz", "csv", "csv.gz", "jsonl", "jsonl.gz"})
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

    @Test
    void info_paddedArray_saysWhichLengthsItFound() throws IOException {
        Path file = paddedArray();
        Cli.Outcome text = Cli.succeed("info", file);
        String note = "40 of 40 series end in steps that are missing in all features; read as lengths 5 to 10 of 12";
        assertThat(text.out()).contains("40 series x 5 to 10 time steps x 3 features", "\nNote: " + note);
        assertThat(text.err()).isEmpty();
        JsonNode json = Cli.succeed("info", file, "--json").json();
        assertThat(json.path("lengths").path("min").asInt()).isEqualTo(5);
        assertThat(json.path("lengths").path("max").asInt()).isEqualTo(10);
        assertThat(json.path("notes").path(0).asText()).isEqualTo(note);
        assertThat(json.path("notes")).hasSize(1);
    }

    @Test
    void anyCommand_paddedArray_tellsItAndExplainsRealStepsOnly() throws IOException {
        Path file = paddedArray();
        String note = "Note: " + file + ": 40 of 40 series end in steps that are missing";
        Path model = folder.resolve("model");
        assertThat(Cli.succeed("train", "--data", file, "--out", model, Cli.SMALL)
                        .err())
                .contains(note);
        assertThat(Cli.succeed("evaluate", "--model", model, "--data", file).err())
                .contains(note);
        Path maps = folder.resolve("maps.npz");
        assertThat(Cli.succeed("explain", "--model", model, "--data", file, "--missing", "zero", "--out", maps)
                        .err())
                .contains(note);
        SaliencyMaps read = SaliencyFile.read(maps);
        int[] lengths = IntStream.range(0, read.count()).map(read::length).toArray();
        assertThat(lengths).contains(5, 10).doesNotContain(Cli.STEPS);
    }

    @Test
    void info_featuresBeforeTime_asksAndCanBeTold() throws IOException {
        Path file = folder.resolve("X_train.npz");
        NpzWriter.write(file, out -> out.array("X", new double[4 * 3 * 20], 4, 3, 20));
        JsonNode doubted = Cli.succeed("info", file, "--json").json();
        assertThat(doubted.path("steps").asInt()).isEqualTo(3);
        assertThat(doubted.path("notes").path(0).asText())
                .startsWith("the shape [4, 3, 20] was read as 4 series of 3 time steps x 20 features")
                .endsWith("(arrayAxes series-feature-time)");
        JsonNode told = Cli.succeed("info", file, "--array-axes", "series-feature-time", "--json")
                .json();
        assertThat(told.path("steps").asInt()).isEqualTo(20);
        assertThat(told.path("features").asInt()).isEqualTo(3);
        assertThat(told.path("notes")).isEmpty();
        JsonNode meant = Cli.succeed("info", file, "--array-axes", "series-time-feature", "--json")
                .json();
        assertThat(meant.path("notes")).isEmpty();
    }

    @Test
    void train_classesFromOne_areNoOthers() throws IOException {
        SeriesSet set = Cli.series();
        Path file = folder.resolve("a.npz");
        NpzWriter.write(file, out -> {
            double[] cells = new double[Cli.SERIES * Cli.STEPS * Cli.FEATURES];
            Arrays.setAll(cells, i -> set.value(i / 36, i / 3 % 12, i % 3));
            out.array("X", cells, Cli.SERIES, Cli.STEPS, Cli.FEATURES);
            out.array("y", IntStream.range(0, Cli.SERIES).map(i -> 1 + i % 2).toArray(), Cli.SERIES);
        });
        JsonNode classes = Cli.succeed("info", file, "--json").json().path("classes");
        assertThat(classes.toString()).isEqualTo("{\"1\":20,\"2\":20}");
        Path model = Cli.train(file, folder.resolve("model"));
        assertThat(Files.readString(model.resolve("model.json"))).containsPattern("\"classes\" ?: ?2,");
    }

    @Test
    void train_classThatHasNoSeries_isSaid() throws IOException {
        SeriesSet set = Cli.series();
        int[] labels = IntStream.range(0, set.count()).map(set::label).toArray();
        Path file = Cli.write(
                folder.resolve("a.npz"),
                set.toBuilder().labels(labels, List.of("rest", "move", "never")).build());
        Cli.Outcome outcome = Cli.succeed("train", "--data", file, "--out", folder.resolve("m"), Cli.SMALL);
        assertThat(outcome.err()).contains("1 of 3 classes have no series, such as 'never'");
        Cli.Outcome one = Cli.run("train", "--data", file, "--out", folder.resolve("n"), "--series", "0:1", Cli.SMALL);
        assertThat(one.code()).isEqualTo(2);
        assertThat(one.err()).contains("training needs at least 2 classes, but there is 1");
    }

    /** {@return a file of series of 5 to 10 steps, filled up to 12 with NaN} */
    private Path paddedArray() throws IOException {
        SeriesBuilder builder = Cli.series().toBuilder();
        for (int i = 0; i < Cli.SERIES; i++) {
            for (int t = 5 + i % 6; t < Cli.STEPS; t++) {
                for (int c = 0; c < Cli.FEATURES; c++) {
                    builder.cell(i, t, c, Double.NaN);
                }
            }
        }
        return Cli.write(folder.resolve("padded.npz"), builder.build());
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
