package io.unfade.data.text;

import io.unfade.check.MalformedFileException;
import io.unfade.data.source.Location;
import io.unfade.data.source.SourceStream;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Iterates over the lines of a UTF-8 text file, with their numbers. Lines end with LF, CR LF or CR. Holds one line at a
 * time.
 */
final class TextLines implements AutoCloseable {
    private static final int MAX_LINE = 1 << 28;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char UNDECODABLE = '\uFFFD';

    private final Path file;
    private final Reader reader;
    private final char[] buffer = new char[1 << 13];
    private int at;
    private int end;
    private long number;

    private TextLines(Path file, Reader reader) {
        this.file = file;
        this.reader = reader;
    }

    /**
     * Opens a file, decompressing it if its name ends in {@code .gz}.
     *
     * @throws MalformedFileException if its encoding is not UTF-8
     */
    static TextLines open(Path file) throws IOException {
        return new TextLines(file, new InputStreamReader(SourceStream.text(file), StandardCharsets.UTF_8));
    }

    /**
     * {@return the next line, without its end; null after the last}
     *
     * @throws MalformedFileException if the line is not UTF-8 (not checked in comments)
     */
    @Nullable
    String next() throws IOException {
        if (at == end && !refill()) {
            return null;
        }
        number++;
        StringBuilder line = new StringBuilder();
        boolean ended = false;
        while (!ended && (at < end || refill())) {
            int start = at;
            while (at < end && buffer[at] != '\n' && buffer[at] != '\r') {
                at++;
            }
            line.append(buffer, start, at - start);
            location().require(line.length() <= MAX_LINE, "is longer than %d characters", MAX_LINE);
            if (at < end) {
                ended = true;
                skipEnd();
            }
        }
        if (number == 1 && line.length() > 0 && line.charAt(0) == BYTE_ORDER_MARK) {
            line.deleteCharAt(0);
        }
        String text = line.toString();
        location().require(isComment(text) || text.indexOf(UNDECODABLE) < 0, "is not text in UTF-8; save it as UTF-8");
        return text;
    }

    /** {@return whether a line is a comment: its first character is {@code #} or {@code %}} */
    static boolean isComment(String line) {
        return line.startsWith("#") || line.startsWith("%");
    }

    /** {@return the location of the last line returned} */
    Location location() {
        return Location.line(file, number);
    }

    /** {@return the file as a whole} */
    Location file() {
        return new Location(file, "");
    }

    private void skipEnd() throws IOException {
        char first = buffer[at++];
        if (first == '\r' && (at < end || refill()) && buffer[at] == '\n') {
            at++;
        }
    }

    private boolean refill() throws IOException {
        int count = reader.read(buffer);
        at = 0;
        end = Math.max(0, count);
        return count > 0;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
