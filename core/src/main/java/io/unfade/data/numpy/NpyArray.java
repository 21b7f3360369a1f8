package io.unfade.data.numpy;

import io.unfade.check.MalformedFileException;
import io.unfade.data.source.Location;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An array read from NumPy's {@code .npy} format: floats of 2, 4 or 8 bytes, signed and unsigned integers of 1 to 8,
 * truth values, and strings of fixed width; either byte order. Elements are returned in C order (the last axis varies
 * fastest), whatever their order in the file.
 *
 * <p>The elements are kept in the file's encoding, in blocks, and decoded on demand; each {@code to...} creates a new
 * array in O(size). At most 2^31 - 9 elements. Immutable.
 */
public final class NpyArray {
    /** The kind of an array's elements. */
    public enum Kind {
        /** IEEE 754 binary16. */
        FLOAT16,
        /** IEEE 754 binary32. */
        FLOAT32,
        /** IEEE 754 binary64. */
        FLOAT64,
        /** Signed or unsigned integers of 1, 2, 4 or 8 bytes. */
        INTEGER,
        /** Truth values. */
        BOOL,
        /** Strings of a fixed width: Unicode ({@code U}) or bytes in UTF-8 ({@code S}). */
        STRING;

        /** {@return whether the elements are floating-point numbers} */
        public boolean isFloat() {
            return this == FLOAT16 || this == FLOAT32 || this == FLOAT64;
        }
    }

    private final NpyHeader header;
    private final Location location;
    private final int blockShift;
    private final ByteBuffer[] blocks;

    private NpyArray(NpyBlocks source, List<ByteBuffer> blocks) {
        this.header = source.header();
        this.location = source.location();
        this.blockShift = Integer.numberOfTrailingZeros(source.blockElements());
        this.blocks = blocks.toArray(ByteBuffer[]::new);
    }

