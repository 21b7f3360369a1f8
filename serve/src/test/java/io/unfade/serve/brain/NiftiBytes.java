package io.unfade.serve.brain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** NIfTI-1 files written field by field, by the offsets of the format's header. */
public final class NiftiBytes {
    static final int HEADER = 352;
    static final short INT8 = 256;
    static final short INT16 = 4;
    static final short FLOAT32 = 16;

    private NiftiBytes() {}

    /** {@return a header; sizes of voxels are 2, 3 and 4 mm, x runs to the left} */
    static ByteBuffer header(int[] dims, short type, int bits, float slope, int room) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + room).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0, 348);
        bytes.putShort(40, (short) dims.length);
        for (int axis = 0; axis < dims.length; axis++) {
            bytes.putShort(42 + 2 * axis, (short) dims[axis]);
        }
        bytes.putShort(70, type);
        bytes.putShort(72, (short) bits);
        float[] sizes = {1, 2, 3, 4, 1.5f};
        for (int axis = 0; axis < sizes.length; axis++) {
            bytes.putFloat(76 + 4 * axis, sizes[axis]);
        }
        bytes.putFloat(108, HEADER);
        bytes.putFloat(112, slope);
        bytes.put(123, (byte) (2 | 8)); // mm and seconds
        bytes.putShort(254, (short) 1);
        float[] rows = {-2, 0, 0, 10, 0, 3, 0, -20, 0, 0, 4, -30};
        for (int cell = 0; cell < rows.length; cell++) {
            bytes.putFloat(280 + 4 * cell, rows[cell]);
        }
        byte[] magic = "n+1\0".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < magic.length; i++) {
            bytes.put(344 + i, magic[i]);
        }
        return bytes;
    }

    public static void floats(Path file, int[] dims, float... values) throws IOException {
        ByteBuffer bytes = header(dims, FLOAT32, 32, 0, 4 * values.length);
        for (int i = 0; i < values.length; i++) {
            bytes.putFloat(HEADER + 4 * i, values[i]);
        }
        write(file, bytes);
    }

    public static void shorts(Path file, int[] dims, float slope, int... values) throws IOException {
        ByteBuffer bytes = header(dims, INT16, 16, slope, 2 * values.length);
        for (int i = 0; i < values.length; i++) {
            bytes.putShort(HEADER + 2 * i, (short) values[i]);
        }
        write(file, bytes);
    }

    private static void write(Path file, ByteBuffer bytes) throws IOException {
        byte[] all = new byte[bytes.capacity()];
        bytes.get(0, all);
        Files.write(file, all);
    }
}
