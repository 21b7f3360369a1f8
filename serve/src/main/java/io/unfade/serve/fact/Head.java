package io.unfade.serve.fact;

import io.unfade.data.source.SourceStream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The first line of a text file, also of a compressed one. */
public final class Head {
    private static final int MOST = 1 << 16;

    private Head() {}

    /** {@return the first line that is not empty, cut off where it is long; empty if there is none} */
    public static String of(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = SourceStream.open(file)) {
            bytes = in.readNBytes(MOST);
        }
        return new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.startsWith("\ufeff") ? line.substring(1) : line)
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
    }
}
