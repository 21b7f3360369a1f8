package io.unfade.check;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes of a file that must be text in UTF-8. Text in UTF-16 or UTF-32, compressed files and others with a NUL byte
 * are rejected with a message that names the likely format. Validating the rest is left to the decoder. Cost: one check
 * per byte.
 */
public final class Utf8Text extends FilterInputStream {
    private static final int START = 4;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final byte[] start;
    private int startAt;
    private long at;

    private Utf8Text(InputStream bytes, Path file, byte[] start) {
        super(bytes);
        this.file = file;
        this.start = start;
    }

    /**
     * {@return the same bytes; reading fails at a NUL}
     *
     * @param bytes the uncompressed content of the file; closed if rejected
     * @param file its name for messages
     * @throws MalformedFileException if the first bytes are those of another encoding or of a compressed file
     * @throws IOException if reading fails
     */
    public static InputStream of(InputStream bytes, Path file) throws IOException {
        try {
            byte[] start = bytes.readNBytes(START);
            String seen = seen(start);
            if (seen != null) {
                throw new MalformedFileException(file, "", "must be text in UTF-8, but " + seen);
            }
            return new Utf8Text(bytes, file, start);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /**
     * {@return the whole text of a small file, without a byte order mark}
     *
     * @param file an uncompressed file
     * @throws MalformedFileException if it is not text in UTF-8
     * @throws IOException if reading fails
     */
    public static String read(Path file) throws IOException {
        try (InputStream text = of(new ByteArrayInputStream(Files.readAllBytes(file)), file)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.readAllBytes());
            String content = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return content.startsWith(BYTE_ORDER_MARK) ? content.substring(1) : content;
        } catch (CharacterCodingException e) {
            throw new MalformedFileException(file, "", "is not text in UTF-8; save it in that encoding", e);
        }
    }

    /** {@return the format of a file by its first bytes; null if it may be UTF-8} */
    private static @Nullable String seen(byte[] start) {
        int first = start.length < START ? 0x01010101 : ByteBuffer.wrap(start).getInt();
        int pair = start.length < 2 ? 0x0101 : ByteBuffer.wrap(start).getShort() & 0xffff;
        if (first == 0xFFFE0000 || onlyIn(0xFF000000, first)) {
            return otherText("UTF-32, little endian");
        }
        if (first == 0x0000FEFF || onlyIn(0x000000FF, first)) {
            return otherText("UTF-32, big endian");
        }
        if (pair == 0xFFFE || onlyIn(0xFF00, pair)) {
            return otherText("UTF-16, little endian");
        }
        if (pair == 0xFEFF || onlyIn(0x00FF, pair)) {
            return otherText("UTF-16, big endian");
        }
        if (pair == 0x1F8B) {
            return "is packed with gzip; its name must end in .gz";
        }
        return first == 0x504B0304 ? "is a ZIP archive (as spreadsheets are); export the table as text" : null;
    }

    /** {@return whether all bytes outside a mask are 0: ASCII text in a wider encoding} */
    private static boolean onlyIn(int mask, int bytes) {
        return bytes != 0 && (bytes & ~mask) == 0;
    }

    private static String otherText(String encoding) {
        return "looks like " + encoding + "; save it as UTF-8";
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        int got;
        if (startAt < start.length && count > 0) {
            got = Math.min(count, start.length - startAt);
            System.arraycopy(start, startAt, target, offset, got);
            startAt += got;
        } else {
            got = in.read(target, offset, count);
        }
        for (int i = offset; i < offset + got; i++) {
            if (target[i] == 0) {
                throw new MalformedFileException(
                        file,
                        "byte " + (at + i - offset),
                        "must be text in UTF-8, but holds a NUL; is it text at all?");
            }
        }
        at += Math.max(0, got);
        return got;
    }

    /** {@return 0, since every byte must be checked} */
    @Override
    public long skip(long count) {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
