package io.unfade.data.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files assembled byte by byte, so that readers are not tested only with our own writers. */
public final class RawFiles {
    private RawFiles() {}

    /** {@return a .npy file with a header in NumPy's form} */
    public static byte[] npy(String descr, boolean fortran, String shape, byte[] data) {
        String header = "{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': "
                + shape + ", }";
        return npy(1, header, data);
    }

    /** {@return a .npy file with any header, of any version} */
    public static byte[] npy(int version, String header, byte[] data) {
        byte[] text = (header + "\n").getBytes(StandardCharsets.UTF_8);
        int sizeBytes = version == 1 ? 2 : 4;
        ByteBuffer file = ByteBuffer.allocate(8 + sizeBytes + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) version)
                .put((byte) 0);
        if (version == 1) {
            file.putShort((short) text.length);
        } else {
            file.putInt(text.length);
        }
        return file.put(text).put(data).array();
    }

    /** {@return little-endian float64 values} */
    public static byte[] doubles(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return bytes.array();
    }

    /** {@return little-endian int64 values} */
    public static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return bytes.array();
    }

    /** {@return little-endian strings of one character each, NumPy's {@code <U1}} */
    static byte[] letters(String letters) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * letters.length()).order(ByteOrder.LITTLE_ENDIAN);
        letters.chars().forEach(bytes::putInt);
        return bytes.array();
    }

    /** {@return a ZIP archive of .npy files} */
    public static byte[] npz(Map<String, byte[]> arrays) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
                zip.write(array.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** {@return an IDX file with the sizes of its axes} */
    public static byte[] idx(int type, byte[] data, int... shape) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * shape.length + data.length);
        file.put((byte) 0).put((byte) 0).put((byte) type).put((byte) shape.length);
        for (int axis : shape) {
            file.putInt(axis);
        }
        return file.put(data).array();
    }

    /** {@return the bytes of a text} */
    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** {@return the compressed bytes} */
    static byte[] gzip(byte[] data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(data);
        }
        return bytes.toByteArray();
    }
}
