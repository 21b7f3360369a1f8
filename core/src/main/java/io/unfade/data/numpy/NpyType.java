package io.unfade.data.numpy;

import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.data.source.Location;

import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a NumPy array's elements.
 *
 * @param descr in NumPy's notation, such as {@code "<f4"}
 * @param kind of the elements
 * @param code NumPy's letter: f, i, u, b, U or S
 * @param width bytes of an element
 * @param order byte order
 */
public record NpyType(String descr, NpyArray.Kind kind, char code, int width, ByteOrder order) {
    /** The longest supported string, in characters. */
    static final int MAX_STRING = 1 << 22;

    private static final Pattern DESCR = Pattern.compile("([<>|])([a-zA-Z])([0-9]{1,9})");

    /**
     * {@return the type of a description}
     *
     * @throws MalformedFileException if the type is unknown or not supported
     */
    static NpyType of(String descr, Location location) throws MalformedFileException {
        Matcher parts = DESCR.matcher(descr);
        boolean known = parts.matches();
        char code = known ? parts.group(2).charAt(0) : unreadable(descr, location);
        int size = Integer.parseInt(parts.group(3));
        NpyArray.Kind kind = switch (code) {
            case 'f' -> floatKind(size, descr, location);
            case 'i', 'u' -> {
                location.require(
                        size == 1 || size == 2 || size == 4 || size == 8,
                        "integers of %d bytes are not read; 1, 2, 4 and 8 are",
                        size);
                yield NpyArray.Kind.INTEGER;
            }
            case 'b' -> {
                location.require(size == 1, "a truth value has 1 byte, but dtype '%s' has %d", descr, size);
                yield NpyArray.Kind.BOOL;
            }
            case 'U', 'S' -> {
                location.require(
                        size >= 1 && size <= MAX_STRING,
                        "strings have 1 to %d characters, but dtype %s has %d",
                        MAX_STRING,
                        PlainText.quote(descr),
                        size);
                yield NpyArray.Kind.STRING;
            }
            default -> throw refused(code, descr, location);
        };
        int width = code == 'U' ? 4 * size : size;
        char mark = descr.charAt(0);
        location.require(
                mark != '|' || code == 'S' || width <= 1,
                "dtype %s does not say its byte order",
                PlainText.quote(descr));
        ByteOrder order = mark == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new NpyType(descr, kind, code, width, order);
    }

    private static NpyArray.Kind floatKind(int size, String descr, Location location) throws MalformedFileException {
        return switch (size) {
            case 2 -> NpyArray.Kind.FLOAT16;
            case 4 -> NpyArray.Kind.FLOAT32;
            case 8 -> NpyArray.Kind.FLOAT64;
            default -> throw location.problem("dtype '%s' is not read; save it as float32 or float64", descr);
        };
    }

    private static char unreadable(String descr, Location location) throws MalformedFileException {
        if (descr.endsWith("O")) {
            throw refused('O', descr, location);
        }
        if (descr.contains("M8") || descr.contains("m8")) {
            throw refused('M', descr, location);
        }
        throw location.problem("dtype %s is unknown; expected one such as '<f4'", PlainText.quote(descr));
    }

    private static MalformedFileException refused(char code, String descr, Location location) {
        String what = switch (code) {
            case 'O' -> "Python objects (pickled)";
            case 'c' -> "complex numbers";
            case 'V' -> "raw records";
            case 'M', 'm' -> "dates";
            default -> "of an unknown type";
        };
        return location.problem(
                "the elements are %s (dtype %s), which are not read; save numbers or strings (numpy '<U')",
                what, PlainText.quote(descr));
    }
}
