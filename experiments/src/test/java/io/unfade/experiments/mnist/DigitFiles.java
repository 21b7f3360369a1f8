package io.unfade.experiments.mnist;

import io.unfade.testing.SharedFiles;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** The real digits, and small files of the same format. */
final class DigitFiles {
    private static final byte UNSIGNED_BYTES = 8;

    private DigitFiles() {}

    /** {@return the folder of the real digits; skips the test if they are missing} */
    static Path real() {
        return SharedFiles.data("mnist");
    }

    /** Writes images with {@code 10 i + 3 r + c} as the pixel in row r and column c of image i, of class i modulo 2. */
    static void write(Path folder, String part, int count, int rows, int columns) throws IOException {
        byte[] pixels = new byte[count * rows * columns];
        byte[] labels = new byte[count];
        for (int i = 0; i < pixels.length; i++) {
            int inside = i % (rows * columns);
            pixels[i] = (byte) (10 * (i / (rows * columns)) + 3 * (inside / columns) + inside % columns);
        }
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 2);
        }
        Files.write(folder.resolve(part + "-images-idx3-ubyte"), idx(pixels, count, rows, columns));
        Files.write(folder.resolve(part + "-labels-idx1-ubyte"), idx(labels, count));
    }

    private static byte[] idx(byte[] values, int... shape) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * shape.length + values.length);
        file.put((byte) 0).put((byte) 0).put(UNSIGNED_BYTES).put((byte) shape.length);
        for (int size : shape) {
            file.putInt(size);
        }
        return file.put(values).array();
    }

    /** Replaces a file by its compressed form. */
    static void pack(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            Files.copy(file, out);
        }
        Files.write(file.resolveSibling(file.getFileName() + ".gz"), bytes.toByteArray());
        Files.delete(file);
    }
}