    /**
     * Reads a {@code .npy} file.
     *
     * @throws MalformedFileException if it is not one, its type is not supported, or it has too few or too many bytes
     * @throws IOException if reading fails
     */
    public static NpyArray read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(NpyBlocks.open(in, Files.size(file), new Location(file, "")));
        }
    }

    /** Reads an array to its end. Memory grows with the bytes that arrive. */
    public static NpyArray read(NpyBlocks source) throws IOException {
        List<ByteBuffer> blocks = new ArrayList<>();
        for (ByteBuffer block = source.next(source.space()); block != null; block = source.next(source.space())) {
            blocks.add(block);
        }
        return new NpyArray(source, blocks);
    }

    /** {@return the sizes of the axes, a copy; empty for a single value} */
    public int[] shape() {
        return header.shape().clone();
    }

    /** {@return the number of elements} */
    public int size() {
        return header.size();
    }

    /** {@return the kind of the elements} */
    public Kind kind() {
        return header.type().kind();
    }

    /** {@return the element type in NumPy's notation, such as {@code "<f4"}} */
    public String dtype() {
        return header.type().descr();
    }

    /**
     * {@return the elements in C order; truth values as 0 and 1, integers past 2^53 rounded}
     *
     * @throws MalformedFileException if the elements are strings, or unsigned and above 2^63 - 1
     */
    public double[] toDoubles() throws MalformedFileException {
        double[] values = new double[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = doubleAt(i);
        }
        return values;
    }

    /**
     * {@return the elements in C order, which must be whole numbers; they may be stored as floats}
     *
     * @throws MalformedFileException if an element is not a whole number in -2^63..2^63-1, or is a string
     */
    public long[] toLongs() throws MalformedFileException {
        long[] values = new long[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = longAt(i);
        }
        return values;
    }

    /**
     * {@return the strings in C order, without zero padding}
     *
     * @throws MalformedFileException if the elements are not strings, or are not valid Unicode
     */
    public List<String> toStrings() throws MalformedFileException {
        location.require(kind() == Kind.STRING, "expected strings, but dtype is '%s'", dtype());
        List<String> values = new ArrayList<>(Math.min(size(), 1 << 16));
        for (int i = 0; i < size(); i++) {
            values.add(string(i));
        }
        return values;
    }

    /** {@return one element, by its index in C order} */
    public double doubleAt(int index) throws MalformedFileException {
        int at = physical(index);
        return switch (kind()) {
            case FLOAT16 -> half(block(at).getShort(offset(at)));
            case FLOAT32 -> block(at).getFloat(offset(at));
            case FLOAT64 -> block(at).getDouble(offset(at));
            case INTEGER, BOOL -> integer(index, at);
            case STRING -> throw location.problem("expected numbers, but dtype is '%s'", dtype());
        };
    }

    /** {@return one element, by its index in C order, which must be a whole number} */
    public long longAt(int index) throws MalformedFileException {
        if (!kind().isFloat() && kind() != Kind.STRING) {
            return integer(index, physical(index));
        }
        double value = doubleAt(index);
        location.require(
                value == Math.rint(value) && value >= -0x1p63 && value < 0x1p63,
                "element %d must be a whole number, but is %s",
                index,
                value);
        return (long) value;
    }

    private long integer(int index, int at) throws MalformedFileException {
        ByteBuffer block = block(at);
        int offset = offset(at);
        boolean unsigned = header.type().code() == 'u';
        if (kind() == Kind.BOOL) {
            return block.get(offset) == 0 ? 0 : 1;
        }
        return switch (header.type().width()) {
            case 1 -> unsigned ? block.get(offset) & 0xff : block.get(offset);
            case 2 -> unsigned ? block.getShort(offset) & 0xffff : block.getShort(offset);
            case 4 -> unsigned ? block.getInt(offset) & 0xffff_ffffL : block.getInt(offset);
            default -> {
                long value = block.getLong(offset);
                location.require(
                        !unsigned || value >= 0,
                        "element %d is %s, but at most 2^63 - 1 is read",
                        index,
                        Long.toUnsignedString(value));
                yield value;
            }
        };
    }

    private String string(int index) throws MalformedFileException {
        int at = physical(index);
        int width = header.type().width();
        byte[] bytes = new byte[width];
        block(at).get(offset(at), bytes);
        try {
            return header.type().code() == 'U' ? codePoints(bytes) : utf8(bytes);
        } catch (CharacterCodingException e) {
            throw location.problem("element %d is not valid text", index);
        }
    }

    private String codePoints(byte[] bytes) throws CharacterCodingException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(header.type().order());
        int count = bytes.length / 4;
        while (count > 0 && buffer.getInt(4 * (count - 1)) == 0) {
            count--;
        }
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            int point = buffer.getInt(4 * i);
            if (!Character.isValidCodePoint(point) || Character.getType(point) == Character.SURROGATE) {
                throw new CharacterCodingException();
            }
            text.appendCodePoint(point);
        }
        return text.toString();
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        int count = bytes.length;
        while (count > 0 && bytes[count - 1] == 0) {
            count--;
        }
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, count));
        return text.toString();
    }

    /** {@return the position in the file, in elements, of the element with an index in C order} */
    private int physical(int index) {
        if (!header.fortran()) {
            return index;
        }
        int[] shape = header.shape();
        int stride = size();
        int at = 0;
        int rest = index;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            stride /= shape[axis];
            at += rest % shape[axis] * stride;
            rest /= shape[axis];
        }
        return at;
    }

    private ByteBuffer block(int at) {
        return blocks[at >> blockShift];
    }

    private int offset(int at) {
        return (at & ((1 << blockShift) - 1)) * header.type().width();
    }

    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double magnitude;
        if (exponent == 0x1f) {
            magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            magnitude = fraction * 0x1p-24;
        } else {
            magnitude = Math.scalb(1024.0 + fraction, exponent - 25);
        }
        return bits < 0 ? -magnitude : magnitude;
    }
}
