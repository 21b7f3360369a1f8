package io.unfade.data.io;

import io.unfade.check.MalformedFileException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Malformed files of arrays (.npz, .npy, IDX): messages name the file, the array and the fault. */
class MalformedArraysTest {
    @TempDir
    Path folder;

    static Stream<Arguments> npz() {
        return Stream.of(
                arguments(change("X", null), "array 'X': is missing; the file has [y"),
                arguments(change("X", RawFiles.npy("<f8", false, "(4,)", values())), "array 'X': must have the shape"),
                arguments(change("X", RawFiles.npy("<f8", false, "(2, 2, 0)", new byte[0])), "but has [2, 2, 0]"),
                arguments(change("X", RawFiles.npy("<i8", false, "(2, 2, 1)", values())), "array 'X': must be float32"),
                arguments(
                        change("X", RawFiles.npy("<f8", false, "(1000000000, 2, 1)", values())),
                        "array 'X': the header claims shape [1000000000, 2, 1]"),
                arguments(
                        change("X", cells(1, 2, Double.NaN, 4)),
                        "array 'X', series 1, step 0, feature 0: the value is missing"),
                arguments(
                        change("X", cells(1, 2, Double.NaN, Double.NaN)),
                        "array 'X', series 1: every value of the series is missing"),
                arguments(
                        change("X", cells(1, 2, Double.NaN, Double.NaN), "lengths", integers(2, 2)),
                        "array 'X', series 1: every value of the series is missing"),
                arguments(
                        change("X", cells(1, 2, 3, Double.NaN), "lengths", integers(2, 2)),
                        "array 'X', series 1, step 1, feature 0: the value is missing"),
                arguments(
                        change("X", cells(1, Double.POSITIVE_INFINITY, 3, 4)),
                        "array 'X', series 0, step 1, feature 0: the value is infinite"),
                arguments(
                        change("y", integers(0)),
                        "array 'y': must have shape [2], as X has shape [2, 2, 1], but has [1]"),
                arguments(
                        change("y", integers(0, 2)),
                        "array 'y': label 1 must be the index of a class name, 0..1, but is 2"),
                arguments(
                        change("y", integers(-1, 0)),
                        "array 'y': label 0 must be the index of a class name, 0..1, but is -1"),
                arguments(
                        change("class_names", null, "y", RawFiles.npy("<f8", false, "(2,)", RawFiles.doubles(0, 0.5))),
                        "array 'y': element 1 must be a whole number, but is 0.5"),
                arguments(change("class_names", null, "y", strings("a ")), "array 'y': label 1 is blank"),
                arguments(
                        change("class_names", RawFiles.npy("<U1", false, "(0,)", new byte[0])),
                        "array 'class_names': must have one axis with a name for each class"),
                arguments(change("y", RawFiles.npy("<f8", false, "(2,)", RawFiles.doubles(0, 0.5))), "whole number"),
                arguments(change("y", strings("ac")), "array 'y': label 1 is 'c', which is none of the class names"),
                arguments(change("lengths", integers(2, 3)), "array 'lengths': element 1 must be in 1..2, but is 3"),
                arguments(change("lengths", integers(0, 2)), "array 'lengths': element 0 must be in 1..2, but is 0"),
                arguments(change("groups", integers(0, 1L << 31)), "array 'groups': element 1 must be in"),
                arguments(change("reference", integers(0, 1)), "array 'reference': must have shape [2, 2, 1]"),
                arguments(change("distractor", integers(0, 1)), "array 'distractor': must have shape [2, 2, 1]"),
                arguments(
                        change(
                                "reference",
                                RawFiles.npy("<i8", false, "(2, 2, 1)", RawFiles.longs(0, 1, 1, 0)),
                                "distractor",
                                RawFiles.npy("<i8", false, "(2, 2, 1)", RawFiles.longs(1, 0, 1, 0))),
                        "array 'distractor': marks a cell that 'reference' marks too: series 1, step 0, feature 0"),
                arguments(
                        change("on_task", RawFiles.npy("<i8", false, "(2, 2)", RawFiles.longs(0, 1, 1, 2))),
                        "array 'on_task': element 3 must be in 0..1, but is 2"),
                arguments(change("class_names", strings("aa")), "array 'class_names': has a class name twice"),
                arguments(change("class_names", integers(1, 2)), "array 'class_names': expected strings"),
                arguments(change("feature_names", strings("ab")), "array 'feature_names': must have shape [1]"),
                arguments(change("ids", strings("a")), "array 'ids': must have shape [2]"),
                arguments(change("ids", RawFiles.text("?")), "array 'ids': is not in NumPy's .npy format"));
    }

    @ParameterizedTest
    @MethodSource("npz")
    void read_brokenNpz_namesArrayAndFault(Map<String, byte[]> arrays, String fault) throws IOException {
        assertMalformed("a.npz", RawFiles.npz(arrays), fault);
    }

    @Test
    void read_damagedArchive_saysSo() throws IOException {
        byte[] good = RawFiles.npz(change());
        assertMalformed("a.npz", new byte[0], "is not a .npz file");
        assertMalformed("a.npz", RawFiles.text("PK, more or less"), "is not a .npz file");
        assertMalformed("a.npz", Arrays.copyOf(good, good.length / 2), "is not a .npz file");
        byte[] flipped = good.clone();
        flipped[60] ^= 4; // in the deflated bytes of the first array
        assertMalformed("a.npz", flipped, "array 'X'");
    }

