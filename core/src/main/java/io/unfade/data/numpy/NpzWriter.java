package io.unfade.data.numpy;

import io.unfade.check.AtomicFile;
import io.unfade.check.IOConsumer;
import io.unfade.check.Require;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes named arrays to a {@code .npz} file that {@code numpy.load} reads without pickle: deflated, little-endian, C
 * order. The same arrays give the same bytes. The file is written atomically.
 *
 * <pre>{@code
 * NpzWriter.write(file, npz -> {
 *     npz.array("X", values, n, T, C);
 *     npz.strings("class_names", List.of("rest", "task"), 2);
 * });
 * }</pre>
 *
 * <p>Elements are streamed to the file: memory is O(1) in addition to the caller's arrays. An empty shape is a single
 * value. Not thread-safe.
 */
public final class NpzWriter {
    // Not the first of January, for which ZipEntry adds a time stamp that depends on the time zone.
    private static final LocalDateTime WRITTEN = LocalDateTime.of(1980, 2, 1, 0, 0);

    private static final int HEADER_ALIGNMENT = 64;
    private static final int BLOCK_BYTES = 1 << 13;

    private final ZipOutputStream zip;
    private final Set<String> names = new HashSet<>();
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private NpzWriter(ZipOutputStream zip) {
        this.zip = zip;
    }

    /**
     * Writes a file.
     *
     * @param target the file to create or replace
     * @param body writes the arrays
     * @throws IOException if writing, or the body, fails; the target is then unchanged
     */
    public static void write(Path target, IOConsumer<? super NpzWriter> body) throws IOException {
        AtomicFile.write(target, out -> fill(out, body));
    }

    private static void fill(OutputStream out, IOConsumer<? super NpzWriter> body) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_SPEED);
            body.accept(new NpzWriter(zip));
        }
    }

    /**
     * Writes an array of {@code float32}.
     *
     * @param name the array's name, unique in this file
     * @param values the elements in C order
     * @param shape sizes of the axes
     * @throws IllegalArgumentException if the name is taken, or the shape does not match the number of elements
     */
    public void array(String name, float[] values, int... shape) throws IOException {
        checkSize(name, values.length, shape);
        floats(name, i -> values[i], shape);
    }

    /** As {@link #array(String, float[], int...)}, of {@code float64}. */
    public void array(String name, double[] values, int... shape) throws IOException {
        checkSize(name, values.length, shape);
        doubles(name, i -> values[i], shape);
    }

    /** As {@link #array(String, float[], int...)}, of {@code int32}. */
    public void array(String name, int[] values, int... shape) throws IOException {
        checkSize(name, values.length, shape);
        begin(name, "<i4", shape);
        for (int value : values) {
            room(4).putInt(value);
        }
        end();
    }

    /** As {@link #array(String, float[], int...)}, of {@code int64}. */
    public void array(String name, long[] values, int... shape) throws IOException {
        checkSize(name, values.length, shape);
        begin(name, "<i8", shape);
        for (long value : values) {
            room(8).putLong(value);
        }
        end();
    }

    /** As {@link #array(String, float[], int...)}, of {@code int8}. */
    public void array(String name, byte[] values, int... shape) throws IOException {
        checkSize(name, values.length, shape);
        begin(name, "|i1", shape);
        for (byte value : values) {
            room(1).put(value);
        }
        end();
    }

    /**
     * Writes an array of {@code float32} from a function.
     *
     * @param name the array's name, unique in this file
     * @param values returns the element at an index in C order; called once for each, in order
     * @param shape sizes of the axes
     */
    public void floats(String name, IntToDoubleFunction values, int... shape) throws IOException {
        begin(name, "<f4", shape);
        int size = size(shape);
        for (int i = 0; i < size; i++) {
            room(4).putFloat((float) values.applyAsDouble(i));
        }
        end();
    }

    /** As {@link #floats}, of {@code float64}. */
    public void doubles(String name, IntToDoubleFunction values, int... shape) throws IOException {
        begin(name, "<f8", shape);
        int size = size(shape);
        for (int i = 0; i < size; i++) {
            room(8).putDouble(values.applyAsDouble(i));
        }
        end();
    }

    /**
     * Writes an array of Unicode strings with the width of the longest. NumPy drops zeros at the end of a string.
     *
     * @param name the array's name, unique in this file
     * @param values the elements in C order
     * @param shape sizes of the axes
     * @throws IllegalArgumentException if the name is taken, or the shape does not match the number of elements
     */
    public void strings(String name, List<String> values, int... shape) throws IOException {
        checkSize(name, values.size(), shape);
        int width = values.stream()
                .mapToInt(value -> value.codePointCount(0, value.length()))
                .max()
                .orElse(1);
        begin(name, "<U" + Math.max(1, width), shape);
        for (String value : values) {
            int[] points = Arrays.copyOf(value.codePoints().toArray(), Math.max(1, width));
            for (int point : points) {
                room(4).putInt(point);
            }
        }
        end();
    }

    private void begin(String name, String descr, int[] shape) throws IOException {
        Require.argument(!name.isEmpty() && names.add(name), "array name '%s' is empty or taken", name);
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setTimeLocal(WRITTEN);
        zip.putNextEntry(entry);
        zip.write(header(descr, shape));
    }

    private static byte[] header(String descr, int[] shape) {
        String sizes = IntStream.of(shape).mapToObj(size -> size + ",").collect(Collectors.joining(" "));
        String tuple = shape.length > 1 ? sizes.substring(0, sizes.length() - 1) : sizes;
        String text = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + tuple + "), }";
        int start = 10;
        int unpadded = start + text.length() + 1;
        int padding = (HEADER_ALIGNMENT - unpadded % HEADER_ALIGNMENT) % HEADER_ALIGNMENT;
        byte[] bytes = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(start + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }

    private ByteBuffer room(int bytes) throws IOException {
        if (block.remaining() < bytes) {
            flush();
        }
        return block;
    }

    private void flush() throws IOException {
        zip.write(block.array(), 0, block.position());
        block.clear();
    }

    private void end() throws IOException {
        flush();
        zip.closeEntry();
    }

    private static void checkSize(String name, int size, int[] shape) {
        Require.argument(
                size == size(shape),
                "array '%s': shape %s does not have %d elements",
                name,
                Arrays.toString(shape),
                size);
    }

    private static int size(int[] shape) {
        long size = 1;
        for (int axis : shape) {
            Require.argument(axis >= 0, "an axis must not be negative, but shape is %s", Arrays.toString(shape));
            size = Math.min(size * axis, Integer.MAX_VALUE);
        }
        Require.argument(size < Integer.MAX_VALUE, "shape %s has too many elements", Arrays.toString(shape));
        return (int) size;
    }
}
