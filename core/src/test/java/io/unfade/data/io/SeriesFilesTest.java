package io.unfade.data.io;

import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.TimeAxis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The meaning of each format, on small hand-written files. */
class SeriesFilesTest {
    @TempDir
    Path folder;

    @Test
    void ts_everythingAHeaderMayHave_isUnderstood() throws IOException {
        String content = """
                # a comment

                @PROBLEMNAME x
                @missing false
                @dimension 2
                @unknown thing
                @ClassLabel TRUE Up down
                @DATA
                # another
                 1, -2e-1,3 : +4,5.,.6 : down \s

                7:8:Up""";
        SeriesSet set = read("a.ts", "\uFEFF" + content.replace("\n", "\r\n"));
        assertThat(set.classNames()).containsExactly("Up", "down");
        assertThat(IntStream.of(0, 1).map(set::label)).containsExactly(1, 0);
        assertThat(IntStream.of(0, 1).map(set::length)).containsExactly(3, 1);
        assertThat(row(set, 0)).containsExactly(1, 4, -0.2, 5, 3, 0.6);
        assertThat(row(set, 1)).containsExactly(7, 8, 0, 0, 0, 0);
    }

    @Test
    void read_idsThatOccurTwiceAndClassesNamedAsMissing_areNoted() throws IOException {
        List<String> notes = new ArrayList<>();
        ReadOptions listening = ReadOptions.defaults().withNotes(note -> notes.add(note.text()));
        read("a.jsonl", "{\"id\":\"s\",\"label\":\"NaN\",\"values\":[[1],[2]]}\n".repeat(2), listening);
        assertThat(notes)
                .hasSize(2)
                .anyMatch(note -> note.startsWith("2 series have 1 different ids"))
                .anyMatch(note -> note.startsWith("a class is named 'NaN'"));
    }

    @Test
    void ts_timeStamps_areDropped() throws IOException {
        String content = """
                @timeStamps true
                @classLabel true a
                @data
                (-3,1),( 0.5 , -2):(-3,3),(0.5,4):a
                (2007-01-01 00:00:00,5):(2007-01-01 00:00:00,?):a
                """;
        SeriesSet set = read("a.ts", content, ReadOptions.defaults().withMissing(MissingValues.ZERO));
        assertThat(row(set, 0)).containsExactly(1, 3, -2, 4);
        assertThat(row(set, 1)).containsExactly(5, 0, 0, 0);
    }

    @Test
    void ts_withoutLabels_lastFieldIsAChannel() throws IOException {
        SeriesSet set = read("a.ts", "@classLabel false\n@data\n1:2:3\n");
        assertThat(set.hasLabels()).isFalse();
        assertThat(set.features()).isEqualTo(3);
    }

    @Test
    void tsv_numbersAsClasses_areInOrderOfValue() throws IOException {
        SeriesSet set = read("a.tsv", "10\t1\t2\t3\n-1\t4\t5\tNaN\n\n9\t6\tNaN\tNaN\n");
        assertThat(set.classNames()).containsExactly("-1", "9", "10");
        assertThat(IntStream.range(0, 3).map(set::label)).containsExactly(2, 0, 1);
        assertThat(IntStream.range(0, 3).map(set::length)).containsExactly(3, 2, 1);
    }

    @Test
    void tsv_gapInside_isFilledAsAsked() throws IOException {
        String content = "b\t1\tNaN\t3\na\t4\t5\tNaN\n";
        SeriesSet set = read("a.tsv", content, ReadOptions.defaults().withMissing(MissingValues.LINEAR));
        assertThat(set.classNames()).containsExactly("a", "b");
        assertThat(row(set, 0)).containsExactly(1, 2, 3);
        assertThat(set.length(1)).isEqualTo(2);
    }

    @Test
    void csv_rowsInAnyOrder_becomeSeriesInOrderOfAppearance() throws IOException {
        String content = """
                label,Time,"heart, rate",ID,bp,GROUP
                ill,10,1,p2,2,7
                well,5,3,p1,4,8
                ill,-1.5,5,p2,6,7

                ill,9,7,p2,8,7
                """;
        SeriesSet set = read("a.csv", "\uFEFF" + content);
        assertThat(set.ids()).containsExactly("p2", "p1");
        assertThat(set.featureNames()).containsExactly("heart, rate", "bp");
        assertThat(set.classNames()).containsExactly("ill", "well");
        assertThat(set.groups().orElseThrow()).containsExactly(7, 8);
        assertThat(row(set, 0)).containsExactly(5, 6, 7, 8, 1, 2);
        assertThat(set.length(1)).isEqualTo(1);
    }

    @Test
    void csv_manyRowsInAnyOrder_areTheSameSeries() throws IOException {
        List<String> rows = new ArrayList<>();
        int[] lengths = {9000, 1, 15_000, 20_000};
        for (int series = 0; series < lengths.length; series++) {
            for (int time = 0; time < lengths[series]; time++) {
                rows.add(series + "," + Math.sqrt(time) + "," + time + "," + -time + "," + series);
            }
        }
        SeriesSet ordered = read("a.csv", "id,time,x,y,label\n" + String.join("\n", rows));
        Collections.shuffle(rows, new Random(3));
        SeriesSet shuffled = read("b.csv", "id,time,x,y,label\n" + String.join("\n", rows));
        for (int series = 0; series < lengths.length; series++) {
            int same = shuffled.ids().indexOf(Integer.toString(series));
            assertThat(ordered.length(series)).isEqualTo(shuffled.length(same)).isEqualTo(lengths[series]);
            assertThat(row(shuffled, same)).isEqualTo(row(ordered, series));
            assertThat(ordered.value(series, lengths[series] - 1, 1)).isEqualTo(1 - lengths[series]);
        }
    }

