package io.unfade.data.io;

import io.unfade.check.MalformedFileException;

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
import java.util.Arrays;
import java.util.List;

/**
 * An array read from NumPy's {@code .npy} format: floats of 2, 4 or 8 bytes, signed and unsigned integers of 1 to 8,
 * truth values, and strings of fixed width; either byte order. Whatever order the file has its elements in, they are
 * handed out in C order: the last axis varies fastest.
 *
 * <p>The elements are kept as they were in the file, in pieces, and decoded when asked for; each {@code to...} makes a
 * new array in O(size). At most 2^31 - 9 elements. Immutable.
 */
public final class NpyArray {
    private static final int CHUNK_BYTES = 1 << 20;

    /** What the elements of an array are. */
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
    private final int chunkElements;
    private final ByteBuffer[] chunks;

    private NpyArray(NpyHeader header, Location location, int chunkElements, List<ByteBuffer> chunks) {
        this.header = header;
        this.location = location;
        this.chunkElements = chunkElements;
        this.chunks = chunks.toArray(ByteBuffer[]::new);
    }

    /**
     * Reads a {@code .npy} file.
     *
     * @throws MalformedFileException if it is not one, its type is not read, or it has too few or too many bytes
     * @throws IOException if reading fails
     */
    public static NpyArray read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in, Files.size(file), new Location(file, ""));
        }
    }

    /**
     * Reads an array to the end of a stream. Memory grows with the bytes that really arrive.
     *
     * @param in the array's bytes
     * @param limit the most bytes the stream can have; a header that claims more is refused at once
     * @param location what to call the array in messages
     */
    static NpyArray read(InputStream in, long limit, Location location) throws IOException {
        return read(NpyHeader.read(in, location), in, limit, location);
    }

    /** As {@link #read(InputStream, long, Location)}, when the header is already known. */
    static NpyArray read(NpyHeader header, InputStream in, long limit, Location location) throws IOException {
        String shape = Arrays.toString(header.shape());
        location.require(
                header.bytes() <= limit,
                "the header claims shape %s of '%s', %d bytes, but the file cannot hold more than %d",
                shape,
                header.type().descr(),
                header.bytes(),
                limit);
        int width = header.type().width();
        int chunkElements = Math.max(1, CHUNK_BYTES / width);
        List<ByteBuffer> chunks = new ArrayList<>();
        for (long done = 0; done < header.size(); done += chunkElements) {
            int bytes = (int) Math.min(chunkElements, header.size() - done) * width;
            byte[] chunk = in.readNBytes(bytes);
            location.require(
                    chunk.length == bytes,
                    "the header claims shape %s of '%s', %d bytes, but only %d are there",
                    shape,
                    header.type().descr(),
                    header.bytes(),
                    done * width + chunk.length);
            chunks.add(ByteBuffer.wrap(chunk).order(header.type().order()));
        }
        location.require(
                in.read() < 0,
                "there are more bytes than the %d of the header's shape %s of '%s'",
                header.bytes(),
                shape,
                header.type().descr());
        return new NpyArray(header, location, chunkElements, chunks);
    }

    /** {@return the sizes of the axes, a copy; empty for a single value} */
    public int[] shape() {
        return header.shape().clone();
    }

    /** {@return the number of elements} */
    public int size() {
        return header.size();
    }

    /** {@return what the elements are} */
    public Kind kind() {
        return header.type().kind();
    }

    /** {@return the element type as NumPy writes it, such as {@code "<f4"}} */
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
     * {@return the elements in C order, rounded to single precision}
     *
     * @throws MalformedFileException if the elements are strings, or unsigned and above 2^63 - 1
     */
    public float[] toFloats() throws MalformedFileException {
        float[] values = new float[size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) doubleAt(i);
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
     * {@return the strings in C order, without the zeros that fill them up}
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
    double doubleAt(int index) throws MalformedFileException {
        long at = physical(index);
        return switch (kind()) {
            case FLOAT16 -> half(chunk(at).getShort(offset(at)));
            case FLOAT32 -> chunk(at).getFloat(offset(at));
            case FLOAT64 -> chunk(at).getDouble(offset(at));
            case INTEGER, BOOL -> integer(index, at);
            case STRING -> throw location.problem("expected numbers, but dtype is '%s'", dtype());
        };
    }

    /** {@return one element, by its index in C order, which must be a whole number} */
    long longAt(int index) throws MalformedFileException {
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

    private long integer(int index, long at) throws MalformedFileException {
        ByteBuffer chunk = chunk(at);
        int offset = offset(at);
        boolean unsigned = header.type().code() == 'u';
        if (kind() == Kind.BOOL) {
            return chunk.get(offset) == 0 ? 0 : 1;
        }
        return switch (header.type().width()) {
            case 1 -> unsigned ? chunk.get(offset) & 0xff : chunk.get(offset);
            case 2 -> unsigned ? chunk.getShort(offset) & 0xffff : chunk.getShort(offset);
            case 4 -> unsigned ? chunk.getInt(offset) & 0xffff_ffffL : chunk.getInt(offset);
            default -> {
                long value = chunk.getLong(offset);
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
        long at = physical(index);
        int width = header.type().width();
        byte[] bytes = new byte[width];
        chunk(at).get(offset(at), bytes);
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

    /** {@return where in the file the element is that has this index in C order, in elements} */
    private long physical(int index) {
        if (!header.fortran()) {
            return index;
        }
        int[] shape = header.shape();
        long stride = size();
        long at = 0;
        int rest = index;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            stride /= shape[axis];
            at += rest % shape[axis] * stride;
            rest /= shape[axis];
        }
        return at;
    }

    private ByteBuffer chunk(long at) {
        return chunks[(int) (at / chunkElements)];
    }

    private int offset(long at) {
        return (int) (at % chunkElements) * header.type().width();
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