    @Test
    void read_archiveWithWrongSum_saysSo() throws IOException {
        byte[] bytes = RawFiles.npz(change());
        int sum = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2") + 16; // in the first central record
        bytes[sum] ^= 1;
        assertMalformed("a.npz", bytes, "array 'X': is damaged: its checksum");
    }

    static Stream<Arguments> idx() {
        byte[] twelve = new byte[12];
        return Stream.of(
                arguments(new byte[0], "is not in IDX format"),
                arguments(RawFiles.text("PK\3\4 but no images"), "is not in IDX format"),
                arguments(RawFiles.idx(8, twelve, 12), "has 1 axes at byte 3, but must have 3"),
                arguments(new byte[] {0, 0, 8, 3, 0, 0, 0}, "ends inside the header"),
                arguments(RawFiles.idx(10, twelve, 3, 2, 2), "unknown type 0x0A at byte 2"),
                arguments(RawFiles.idx(8, twelve, 4, 2, 2), "16 bytes"),
                arguments(RawFiles.idx(8, twelve, 2, 2, 2), "more bytes than the 8"),
                arguments(RawFiles.idx(8, twelve, 1_000_000_000, 2, 1), "2000000000 bytes"),
                arguments(RawFiles.idx(8, twelve, 1_000_000_000, 1000, 1000), "2^31 - 9"),
                arguments(RawFiles.idx(8, twelve, -3, 2, 2), "axis 0 is longer"),
                arguments(RawFiles.idx(8, new byte[0], 0, 28, 28), "every axis must be at least 1"),
                arguments(
                        RawFiles.idx(13, new byte[] {127, -64, 0, 0}, 1, 1, 1), "series 0: every value of the series"));
    }

    @ParameterizedTest
    @MethodSource("idx")
    void read_brokenIdx_namesFault(byte[] content, String fault) throws IOException {
        assertMalformed("a.idx", content, fault);
        assertMalformed("a-idx3-ubyte.gz", RawFiles.gzip(content), fault.replace("16 bytes", "16 bytes, but only 12"));
    }

    @Test
    void read_labelsThatDoNotFit_nameTheirFile() throws IOException {
        Files.write(folder.resolve("t-labels-idx1-ubyte"), RawFiles.idx(8, new byte[2], 2));
        byte[] images = RawFiles.idx(8, new byte[12], 3, 2, 2);
        Path file = Files.write(folder.resolve("t-images-idx3-ubyte"), images);
        assertThatThrownBy(() -> SeriesFiles.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContainingAll("t-labels-idx1-ubyte: has 2 labels, but ", "has 3 images");
    }

    @Test
    void read_brokenNpy_namesFault() throws IOException {
        assertMalformed("a.npy", RawFiles.text("hello, world"), "is not in NumPy's .npy format");
        assertMalformed("a.npy", integers(1, 2), "must have the shape (series, time, feature)");
        assertMalformed("a.npy", RawFiles.npy("<i8", false, "(1, 1)", RawFiles.longs(1)), "must be float32 or float64");
        byte[] gap = RawFiles.npy("<f8", false, "(1, 2)", RawFiles.doubles(Double.NaN, 1));
        assertMalformed("a.npy", gap, "series 0, step 0, feature 0: the value is missing");
        Files.write(folder.resolve("X_y.npy"), integers(1, 2, 3));
        byte[] two = RawFiles.npy("<f8", false, "(2, 1)", RawFiles.doubles(1, 2));
        Path file = Files.write(folder.resolve("X.npy"), two);
        assertThatThrownBy(() -> SeriesFiles.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContainingAll("X_y.npy: must have one label for each series, shape [2]", "but has [3]");
        Files.write(folder.resolve("y.npy"), integers(1, 2));
        assertThatThrownBy(() -> SeriesFiles.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("several files next to it could hold its labels: y.npy, X_y.npy");
    }

    private void assertMalformed(String name, byte[] content, String fault) throws IOException {
        Malformed.assertIs(folder.resolve(name), content, fault);
    }

    /** {@return a valid set of two series, two steps and one feature, with arrays replaced, or removed by null} */
    private static Map<String, byte[]> change(@Nullable Object... changes) {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("X", RawFiles.npy("<f8", false, "(2, 2, 1)", values()));
        arrays.put("y", integers(0, 1));
        arrays.put("class_names", strings("ab"));
        Map<String, @Nullable Object> changed = new HashMap<>();
        for (int i = 0; i < changes.length; i += 2) {
            changed.put(String.valueOf(changes[i]), changes[i + 1]);
        }
        changed.forEach((name, bytes) -> {
            if (bytes == null) {
                arrays.remove(name);
            } else {
                arrays.put(name, (byte[]) bytes);
            }
        });
        return arrays;
    }

    private static byte[] values() {
        return RawFiles.doubles(1, 2, 3, -2.25);
    }

    private static byte[] cells(double... values) {
        return RawFiles.npy("<f8", false, "(2, 2, 1)", RawFiles.doubles(values));
    }

    private static byte[] integers(long... values) {
        return RawFiles.npy("<i8", false, "(" + values.length + ",)", RawFiles.longs(values));
    }

    private static byte[] strings(String letters) {
        return RawFiles.npy("<U1", false, "(" + letters.length() + ",)", RawFiles.letters(letters));
    }
}
