package io.unfade.data.source;

import io.unfade.check.MalformedFileException;
import io.unfade.check.Utf8Text;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The bytes of a file, decompressed if its name ends in {@code .gz}; corruption is reported. */
public final class SourceStream extends FilterInputStream {
    /** The largest expansion of a deflated byte. */
    public static final int MAX_EXPANSION = 1032;

    private static final int BUFFER_BYTES = 1 << 13;

    private final Path file;

    private SourceStream(InputStream in, Path file) {
        super(in);
        this.file = file;
    }

    /**
     * Opens a file.
     *
     * @throws MalformedFileException if it is named {@code .gz} but is not gzip data
     * @throws IOException if it cannot be opened
     */
    public static InputStream open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        if (!isPacked(file)) {
            return bytes;
        }
        try {
            return new SourceStream(new GZIPInputStream(bytes, BUFFER_BYTES), file);
        } catch (ZipException | EOFException e) {
            bytes.close();
            throw damaged(file, e);
        }
    }

    /**
     * Opens a file of text in UTF-8.
     *
     * @throws MalformedFileException if it is in another encoding, or named {@code .gz} but is not gzip data
     * @throws IOException if it cannot be opened
     */
    public static InputStream text(Path file) throws IOException {
        return Utf8Text.of(open(file), file);
    }

    /** {@return the maximum uncompressed size of a file} */
    public static long limit(Path file) throws IOException {
        return Files.size(file) * (isPacked(file) ? MAX_EXPANSION : 1);
    }

    private static boolean isPacked(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    @Override
    public int read() throws IOException {
        try {
            return in.read();
        } catch (ZipException | EOFException e) {
            throw damaged(file, e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        try {
            return in.read(target, offset, count);
        } catch (ZipException | EOFException e) {
            throw damaged(file, e);
        }
    }

    private static MalformedFileException damaged(Path file, IOException cause) {
        return new MalformedFileException(
                file, "gzip data", "is damaged, cut short or not gzip: " + cause.getMessage(), cause);
    }
}
