package io.unfade.serve.fact;

import io.unfade.data.io.SeriesFiles;
import io.unfade.data.io.SeriesFormat;
import io.unfade.data.numpy.NpyHeader;
import io.unfade.data.numpy.NpzFile;
import io.unfade.data.source.SourceStream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** How much memory a file of arrays or of series would take, as told by headers, or by unpacking it without keeping it. */
public final class FileSize {
    /** Bytes in memory for a byte of text: a number of 8 bytes for about 4 characters, twice while it is read. */
    private static final int OF_TEXT = 4;

    private static final int OF_ARRAYS = 2;

    private FileSize() {}

    /** {@return the bytes that a file takes when it is read whole, about; more than the limit if it is larger than that} */
    public static long inMemory(Path file, long limit) throws IOException {
        String name = FileFacts.lower(file);
        if (name.endsWith(".npz")) {
            return arrays(file);
        }
        Optional<SeriesFormat> other = SeriesFiles.otherFormat(file);
        if (other.isPresent()) {
            return other.get().bytesInMemory(file);
        }
        if (FileFacts.isArray(name)) {
            NpyHeader header = NpyHeader.of(file);
            return OF_ARRAYS * Math.max(header.bytes(), (long) Float.BYTES * header.size());
        }
        return (FileFacts.isOfImages(name) ? Double.BYTES : OF_TEXT) * unpacked(file, limit);
    }

    private static long arrays(Path file) throws IOException {
        long sum = 0;
        try (NpzFile npz = NpzFile.open(file)) {
            for (String name : npz.names()) {
                NpyHeader header = npz.header(name);
                sum += Math.max(header.bytes(), (long) Float.BYTES * header.size());
            }
        }
        return OF_ARRAYS * sum;
    }

    /** {@return the size of a file once unpacked; one more than the limit if it is larger} */
    public static long unpacked(Path file, long limit) throws IOException {
        long size = 0;
        try (InputStream in = SourceStream.open(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0 && size <= limit; count = in.read(buffer)) {
                size += count;
            }
        }
        return Math.min(size, limit + 1);
    }
}
