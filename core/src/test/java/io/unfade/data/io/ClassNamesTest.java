package io.unfade.data.io;

import io.unfade.data.SeriesSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The classes of a file that does not list them: those that occur, named as written. */
class ClassNamesTest {
    @TempDir
    Path folder;

    static Stream<Arguments> numbers() throws IOException {
        byte[] y = RawFiles.npy("<i8", false, "(3,)", RawFiles.longs(10, -1, 2));
        byte[] floats = RawFiles.npy("<f8", false, "(3,)", RawFiles.doubles(10, -1, 2));
        byte[] x = RawFiles.npy("<f8", false, "(3, 1, 1)", RawFiles.doubles(1, 2, 3));
        return Stream.of(
                arguments("a.npz", RawFiles.npz(Map.of("X", x, "y", y))),
                arguments("b.npz", RawFiles.npz(Map.of("X", x, "y", floats))),
                arguments("a.tsv", RawFiles.text("10\t1\n-1\t2\n2\t3\n")),
                arguments("a.csv", RawFiles.text("id,time,x,label\na,0,1,10\nb,0,1,-1\nc,0,1,2\n")),
                arguments("a.ts", RawFiles.text("@classLabel true\n@data\n1:10\n2:-1\n3:2\n")),
                arguments(
                        "a.arff", RawFiles.text("@attribute a real\n@attribute Class real\n@data\n1,10\n2,-1\n3,2\n")),
                arguments(
                        "a.jsonl",
                        RawFiles.text(
                                "{\"x\":[1],\"label\":10}\n{\"x\":[1],\"label\":\"-1\"}\n{\"x\":[1],\"label\":2}\n")));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void read_numbers_areTheNamesOfTheClassesThatOccur(String name, byte[] content) throws IOException {
        SeriesSet set = SeriesFiles.read(Files.write(folder.resolve(name), content));
        assertThat(set.classNames()).containsExactly("-1", "2", "10");
        assertThat(labels(set)).containsExactly(2, 0, 1);
    }

    @Test
    void npz_strings_areSorted() throws IOException {
        SeriesSet set = npz(Map.of("y", RawFiles.npy("<U1", false, "(3,)", RawFiles.letters("bBa"))));
        assertThat(set.classNames()).containsExactly("B", "a", "b");
        assertThat(labels(set)).containsExactly(2, 0, 1);
    }

    @Test
    void npz_listedNames_areIndexedOrNamed() throws IOException {
        byte[] names = RawFiles.npy("<U1", false, "(4,)", RawFiles.letters("dcba"));
        SeriesSet indexed =
                npz(Map.of("y", RawFiles.npy("<i8", false, "(3,)", RawFiles.longs(3, 0, 3)), "class_names", names));
        SeriesSet named =
                npz(Map.of("y", RawFiles.npy("<U1", false, "(3,)", RawFiles.letters("ada")), "class_names", names));
        for (SeriesSet set : List.of(indexed, named)) {
            assertThat(set.classNames()).containsExactly("d", "c", "b", "a");
            assertThat(labels(set)).containsExactly(3, 0, 3);
            assertThat(set.classesWithoutSeries()).containsExactly("c", "b");
        }
    }

    @Test
    void npz_writtenAgain_keepsItsClasses() throws IOException {
        SeriesSet set = npz(Map.of("y", RawFiles.npy("<i8", false, "(3,)", RawFiles.longs(1, 2, 1))));
        assertThat(set.classNames()).containsExactly("1", "2");
        Path file = folder.resolve("again.npz");
        SeriesFiles.write(set, file);
        SeriesSet again = SeriesFiles.read(file);
        assertThat(again.classNames()).containsExactly("1", "2");
        assertThat(labels(again)).containsExactly(0, 1, 0);
    }

    @Test
    void withClassNames_fileWithSomeClassesOnly_isMatchedByName() throws IOException {
        SeriesSet set = npz(Map.of("y", RawFiles.npy("<i8", false, "(3,)", RawFiles.longs(3, 3, 3))));
        assertThat(set.classNames()).containsExactly("3");
        assertThat(labels(set.withClassNames(List.of("1", "2", "3")))).containsExactly(2, 2, 2);
    }

    private SeriesSet npz(Map<String, byte[]> more) throws IOException {
        Map<String, byte[]> arrays = new LinkedHashMap<>(more);
        arrays.put("X", RawFiles.npy("<f8", false, "(3, 1, 1)", RawFiles.doubles(1, 2, 3)));
        return SeriesFiles.read(Files.write(folder.resolve("c.npz"), RawFiles.npz(arrays)));
    }

    private static int[] labels(SeriesSet set) {
        return IntStream.range(0, set.count()).map(set::label).toArray();
    }
}
