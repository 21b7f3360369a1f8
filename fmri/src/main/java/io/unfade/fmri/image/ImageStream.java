package io.unfade.fmri.image;

import io.unfade.check.MalformedFileException;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The bytes of a file, decompressed if they are gzip data, whatever the file's name. */
final class ImageStream {
    /** The largest expansion of a compressed byte. */
    static final int MAX_EXPANSION = 1032;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;

    private ImageStream() {}

    static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new MalformedFileException(file, "", "is a folder, but must be a NIfTI file");
        }
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            bytes.mark(2);
            int magic = bytes.read() << 8 | bytes.read();
            bytes.reset();
            return magic == GZIP_MAGIC ? new GZIPInputStream(bytes, BUFFER_BYTES) : bytes;
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    static boolean isPacked(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return (in.read() << 8 | in.read()) == GZIP_MAGIC;
        }
    }

    /** {@return the exception for a failed decompression} */
    static MalformedFileException damaged(Path file, String place, IOException cause) {
        return new MalformedFileException(file, place, "the gzip data are damaged or cut short", cause);
    }
}
