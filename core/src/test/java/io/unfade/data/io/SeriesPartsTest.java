package io.unfade.data.io;

import io.unfade.TestModels;
import io.unfade.check.MalformedFileException;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.numpy.NpzWriter;
import io.unfade.data.source.ArrayAxes;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.ReadNote;
import io.unfade.data.source.ReadOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SeriesPartsTest {
    @TempDir
    Path folder;

    private final List<SeriesSet> parts = new ArrayList<>();

    private static SeriesSet set(Precision precision) {
        int[] lengths = new int[101];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = 40 - i % 7;
        }
        return TestModels.grouped(TestModels.series(precision, 1, lengths));
    }

    private Path write(SeriesSet set, String name) throws IOException {
        Path file = folder.resolve(name);
        SeriesFiles.write(set, file);
        return file;
    }

    @Test
    void read_paddingAndDoubtfulAxes_areUnderstoodAndToldAsOfTheWholeFile() throws IOException {
        double[] cells = new double[10 * 3 * 8];
        for (int series = 0; series < 10; series += 4) {
            Arrays.fill(cells, (series * 3 + 1) * 8, (series + 1) * 3 * 8, Double.NaN);
        }
        Path file = folder.resolve("padded.npz");
        NpzWriter.write(file, out -> out.array("X", cells, 10, 3, 8));
        List<ReadNote> ofParts = new ArrayList<>();
        List<ReadNote> ofWhole = new ArrayList<>();

        SeriesParts.read(file, ReadOptions.defaults().withNotes(ofParts::add), 4 * 3 * 8, parts::add);
        SeriesSet whole = SeriesFiles.read(file, ReadOptions.defaults().withNotes(ofWhole::add));

        assertThat(ofParts).isEqualTo(ofWhole).hasSize(2);
        assertThat(parts).extracting(SeriesSet::count).containsExactly(4, 4, 2);
        for (int series = 0; series < 10; series++) {
            assertThat(parts.get(series / 4).length(series % 4)).isEqualTo(whole.length(series));
        }
        parts.clear();
        ReadOptions timeLast = ReadOptions.defaults().withArrayAxes(ArrayAxes.SERIES_FEATURE_TIME);
        SeriesParts.read(file, timeLast.withMissing(MissingValues.ZERO), 4 * 3 * 8, parts::add);
        assertThat(parts.get(0).steps()).isEqualTo(8);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void read_arraysLargerThanAPart_givesAllSeriesOnceAndInOrder(Precision precision) throws IOException {
        // file blocks and parts begin at different positions
        SeriesSet set = set(precision);

        SeriesParts.read(write(set, "a.npz"), ReadOptions.defaults(), 30 * 40 * 5, parts::add);

        assertThat(parts).extracting(SeriesSet::count).containsExactly(30, 30, 30, 11);
        int i = 0;
        for (SeriesSet part : parts) {
            assertThat(part.featureNames()).isEqualTo(set.featureNames());
            assertThat(part.precision()).isEqualTo(precision);
            for (int j = 0; j < part.count(); j++, i++) {
                assertThat(part.ids().get(j)).isEqualTo(set.ids().get(i));
                assertThat(part.length(j)).isEqualTo(set.length(i));
                assertThat(part.groups().orElseThrow()[j])
                        .isEqualTo(set.groups().orElseThrow()[i]);
                double[] found = new double[40 * 5];
                double[] expected = new double[40 * 5];
                part.copySeries(j, found, 0);
                set.copySeries(i, expected, 0);
                assertThat(found).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, Long.MAX_VALUE})
    void read_partsOfAnySize_haveAtLeastOneSeriesAndAtMostAll(long cells) throws IOException {
        SeriesParts.read(write(set(Precision.SINGLE), "a.npz"), ReadOptions.defaults(), cells, parts::add);

        assertThat(parts).hasSize(cells == 1 ? 101 : 1);
    }

    /** {@return 60 series of 8 steps of one feature} */
    private static SeriesSet lines() {
        SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, 60, 8, 1)
                .labels(IntStream.range(0, 60).map(i -> i % 2).toArray(), List.of("a", "b"));
        for (int i = 0; i < 60 * 8; i++) {
            builder.cell(i / 8, i % 8, 0, i + 0.25);
        }
        return builder.build();
    }

    private Path writeLines(String name) throws IOException {
        if (!name.endsWith(".arff")) {
            return write(lines(), name);
        }
        SeriesSet set = lines();
        StringBuilder text = new StringBuilder("@relation r\n");
        IntStream.range(0, 8).forEach(t -> text.append("@attribute t").append(t).append(" numeric\n"));
        text.append("@attribute class {a,b}\n@data\n");
        for (int i = 0; i < set.count(); i++) {
            for (int t = 0; t < 8; t++) {
                text.append(set.value(i, t, 0)).append(',');
            }
            text.append(set.classNames().get(set.label(i))).append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl", "a.ts", "a.tsv", "a.arff", "a.csv", "a.ts.gz", "a.csv.gz"})
    void read_aSeriesALine_holdsOnePartAtATime(String name) throws IOException {
        SeriesSet set = lines();
        Path file = writeLines(name);

        SeriesParts.read(file, ReadOptions.defaults(), 13 * 8, parts::add);

        assertThat(parts).extracting(SeriesSet::count).containsExactly(13, 13, 13, 13, 8);
        assertThat(parts).noneMatch(SeriesSet::hasLabels);
        for (int i = 0; i < 60; i++) {
            SeriesSet part = parts.get(i / 13);
            assertThat(part.ids().get(i % 13)).isEqualTo(Integer.toString(i));
            for (int t = 0; t < 8; t++) {
                assertThat(part.value(i % 13, t, 0)).isEqualTo(set.value(i, t, 0));
            }
        }
        parts.clear();
        SeriesParts.read(file, ReadOptions.defaults(), 60 * 8, parts::add);
        assertThat(parts).singleElement().satisfies(whole -> {
            assertThat(whole.count()).isEqualTo(60);
            assertThat(whole.classNames()).containsExactly("a", "b");
            assertThat(whole.label(1)).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl", "a.ts", "a.tsv", "a.arff", "a.csv"})
    void read_lastLineBroken_hasGivenAllPartsBefore(String name) throws IOException {
        Path file = writeLines(name);
        Files.writeString(file, "zzz\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> SeriesParts.read(file, ReadOptions.defaults(), 10 * 8, parts::add))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("line " + Files.readAllLines(file).size());
        assertThat(parts).extracting(SeriesSet::count).startsWith(10, 10, 10, 10, 10);
    }

    @Test
    void read_linesOfJson_keepIdsGroupsAndNamesAndSayNotesOnce() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            String end = i % 20 == 3 ? "null" : "7";
            text.append("{\"id\": \"s").append(i % 49).append("\", \"group\": ").append(i / 25);
            text.append(", \"features\": [\"up\"], \"mood\": 1, \"values\": [")
                    .append(i)
                    .append(", 2, ")
                    .append(end);
            text.append("]}\n");
        }
        Path file = Files.writeString(folder.resolve("a.jsonl"), text);
        List<ReadNote> notes = new ArrayList<>();

        SeriesParts.read(file, ReadOptions.defaults().withNotes(notes::add), 30, parts::add);

        assertThat(parts).extracting(SeriesSet::count).containsExactly(11, 10, 11, 10, 8);
        assertThat(parts).allSatisfy(part -> assertThat(part.featureNames()).containsExactly("up"));
        assertThat(parts.get(2).ids()).startsWith("s21").endsWith("s31");
        assertThat(parts.get(2).groups().orElseThrow()).startsWith(0, 0, 0, 0, 1);
        assertThat(parts.get(0).length(3)).isEqualTo(2);
        assertThat(notes)
                .extracting(ReadNote::kind)
                .containsExactly(ReadNote.Kind.PADDING, ReadNote.Kind.UNKNOWN, ReadNote.Kind.DOUBTFUL);
        assertThat(notes.get(2).text()).startsWith("50 series have 49 different ids");
    }

    @Test
    void read_rowsOfCsv_areGivenAsOfTheWholeFileAndNotesSaidOnce() throws IOException {
        StringBuilder text = new StringBuilder("id,time,up,group\n");
        for (int i = 0; i < 40; i++) {
            boolean late = i % 7 == 2;
            text.append("s")
                    .append(i)
                    .append(late ? ",2," : ",1,")
                    .append(i)
                    .append(",")
                    .append(i / 20)
                    .append('\n');
            text.append("s")
                    .append(i)
                    .append(late ? ",1," : ",2,")
                    .append(-i)
                    .append(",")
                    .append(i / 20)
                    .append('\n');
            text.append("s").append(i).append(",3,,").append(i / 20).append('\n');
        }
        Path file = Files.writeString(folder.resolve("a.csv"), text);
        List<ReadNote> ofParts = new ArrayList<>();
        List<ReadNote> ofWhole = new ArrayList<>();

        SeriesParts.read(file, ReadOptions.defaults().withNotes(ofParts::add), 27, parts::add);
        SeriesSet whole = SeriesFiles.read(file, ReadOptions.defaults().withNotes(ofWhole::add));

        assertThat(parts).extracting(SeriesSet::count).containsExactly(9, 9, 9, 9, 4);
        assertThat(ofParts).isEqualTo(ofWhole).hasSize(2);
        for (int i = 0; i < 40; i++) {
            SeriesSet part = parts.get(i / 9);
            assertThat(part.ids().get(i % 9)).isEqualTo("s" + i);
            assertThat(part.length(i % 9)).isEqualTo(2);
            assertThat(part.value(i % 9, 0, 0)).isEqualTo(whole.value(i, 0, 0));
            assertThat(part.groups().orElseThrow()[i % 9]).isEqualTo(i / 20);
        }
    }

    @Test
    void read_rowsOfCsvThatAreNotBySeries_areOnePart() throws IOException {
        StringBuilder text = new StringBuilder("id,time,up\n");
        for (int row = 0; row < 90; row++) {
            text.append(row % 30).append(',').append(row / 30).append(",1\n");
        }
        Path file = Files.writeString(folder.resolve("a.csv"), text);

        SeriesParts.read(file, ReadOptions.defaults(), 10, parts::add);

        assertThat(parts).extracting(SeriesSet::count).containsExactly(30);
    }

    @Test
    void read_otherFormat_isOnePart() throws IOException {
        Path file = folder.resolve("a.npy");
        Files.write(file, RawFiles.npy("<f8", false, "(4, 2)", RawFiles.doubles(1, 2, 3, 4, 5, 6, 7, 8)));

        SeriesParts.read(file, ReadOptions.defaults(), 1, parts::add);

        assertThat(parts).extracting(SeriesSet::count).containsExactly(4);
    }

    @Test
    void read_paddingOfNaN_shortensTheSeriesAndIsSaidOnce() throws IOException {
        SeriesBuilder builder = TestModels.equalSeries(Precision.SINGLE, 1, 60, 8).toBuilder();
        for (int c = 0; c < TestModels.FEATURES; c++) {
            builder.cell(3, 7, c, Double.NaN).cell(50, 7, c, Double.NaN).cell(50, 6, c, Double.NaN);
        }
        List<ReadNote> notes = new ArrayList<>();
        Path file = write(builder.build(), "a.npz");

        SeriesParts.read(file, ReadOptions.defaults().withNotes(notes::add), 30 * 8 * 5, parts::add);

        assertThat(parts.get(0).length(3)).isEqualTo(7);
        assertThat(parts.get(1).length(20)).isEqualTo(6);
        assertThat(notes).singleElement().extracting(ReadNote::kind).isEqualTo(ReadNote.Kind.PADDING);
    }

    @Test
    void read_missingValueInALaterPart_saysWhere() throws IOException {
        Path file = write(
                set(Precision.SINGLE).toBuilder().cell(70, 3, 1, Double.NaN).build(), "a.npz");

        assertThatThrownBy(() -> SeriesParts.read(file, ReadOptions.defaults(), 30 * 40 * 5, parts::add))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("counted from series 60, series 10, step 3, feature 1");
        SeriesParts.read(
                file, ReadOptions.defaults().withMissing(MissingValues.ZERO), 30 * 40 * 5, set -> parts.add(set));
        assertThat(parts.get(parts.size() - 2).value(10, 3, 1)).isZero();
    }
}
