package io.unfade.data.source;

import io.unfade.data.SeriesSet;
import io.unfade.data.io.RawFiles;
import io.unfade.data.io.SeriesFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Padding with missing values, in every format: shorter series, with one note. */
class SeriesEndsTest {
    private static final double NAN = Double.NaN;

    @TempDir
    Path folder;

    private final List<ReadNote> notes = new ArrayList<>();

    /** Three series of four steps: the first is complete, the second ends after two steps, the third after three. */
    static Stream<Arguments> padded() throws IOException {
        double[] cells = {1, 2, 3, 4, 5, NAN, NAN, 6, 1, 2, NAN, 4, NAN, NAN, NAN, NAN, 1, NAN, NAN, NAN, 5, 6, NAN, NAN
        };
        String ts = """
                @univariate false
                @equalLength true
                @data
                1,3,5,?:2,4,?,6
                1,?,?,?:2,4,?,?
                1,?,5,?:?,?,6,?
                """;
        String stamps = """
                @timeStamps true
                @data
                (0,1),(1,3),(2,5),(3,?):(0,2),(1,4),(2,?),(3,6)
                (0,1),(1,?),(2,?),(3,?):(0,2),(1,4),(2,?),(3,?)
                (0,1),(1,?),(2,5),(3,?):(0,?),(1,?),(2,6),(3,?)
                """;
        String csv = """
                id,time,x,y
                a,0,1,2
                a,1,3,4
                a,2,5,
                a,3,,6
                b,0,1,2
                b,3,NaN,
                b,1,,4
                b,2,,
                c,0,1,
                c,1,,
                c,2,5,6
                c,3,,
                """;
        String json = """
                {"x":[[1,2],[3,4],[5,NaN],[null,6]]}
                {"x":[[1,2],[null,4],[null,null],[null,null]]}
                {"values":[[1,null],[null,null],[5,6],[NaN,null]]}
                """;
        String arff = """
                @attribute all relational
                @attribute a numeric
                @end all
                @data
                '1,3,5,?\\n2,4,?,6'
                '1,?,?,?\\n2,4,?,?'
                '1,?,5,?\\n?,?,6,?'
                """;
        byte[] array = RawFiles.npy("<f8", false, "(3, 4, 2)", RawFiles.doubles(cells));
        ByteBuffer images = ByteBuffer.allocate(8 * cells.length);
        for (double cell : cells) {
            images.putDouble(cell);
        }
        return Stream.of(
                arguments("a.npz", RawFiles.npz(Map.of("X", array))),
                arguments("a.npy", array),
                arguments("a.ts", RawFiles.text(ts)),
                arguments("b.ts", RawFiles.text(stamps)),
                arguments("a.csv", RawFiles.text(csv)),
                arguments("a.jsonl", RawFiles.text(json)),
                arguments("a.arff", RawFiles.text(arff)),
                arguments("a.idx", RawFiles.idx(14, images.array(), 3, 4, 2)));
    }

    @ParameterizedTest
    @MethodSource("padded")
    void read_stepsMissingInAllFeaturesAtTheEnd_areNoSteps(String name, byte[] content) throws IOException {
        SeriesSet set = read(name, content, MissingValues.PREVIOUS);
        assertThat(lengths(set)).containsExactly(4, 2, 3);
        assertThat(cells(set, 0)).startsWith(1, 2, 3, 4, 5, 4, 5, 6);
        assertThat(cells(set, 1)).startsWith(1, 2, 1, 4);
        assertThat(cells(set, 2)).startsWith(1, 6, 1, 6, 5, 6);
        assertThat(notes)
                .filteredOn(note -> note.kind() != ReadNote.Kind.ORDER)
                .singleElement()
                .isEqualTo(new ReadNote(
                        folder.resolve(name),
                        ReadNote.Kind.PADDING,
                        "2 of 3 series end in steps that are missing in all features; read as lengths 2 to 3 of 4"));
    }

    @Test
    void read_paddedTsv_saysSoToo() throws IOException {
        SeriesSet set =
                read("a.tsv", RawFiles.text("1\t5\t6\t7\n2\t5\tNaN\tNaN\n1\t5\t?\tNA\t\n"), MissingValues.REFUSE);
        assertThat(lengths(set)).containsExactly(3, 1, 1);
        assertThat(notes)
                .singleElement()
                .asString()
                .endsWith("2 of 3 series end in steps that are missing in all features; " + "read as length 1 of 3");
    }

    @Test
    void read_univariateArff_isShortenedToo() throws IOException {
        String text = "@attribute a real\n@attribute b real\n@attribute target {x,y}\n@data\n1,2,x\n3,?,y\n";
        SeriesSet set = read("a.arff", RawFiles.text(text), MissingValues.REFUSE);
        assertThat(lengths(set)).containsExactly(2, 1);
        assertThat(notes).hasSize(1);
    }

    @Test
    void read_nothingMissing_saysNothing() throws IOException {
        read("a.ts", RawFiles.text("@data\n1,2\n1\n"), MissingValues.REFUSE);
        assertThat(notes).isEmpty();
    }

    @Test
    void npz_explicitLengths_win() throws IOException {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("X", RawFiles.npy("<f8", false, "(2, 3, 1)", RawFiles.doubles(1, 2, NAN, 4, NAN, 6)));
        arrays.put("lengths", RawFiles.npy("<i8", false, "(2,)", RawFiles.longs(3, 1)));
        SeriesSet set = read("a.npz", RawFiles.npz(arrays), MissingValues.ZERO);
        assertThat(lengths(set)).containsExactly(3, 1);
        assertThat(cells(set, 0)).containsExactly(1, 2, 0);
        assertThat(cells(set, 1)).containsExactly(4, 0, 0);
        assertThat(notes).isEmpty();
    }

    @Test
    void npz_masksBehindTheEnd_areNotReadAndTheNoteSaysSo() throws IOException {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("X", RawFiles.npy("<f8", false, "(2, 3, 1)", RawFiles.doubles(1, 2, NAN, 4, 5, 6)));
        arrays.put("reference", RawFiles.npy("<i8", false, "(2, 3, 1)", RawFiles.longs(0, 1, 1, 0, 0, 1)));
        arrays.put("on_task", RawFiles.npy("<i8", false, "(2, 3)", RawFiles.longs(1, 1, 0, 1, 1, 1)));
        SeriesSet set = read("a.npz", RawFiles.npz(arrays), MissingValues.REFUSE);
        assertThat(set.referenceMask(0)).containsExactly(false, true);
        assertThat(set.reference(0, 2, 0)).isFalse();
        assertThat(set.reference(1, 2, 0)).isTrue();
        assertThat(notes)
                .extracting(ReadNote::text)
                .containsExactly(
                        "1 of 2 series end in steps that are missing in all features; read as length 2 of 3",
                        "array 'reference' also marks steps after the end of 1 series, which are missing in all features;"
                                + " those marks are not read");
    }

    private SeriesSet read(String name, byte[] content, MissingValues missing) throws IOException {
        ReadOptions options = ReadOptions.defaults().withMissing(missing).withNotes(notes::add);
        return SeriesFiles.read(Files.write(folder.resolve(name), content), options);
    }

    private static int[] lengths(SeriesSet set) {
        return IntStream.range(0, set.count()).map(set::length).toArray();
    }

    private static double[] cells(SeriesSet set, int series) {
        double[] cells = new double[set.steps() * set.features()];
        set.copySeries(series, cells, 0);
        return cells;
    }
}
