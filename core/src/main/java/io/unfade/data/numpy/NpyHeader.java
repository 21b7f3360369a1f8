package io.unfade.data.numpy;

import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.data.source.Location;
import io.unfade.data.source.SourceStream;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The header of a {@code .npy} file, versions 1.0, 2.0 and 3.0.
 *
 * @param type element type
 * @param fortran whether the first axis varies fastest in the file
 * @param shape sizes of the axes; empty for a single value
 * @param size number of elements, the product of the shape
 */
public record NpyHeader(NpyType type, boolean fortran, int[] shape, int size) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 1 << 16;
    private static final int MAX_RANK = 32;

    /**
     * {@return the header of a {@code .npy} file, which may be compressed; its elements are not read}
     *
     * @throws MalformedFileException if it is not a header, or describes an array that cannot be read
     * @throws IOException if reading fails
     */
    public static NpyHeader of(Path file) throws IOException {
        try (InputStream in = SourceStream.open(file)) {
            return read(in, new Location(file, ""));
        }
    }

    /**
     * Reads a header, up to the first element.
     *
     * @throws MalformedFileException if it is not a header, or describes an array that cannot be read
     */
    static NpyHeader read(InputStream in, Location location) throws IOException {
        byte[] start = in.readNBytes(8);
        boolean magic = start.length == 8;
        for (int i = 0; magic && i < MAGIC.length; i++) {
            magic = start[i] == MAGIC[i];
        }
        location.require(magic, "is not in NumPy's .npy format (its first bytes must be \\x93NUMPY and a version)");
        int major = start[6];
        location.require(
                major >= 1 && major <= 3 && start[7] == 0,
                "has .npy version %d.%d, but only 1.0, 2.0 and 3.0 are read",
                major & 0xff,
                start[7] & 0xff);
        int sizeBytes = major == 1 ? 2 : 4;
        byte[] sizes = in.readNBytes(sizeBytes);
        location.require(sizes.length == sizeBytes, "ends inside the .npy header");
        long length = 0;
        for (int i = sizeBytes - 1; i >= 0; i--) {
            length = length << 8 | (sizes[i] & 0xff);
        }
        location.require(
                length <= MAX_HEADER, "has a .npy header of %d bytes; at most %d are read", length, MAX_HEADER);
        byte[] text = in.readNBytes((int) length);
        location.require(text.length == length, "ends inside the .npy header of %d bytes", length);
        String header = new String(text, major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        return new Parser(header, location).parse();
    }

    /**
     * {@return the header of an array}
     *
     * @throws MalformedFileException if it has too many elements
     */
    static NpyHeader of(NpyType type, boolean fortran, int[] shape, Location location) throws MalformedFileException {
        long product = 1;
        boolean empty = false;
        for (int axis : shape) {
            empty |= axis == 0;
            product = Math.min(product * axis, Integer.MAX_VALUE);
        }
        location.require(
                empty || product <= Integer.MAX_VALUE - 8,
                "an array has at most 2^31 - 9 elements, but this one has more: its shape is %s",
                Arrays.toString(shape));
        return new NpyHeader(type, fortran, shape, empty ? 0 : (int) product);
    }

    /** {@return the size of the elements in bytes} */
    public long bytes() {
        return (long) size * type.width();
    }

    /** Parses the Python literal of a header: a dictionary with three known keys. */
    private static final class Parser {
        private final String text;
        private final Location location;
        private int at;
        private @Nullable String descr;
        private @Nullable Boolean fortran;
        private int @Nullable [] shape;

        Parser(String text, Location location) {
            this.text = text;
            this.location = location;
        }

        NpyHeader parse() throws MalformedFileException {
            expect('{');
            while (peek() != '}') {
                entry();
                if (peek() != '}') {
                    expect(',');
                }
            }
            at++;
            if (peek() != 0) {
                throw broken("the end");
            }
            if (descr == null || fortran == null || shape == null) {
                throw location.problem("the .npy header must have 'descr', 'fortran_order' and 'shape'");
            }
            NpyType type = NpyType.of(descr, location);
            return of(type, fortran, shape, location);
        }

        private void entry() throws MalformedFileException {
            String key = string();
            expect(':');
            boolean again = switch (key) {
                case "descr" -> descr != null;
                case "fortran_order" -> fortran != null;
                case "shape" -> shape != null;
                default ->
                    throw location.problem(
                            "the .npy header has the unknown key %s; only 'descr', 'fortran_order' and 'shape'"
                                    + " are known",
                            PlainText.quote(key));
            };
            location.require(!again, "the .npy header has the key '%s' twice", key);
            switch (key) {
                case "descr" -> {
                    location.require(
                            peek() != '[',
                            "the elements are structured records, which are not read; save each field as an array");
                    descr = string();
                }
                case "fortran_order" -> fortran = truth();
                default -> shape = tuple();
            }
        }

        private char peek() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
                at++;
            }
            return at < text.length() ? text.charAt(at) : 0;
        }

        private void expect(char c) throws MalformedFileException {
            if (peek() != c) {
                throw broken("'" + c + "'");
            }
            at++;
        }

        private String string() throws MalformedFileException {
            char quote = peek();
            if (quote != '\'' && quote != '"') {
                throw broken("a quoted string");
            }
            int end = text.indexOf(quote, at + 1);
            if (end < 0) {
                throw broken("a closing quote");
            }
            String value = text.substring(at + 1, end);
            at = end + 1;
            return value;
        }

        private boolean truth() throws MalformedFileException {
            peek();
            for (String word : List.of("True", "False")) {
                if (text.startsWith(word, at)) {
                    at += word.length();
                    return word.equals("True");
                }
            }
            throw broken("True or False");
        }

        private int[] tuple() throws MalformedFileException {
            expect('(');
            List<Integer> sizes = new ArrayList<>();
            while (peek() != ')') {
                sizes.add(number());
                location.require(sizes.size() <= MAX_RANK, "has more than %d axes", MAX_RANK);
                if (peek() != ')') {
                    expect(',');
                }
            }
            at++;
            return sizes.stream().mapToInt(Integer::intValue).toArray();
        }

        private int number() throws MalformedFileException {
            peek();
            int start = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            String digits = text.substring(start, at);
            if (digits.isEmpty()) {
                throw broken("the size of an axis");
            }
            location.require(
                    digits.length() <= 10 && Long.parseLong(digits) <= Integer.MAX_VALUE,
                    "an axis of size %s is longer than 2^31 - 1",
                    PlainText.quote(digits));
            if (peek() == 'L') {
                at++; // suffix of long integers in Python 2
            }
            return Integer.parseInt(digits);
        }

        private MalformedFileException broken(String expected) {
            String found = at < text.length() ? PlainText.quote(text.substring(at)) : "the end";
            return location.problem(
                    "the .npy header is broken at its character %d: expected %s, but found %s", at, expected, found);
        }
    }
}
