package io.unfade.parquet;

import io.unfade.check.MalformedFileException;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.io.SeriesParts;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.ReadNote;
import io.unfade.data.source.ReadOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Reads tables that pyarrow, pandas and DuckDB wrote; {@code make.py} next to them says how, and with which numbers. */
class TableReadingTest {
    private static final int SERIES = 7;

    @TempDir
    private Path folder;

    private static Path file(String name) {
        return Fixtures.file(name);
    }

    private static double value(int series, int time, int feature) {
        return (series + 1) * 100 + time * 10 + feature + 0.25;
    }

    private static void assertCells(SeriesSet set, int features) {
        assertThat(set.count()).isEqualTo(SERIES);
        assertThat(set.features()).isEqualTo(features);
        for (int i = 0; i < SERIES; i++) {
            assertThat(set.length(i)).isEqualTo(3 + i % 3);
            for (int t = 0; t < set.length(i); t++) {
                for (int c = 0; c < features; c++) {
                    assertThat(set.value(i, t, c)).isEqualTo(value(i, t, c));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "zstd", "gzip", "none", "lz4", "plain", "encodings"})
    void read_compressionsAndEncodings_allCells(String name) throws IOException {
        SeriesSet set = SeriesFiles.read(file(name + ".parquet"));
        assertCells(set, 2);
        assertThat(set.precision()).isEqualTo(Precision.SINGLE);
        assertThat(set.ids()).startsWith("s0", "s1").hasSize(SERIES);
        assertThat(set.classNames()).containsExactly("even", "odd");
        assertThat(set.label(3)).isEqualTo(1);
        assertThat(set.groups().orElseThrow()).containsExactly(0, 0, 1, 1, 2, 2, 3);
        assertThat(set.featureNames()).containsExactly("f0", "f1");
    }

    @Test
    void read_doublesAndWholeLabels_precisionAndNames() throws IOException {
        SeriesSet set = SeriesFiles.read(file("double.parquet"));
        assertCells(set, 2);
        assertThat(set.precision()).isEqualTo(Precision.DOUBLE);
        assertThat(set.classNames()).containsExactly("0", "1");
    }

    @ParameterizedTest
    @CsvSource({"pandas,2,DOUBLE", "one-feature,1,DOUBLE", "duckdb,2,SINGLE", "long,2,DOUBLE", "stamps,2,SINGLE"})
    void read_otherPrograms_allCells(String name, int features, Precision precision) throws IOException {
        List<ReadNote> notes = new ArrayList<>();
        SeriesSet set =
                SeriesFiles.read(file(name + ".parquet"), ReadOptions.defaults().withNotes(notes::add));
        assertCells(set, features);
        assertThat(set.precision()).isEqualTo(precision);
        assertThat(notes).isEmpty();
    }

    @Test
    void read_rowsOutOfOrder_putInOrder() throws IOException {
        List<ReadNote> notes = new ArrayList<>();
        SeriesSet set = SeriesFiles.read(
                file("shuffled.parquet"), ReadOptions.defaults().withNotes(notes::add));
        SeriesSet ordered = SeriesFiles.read(file("long.parquet"));
        for (int i = 0; i < SERIES; i++) {
            int same = ordered.ids().indexOf(set.ids().get(i));
            assertThat(set.length(i)).isEqualTo(ordered.length(same));
            assertThat(set.label(i)).isEqualTo(ordered.label(same));
            for (int t = 0; t < set.length(i); t++) {
                assertThat(set.value(i, t, 1)).isEqualTo(ordered.value(same, t, 1));
            }
        }
        assertThat(notes).singleElement().extracting(ReadNote::kind).isEqualTo(ReadNote.Kind.ORDER);
    }

    @Test
    void read_gapsLengthsAndMasks_understood() throws IOException {
        List<ReadNote> notes = new ArrayList<>();
        ReadOptions options =
                ReadOptions.defaults().withMissing(MissingValues.ZERO).withNotes(notes::add);
        SeriesSet set = SeriesFiles.read(file("gaps.parquet"), options);
        assertThat(set.ids()).startsWith("10", "11");
        assertThat(set.classNames()).containsExactly("3", "4");
        assertThat(set.featureNames()).containsExactly("pulse", "pressure");
        assertThat(set.value(2, 1, 0)).isZero();
        assertThat(set.value(2, 1, 1)).isEqualTo(value(2, 1, 1));
        assertThat(set.value(3, 1, 1)).isZero();
        assertThat(set.length(0)).isEqualTo(3);
        assertThat(set.reference(1, 1, 1)).isTrue();
        assertThat(set.reference(1, 1, 0)).isFalse();
        assertThat(set.onTask(1, 0)).isFalse();
        assertThat(set.onTask(1, 3)).isTrue();
        assertThat(notes).singleElement().asString().contains("'remark'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "long", "stamps", "double"})
    void readParts_small_sameSeries(String name) throws IOException {
        SeriesSet whole = SeriesFiles.read(file(name + ".parquet"));
        List<SeriesSet> parts = new ArrayList<>();
        SeriesParts.read(file(name + ".parquet"), ReadOptions.defaults(), 10, parts::add);
        assertThat(parts).hasSizeGreaterThan(2);
        List<String> ids = parts.stream().flatMap(part -> part.ids().stream()).toList();
        assertThat(ids).isEqualTo(whole.ids());
        int at = 0;
        for (SeriesSet part : parts) {
            assertThat(part.hasLabels()).isFalse();
            for (int i = 0; i < part.count(); i++, at++) {
                assertThat(part.value(i, 2, 0)).isEqualTo(value(at, 2, 0));
            }
        }
    }

    @Test
    void read_folder_allPartsInOrder() throws IOException {
        Path table = Files.createDirectories(folder.resolve("table"));
        Files.copy(
                file("gzip.parquet"),
                Files.createDirectories(table.resolve("slice=1")).resolve("part-0.parquet"));
        Files.copy(
                file("snappy.parquet"),
                Files.createDirectories(table.resolve("slice=0")).resolve("part-0.parquet"));
        Files.writeString(table.resolve("_SUCCESS"), "");
        Files.writeString(table.resolve("_other.parquet"), "no table");
        Files.writeString(table.resolve(".hidden.parquet"), "no table");
        SeriesSet set = SeriesFiles.read(table);
        assertThat(set.count()).isEqualTo(2 * SERIES);
        assertThat(set.value(SERIES + 1, 0, 0)).isEqualTo(value(1, 0, 0));
        assertThat(SeriesFiles.sources(table, ReadOptions.defaults()))
                .containsExactly(table.resolve("slice=0/part-0.parquet"), table.resolve("slice=1/part-0.parquet"));
        assertThat(SeriesFiles.hasName(folder)).isFalse();
    }

    @Test
    void read_filesThatDiffer_namesTheSecond() throws IOException {
        Files.copy(file("gzip.parquet"), folder.resolve("a.parquet"));
        Files.copy(file("double.parquet"), folder.resolve("b.parquet"));
        assertMalformed(folder, "b.parquet: has values of another precision than the files before");
        Files.copy(file("long.parquet"), folder.resolve("0.parquet"));
        assertMalformed(folder, "a.parquet: must have the columns id and time, as the files before, but has 'id'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ragged-features | row 0: step 1 of values has 1 feature, but step 0 has 2",
                "two-widths | row 1: it has 1 features, but the series before have 2",
                "no-steps | row 1: it has no values",
                "text-values | the column 'values' must hold lists of steps, each a list of float or double, but holds lists of binary",
                "other-columns | has neither the columns id and values (a row a series) nor id, time and features (a row a step), but 'name', 'number'",
                "brotli | is compressed with brotli; read are snappy, zstd, gzip, lz4_raw and no compression",
                "no-rows | has no series",
                "gaps | row 2, series 2, step 1, feature 0: the value is missing",
            })
    void read_malformed_saysWhat(String name, String message) {
        assertMalformed(file(name + ".parquet"), message);
    }

    private static void assertMalformed(Path file, String message) {
        assertThatThrownBy(() -> SeriesFiles.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void read_noParquetFile_saysSo() throws IOException {
        Path file = folder.resolve("x.parquet");
        Files.writeString(file, "");
        assertMalformed(file, "is empty; it must be a Parquet file");
        Files.writeString(file, "id,time,f0\na,0,1\n");
        assertMalformed(file, "is not a Parquet file");
        Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file("snappy.parquet")), 1000));
        assertMalformed(file, "it was cut short, or is still being written");
        Path empty = Files.createDirectories(folder.resolve("empty.parquet"));
        assertMalformed(empty, "is a folder without files named .parquet");
    }

    @Test
    void read_options_ofOtherFormats_refused() {
        assertThatThrownBy(() -> SeriesFiles.read(
                        file("snappy.parquet"), ReadOptions.defaults().withLabels(file("long.parquet"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a file of labels");
    }
}
