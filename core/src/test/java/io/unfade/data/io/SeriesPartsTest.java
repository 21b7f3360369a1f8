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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        // blocks of the file and parts begin at different places
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

    @Test
    void read_otherFormat_isOnePart() throws IOException {
        SeriesParts.read(write(set(Precision.DOUBLE), "a.csv"), ReadOptions.defaults(), 1, parts::add);

        assertThat(parts).extracting(SeriesSet::count).containsExactly(101);
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
