package io.unfade.data.numpy;

import io.unfade.check.MalformedFileException;
import io.unfade.data.io.RawFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class NpyArrayTest {
    private static final int[] SHAPE = {3, 2, 4};

    @TempDir
    Path folder;

    static Stream<Arguments> layouts() {
        return Stream.of("f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1")
                .flatMap(type -> Stream.of('<', '>')
                        .flatMap(order -> Stream.of(false, true).map(fortran -> arguments(type, order, fortran))));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void read_anyLayout_givesValuesInCOrder(String type, char order, boolean fortran) throws IOException {
        SplittableRandom random = new SplittableRandom(type.hashCode() * 31L + order);
        int size = SHAPE[0] * SHAPE[1] * SHAPE[2];
        double[] expected = new double[size];
        int width = type.charAt(1) - '0';
        ByteBuffer data =
                ByteBuffer.allocate(size * width).order(order == '<' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        for (int i = 0; i < SHAPE[0]; i++) {
            for (int j = 0; j < SHAPE[1]; j++) {
                for (int k = 0; k < SHAPE[2]; k++) {
                    int inC = (i * SHAPE[1] + j) * SHAPE[2] + k;
                    int inFortran = i + SHAPE[0] * (j + SHAPE[1] * k);
                    expected[inC] = put(data, (fortran ? inFortran : inC) * width, type, random);
                }
            }
        }
        Path file = write(RawFiles.npy(order + type, fortran, "(3, 2, 4)", data.array()));
        NpyArray array = NpyArray.read(file);
        assertThat(array.shape()).containsExactly(SHAPE);
        assertThat(array.toDoubles()).containsExactly(expected);
        if (!type.startsWith("f")) {
            assertThat(array.toLongs()[size - 1]).isEqualTo((long) expected[size - 1]);
        }
    }

    /** Writes a random element of a type, and returns its value. */
    private static double put(ByteBuffer data, int at, String type, SplittableRandom random) {
        long bits = random.nextLong();
        switch (type) {
            case "f4" -> data.putFloat(at, (float) (bits * 0x1p-40));
            case "f8" -> data.putDouble(at, bits * 0x1p-40);
            case "i1", "u1" -> data.put(at, (byte) bits);
            case "i2", "u2" -> data.putShort(at, (short) bits);
            case "i4", "u4" -> data.putInt(at, (int) bits);
            case "i8" -> data.putLong(at, bits >> 11);
            case "u8" -> data.putLong(at, bits >>> 11);
            default -> data.put(at, (byte) (bits & 1));
        }
        return switch (type) {
            case "f4" -> (float) (bits * 0x1p-40);
            case "f8" -> bits * 0x1p-40;
            case "i1" -> (byte) bits;
            case "u1" -> bits & 0xff;
            case "i2" -> (short) bits;
            case "u2" -> bits & 0xffff;
            case "i4" -> (int) bits;
            case "u4" -> bits & 0xffff_ffffL;
            case "i8" -> bits >> 11;
            case "u8" -> bits >>> 11;
            default -> bits & 1;
        };
    }

    /* The bits and values of binary16 from IEEE 754 itself: largest, smallest normal, smallest subnormal, a third. */
    @ParameterizedTest
    @CsvSource({
        "3c00, 1",
        "c000, -2",
        "7bff, 65504",
        "0400, 0.00006103515625",
        "0001, 0.000000059604644775390625",
        "3555, 0.333251953125",
        "8000, -0.0",
        "7c00, Infinity",
        "fc00, -Infinity",
        "7e00, NaN"
    })
    void read_float16_givesItsValue(String bits, double expected) throws IOException {
        byte[] data = {(byte) Integer.parseInt(bits.substring(0, 2), 16), (byte) Integer.parseInt(bits.substring(2), 16)
        };
        assertThat(NpyArray.read(write(RawFiles.npy(">f2", false, "()", data))).toDoubles())
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void read_everyVersion_isRead(int version) throws IOException {
        byte[] file = RawFiles.npy(
                version, "{\"shape\": (2L,) , 'fortran_order':False,'descr':'<f8'}   ", RawFiles.doubles(4, -5));
        assertThat(NpyArray.read(write(file)).toDoubles()).containsExactly(4, -5);
    }

    @Test
    void read_manyChunks_keepsOrder() throws IOException {
        int size = 300_000; // 2.4 MB: more than two chunks, the last one partial
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = i * 1.5;
        }
        Path file = write(RawFiles.npy("<f8", false, "(" + size + ",)", RawFiles.doubles(values)));
        assertThat(NpyArray.read(file).toDoubles()).isEqualTo(values);
    }

    @Test
    void toStrings_bothByteOrders_dropFillingZeros() throws IOException {
        byte[] little = {'a', 0, 0, 0, 0, 0, 0, 0, 'b', 0, 0, 0, (byte) 0xE9, 0, 0, 0};
        byte[] big = {0, 0, 0, 'a', 0, 0, 0, 0, 0, 0, 0, 'b', 0, 0, 0, (byte) 0xE9};
        assertThat(NpyArray.read(write(RawFiles.npy("<U2", false, "(2,)", little)))
                        .toStrings())
                .containsExactly("a", "bé");
        assertThat(NpyArray.read(write(RawFiles.npy(">U2", false, "(2,)", big))).toStrings())
                .containsExactly("a", "bé");
        assertThat(NpyArray.read(write(RawFiles.npy("|S2", false, "(2,)", new byte[] {'x', 0, 'y', 'z'})))
                        .toStrings())
                .containsExactly("x", "yz");
    }

    @Test
    void toStrings_notUnicode_namesElement() throws IOException {
        NpyArray surrogate = NpyArray.read(
                write(RawFiles.npy("<U1", false, "(2,)", new byte[] {'a', 0, 0, 0, 0, (byte) 0xD8, 0, 0})));
        assertThatThrownBy(surrogate::toStrings)
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("element 1");
        NpyArray bytes = NpyArray.read(write(RawFiles.npy("|S1", false, "(1,)", new byte[] {(byte) 0xFF})));
        assertThatThrownBy(bytes::toStrings)
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("element 0");
    }

    @Test
    void toLongs_notWholeOrTooLarge_namesElement() throws IOException {
        NpyArray halves = NpyArray.read(write(RawFiles.npy("<f8", false, "(2,)", RawFiles.doubles(3, 0.5))));
        assertThatThrownBy(halves::toLongs)
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContainingAll("element 1", "0.5");
        NpyArray huge = NpyArray.read(write(RawFiles.npy("<u8", false, "(1,)", RawFiles.longs(-1))));
        assertThatThrownBy(huge::toLongs)
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("18446744073709551615");
        assertThatThrownBy(huge::toStrings)
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("expected strings");
    }

    static Stream<Arguments> brokenHeaders() {
        byte[] two = RawFiles.doubles(1, 2);
        return Stream.of(
                arguments(RawFiles.npy("|O", false, "(2,)", two), "Python objects"),
                arguments(RawFiles.npy("<c16", false, "(1,)", two), "complex"),
                arguments(RawFiles.npy("<M8[ns]", false, "(2,)", two), "dates"),
                arguments(RawFiles.npy("<f16", false, "(1,)", two), "float64"),
                arguments(RawFiles.npy("|V8", false, "(2,)", two), "records"),
                arguments(RawFiles.npy("|f8", false, "(2,)", two), "byte order"),
                arguments(RawFiles.npy("<U0", false, "(1000000000,)", two), "1 to"),
                arguments(RawFiles.npy("<i3", false, "(2,)", two), "3 bytes"),
                arguments(RawFiles.npy("double", false, "(2,)", two), "'double'"),
                arguments(RawFiles.npy("<f8", false, "(3,)", two), "24 bytes, but only 16 are there"),
                arguments(RawFiles.npy("<f8", false, "(1,)", two), "more bytes than"),
                arguments(RawFiles.npy("<f8", false, "(1000000000,)", two), "8000000000 bytes"),
                arguments(RawFiles.npy("<f8", false, "(99999, 99999, 99999)", two), "2^31 - 9"),
                arguments(RawFiles.npy("<f8", false, "(99999999999999999999,)", two), "2^31 - 1"),
                arguments(RawFiles.npy("<f8", false, "(-2,)", two), "size of an axis"),
                arguments(RawFiles.npy("<f8", false, "2", two), "expected '('"),
                arguments(RawFiles.npy("<f8", false, "(2,), 'more': 1", two), "unknown key 'more'"),
                arguments(RawFiles.npy("<f8", false, "(2,), 'shape': (2,)", two), "'shape' twice"),
                arguments(
                        RawFiles.npy(1, "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (2,)}", two),
                        "structured"),
                arguments(RawFiles.npy(1, "{'descr': '<f8', 'shape': (2,)}", two), "must have"),
                arguments(RawFiles.npy(1, "{'descr': '<f8', 'fortran_order': no", two), "True or False"),
                arguments(RawFiles.npy(1, "{'descr': '<f8", two), "closing quote"),
                arguments(RawFiles.npy(4, "{}", two), "version 4.0"),
                arguments(new byte[0], "\\x93NUMPY"),
                arguments(RawFiles.text("not an array at all"), "\\x93NUMPY"),
                arguments(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 60}, "ends inside"),
                arguments(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, 0, 0, 0, 127}, "2130706432"));
    }

    @ParameterizedTest
    @MethodSource("brokenHeaders")
    void read_broken_namesFileAndFault(byte[] content, String fault) throws IOException {
        Path file = write(content);
        assertThatThrownBy(() -> NpyArray.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(fault)
                .message()
                .doesNotContain("\n");
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(folder.resolve("a.npy"), content);
    }
}
