package io.unfade.data.io;

import io.unfade.check.MalformedFileException;
import io.unfade.data.numpy.NpyArray;
import io.unfade.data.numpy.NpzFile;
import io.unfade.data.numpy.NpzWriter;
import io.unfade.testing.SharedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NpzRoundTripTest {
    @TempDir
    Path folder;

    @Test
    void write_everyType_readsBackTheSame() throws IOException {
        Path file = folder.resolve("a.npz");
        writeAll(file);
        try (NpzFile npz = NpzFile.open(file)) {
            assertThat(npz.names()).containsExactly("f", "d", "i", "l", "b", "s", "scalar", "empty");
            assertThat(npz.array("f").toDoubles()).containsExactly(1.5, -0.0, Float.MAX_VALUE, Float.MIN_VALUE);
            assertThat(npz.array("f").shape()).containsExactly(2, 2);
            assertThat(npz.array("f").kind()).isEqualTo(NpyArray.Kind.FLOAT32);
            assertThat(npz.array("d").toDoubles()).containsExactly(Math.PI, -1e300, Double.MIN_VALUE);
            assertThat(npz.array("i").toLongs()).containsExactly(Integer.MIN_VALUE, 7, Integer.MAX_VALUE);
            assertThat(npz.array("l").toLongs()).containsExactly(Long.MIN_VALUE, Long.MAX_VALUE);
            assertThat(npz.array("b").toLongs()).containsExactly(-128, 0, 127);
            assertThat(npz.array("s").toStrings()).containsExactly("", "Zürich", "\uD83D\uDE00 two");
            assertThat(npz.array("scalar").shape()).isEmpty();
            assertThat(npz.array("scalar").toStrings()).containsExactly("{}");
            assertThat(npz.array("empty").size()).isZero();
        }
    }

    @Test
    void write_twice_givesTheSameBytes() throws IOException {
        Path first = folder.resolve("a.npz");
        Path second = folder.resolve("b.npz");
        writeAll(first);
        writeAll(second);
        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void write_wrongShape_leavesNothing() {
        Path file = folder.resolve("a.npz");
        assertThatThrownBy(() -> NpzWriter.write(file, npz -> npz.array("x", new float[5], 2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[2, 3]");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void array_absent_namesThoseThere() throws IOException {
        Path file = folder.resolve("a.npz");
        NpzWriter.write(file, npz -> npz.array("x", new float[1], 1));
        try (NpzFile npz = NpzFile.open(file)) {
            assertThatThrownBy(() -> npz.array("y"))
                    .isInstanceOf(MalformedFileException.class)
                    .hasMessageContainingAll(file.toString(), "'y'", "[x]");
        }
    }

    @Test
    void open_goldenFiles_everyArrayIsRead() throws IOException {
        Path golden = SharedFiles.golden("metrics.npz").getParent();
        List<Path> files;
        try (Stream<Path> all = Files.list(golden)) {
            files = all.filter(file -> file.toString().endsWith(".npz")).toList();
        }
        for (Path file : files) {
            try (NpzFile npz = NpzFile.open(file)) {
                for (String name : npz.names()) {
                    NpyArray array = npz.array(name);
                    assertThat(array.dtype()).isEqualTo("<f8");
                    assertThat(array.toDoubles()).hasSize(array.size()).doesNotContain(Double.NaN);
                }
            }
        }
        assertThat(files).hasSizeGreaterThan(20);
    }

    private static void writeAll(Path file) throws IOException {
        NpzWriter.write(file, npz -> {
            npz.array("f", new float[] {1.5f, -0f, Float.MAX_VALUE, Float.MIN_VALUE}, 2, 2);
            npz.array("d", new double[] {Math.PI, -1e300, Double.MIN_VALUE}, 3);
            npz.array("i", new int[] {Integer.MIN_VALUE, 7, Integer.MAX_VALUE}, 3, 1);
            npz.array("l", new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, 2);
            npz.array("b", new byte[] {-128, 0, 127}, 1, 3);
            npz.strings("s", List.of("", "Zürich", "\uD83D\uDE00 two"), 3);
            npz.strings("scalar", List.of("{}"));
            npz.array("empty", new double[0], 0, 4);
        });
    }
}