    @Test
    void csv_emptyCell_isMissing() throws IOException {
        SeriesSet set = read(
                "a.csv",
                "id,time,x\n1,0,1\n1,1,\n1,2,NA\n1,3,5\n",
                ReadOptions.defaults().withMissing(MissingValues.PREVIOUS));
        assertThat(row(set, 0)).containsExactly(1, 1, 1, 5);
    }

    @Test
    void npz_withoutNames_classesAreNumbers() throws IOException {
        byte[] x = RawFiles.npy("<f8", true, "(2, 1, 2)", RawFiles.doubles(1, 2, 3, 4));
        byte[] y = RawFiles.npy("<f8", false, "(2,)", RawFiles.doubles(2, 0));
        Path file = Files.write(folder.resolve("a.npz"), RawFiles.npz(Map.of("X", x, "y", y, "other", new byte[3])));
        SeriesSet set = SeriesFiles.read(file);
        assertThat(set.classNames()).containsExactly("0", "2");
        assertThat(set.label(0)).isEqualTo(1);
        assertThat(row(set, 0)).containsExactly(1, 3); // Fortran order
        assertThat(set.precision()).isEqualTo(Precision.DOUBLE);
    }

    @Test
    void npz_nanInPadding_isNoError() throws IOException {
        byte[] x = RawFiles.npy("<f8", false, "(1, 2, 1)", RawFiles.doubles(1, Double.NaN));
        byte[] lengths = RawFiles.npy("<i8", false, "(1,)", RawFiles.longs(1));
        Path file = Files.write(folder.resolve("a.npz"), RawFiles.npz(Map.of("X", x, "lengths", lengths)));
        SeriesSet set = SeriesFiles.read(file);
        assertThat(row(set, 0)).containsExactly(1, 0);
        assertThat(set.length(0)).isEqualTo(1);
    }

    @Test
    void idx_otherTypes_keepTheirValues() throws IOException {
        byte[] shorts = ByteBuffer.allocate(8)
                .putShort((short) -300)
                .putShort((short) 2)
                .putShort((short) 3)
                .putShort((short) 4)
                .array();
        byte[] ints = ByteBuffer.allocate(16)
                .putInt(Integer.MAX_VALUE)
                .putInt(2)
                .putInt(3)
                .putInt(4)
                .array();
        byte[] floats = ByteBuffer.allocate(16)
                .putFloat(0.1f)
                .putFloat(2)
                .putFloat(3)
                .putFloat(4)
                .array();
        byte[] doubles = ByteBuffer.allocate(32)
                .putDouble(0.1)
                .putDouble(2)
                .putDouble(3)
                .putDouble(4)
                .array();
        assertThat(row(idx(9, new byte[] {-1, 2, 3, 4}), 0)).containsExactly(-1, 2, 3, 4);
        assertThat(row(idx(11, shorts), 0)).containsExactly(-300, 2, 3, 4);
        assertThat(row(idx(12, ints), 0)).containsExactly(Integer.MAX_VALUE, 2, 3, 4);
        assertThat(row(idx(13, floats), 0)).containsExactly(0.1f, 2, 3, 4);
        assertThat(row(idx(14, doubles), 0)).containsExactly(0.1, 2, 3, 4);
        assertThat(idx(13, floats).precision()).isEqualTo(Precision.SINGLE);
        assertThat(idx(14, doubles).precision()).isEqualTo(Precision.DOUBLE);
    }

    @Test
    void idx_labelsByOption_areUsed() throws IOException {
        Path images = Files.write(folder.resolve("some.idx"), RawFiles.idx(8, new byte[] {1, 2, 3, -1}, 2, 1, 2));
        Path labels = Files.write(folder.resolve("which.gz"), RawFiles.gzip(RawFiles.idx(8, new byte[] {3, 1}, 2)));
        SeriesSet set = SeriesFiles.read(images, ReadOptions.defaults().withLabels(labels));
        assertThat(IntStream.of(0, 1).map(set::label)).containsExactly(1, 0);
        assertThat(set.classNames()).containsExactly("1", "3");
        assertThat(set.value(1, 0, 1)).isEqualTo(255);
        assertThat(SeriesFiles.read(images).hasLabels()).isFalse();
    }

    @Test
    void read_unknownName_listsTheKnown() {
        assertThatThrownBy(() -> SeriesFiles.read(folder.resolve("a.txt")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("a.txt", ".npz, .npy, .ts, .tsv, .csv, .jsonl, .ndjson, .arff, .idx");
    }

    @Test
    void read_imageOptionForOtherFormat_isRefused() {
        ReadOptions columns = ReadOptions.defaults().withTimeAxis(TimeAxis.COLUMNS);
        assertThatThrownBy(() -> SeriesFiles.read(folder.resolve("a.ts"), columns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("IDX files only");
    }

    private SeriesSet idx(int type, byte[] data) throws IOException {
        return SeriesFiles.read(Files.write(folder.resolve("a.idx"), RawFiles.idx(type, data, 1, 2, 2)));
    }

    private SeriesSet read(String name, String content) throws IOException {
        return read(name, content, ReadOptions.defaults());
    }

    private SeriesSet read(String name, String content, ReadOptions options) throws IOException {
        return SeriesFiles.read(Files.writeString(folder.resolve(name), content), options);
    }

    private static double[] row(SeriesSet set, int series) {
        double[] cells = new double[set.steps() * set.features()];
        set.copySeries(series, cells, 0);
        return cells;
    }
}
