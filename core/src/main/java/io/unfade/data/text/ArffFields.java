package io.unfade.data.text;

import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.data.source.Location;

import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one line of an ARFF file, from left to right. A field in single or double quotes may contain commas and
 * blanks; in it, a backslash escapes a quote or backslash.
 */
final class ArffFields {
    private static final int SHOWN = 64;

    private final String line;
    private final Location location;
    private int at;
    private int from;
    private int to;
    private boolean quoted;

    /**
     * @param line the line
     * @param at start index in it
     */
    ArffFields(String line, int at, Location location) {
        this.line = line;
        this.at = at;
        this.location = location;
    }

    /**
     * Advances to the next field of a line of data.
     *
     * @throws MalformedFileException if there is none, or it is not followed by a comma
     */
    void next() throws MalformedFileException {
        location.require(at <= line.length(), "has too few fields");
        read(",");
        skipBlanks();
        location.require(
                at >= line.length() || line.charAt(at) == ',',
                "expected a comma after a field, but found %s",
                PlainText.quote(start(at)));
        at++;
    }

    /** {@return whether there is another field} */
    boolean hasNext() {
        return at <= line.length();
    }

    /** {@return the start index of the field, after its quote} */
    int from() {
        return from;
    }

    /** {@return the end index of the field, before its quote} */
    int to() {
        return to;
    }

    /** {@return whether the field is in quotes} */
    boolean isQuoted() {
        return quoted;
    }

    /** {@return the text of the field} */
    String text() {
        String text = line.substring(from, to);
        if (!quoted || text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean escapes =
                    text.charAt(i) == '\\' && i + 1 < text.length() && "\\'\"".indexOf(text.charAt(i + 1)) >= 0;
            plain.append(text.charAt(escapes ? ++i : i));
        }
        return plain.toString();
    }

    /** {@return the next blank-delimited word of a line of the header} */
    String word() throws MalformedFileException {
        read(" \t{");
        location.require(to > from, "expected @attribute, a name and a type");
        return text();
    }

    /** {@return the following values in braces; empty if there are no braces} */
    List<String> nominal() throws MalformedFileException {
        skipBlanks();
        if (at >= line.length() || line.charAt(at) != '{') {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        do {
            at++;
            read(",}");
            location.require(to > from || quoted, "an attribute lists an empty value");
            values.add(text());
            skipBlanks();
        } while (at < line.length() && line.charAt(at) == ',');
        location.require(at < line.length() && line.charAt(at) == '}', "the braces of the attribute are never closed");
        return values;
    }

    private void read(String ends) throws MalformedFileException {
        skipBlanks();
        quoted = at < line.length() && (line.charAt(at) == '\'' || line.charAt(at) == '"');
        if (quoted) {
            char quote = line.charAt(at);
            from = ++at;
            while (at < line.length() && line.charAt(at) != quote) {
                at += line.charAt(at) == '\\' ? 2 : 1;
            }
            location.require(at < line.length(), "a quote is never closed");
            to = at++;
            return;
        }
        from = at;
        while (at < line.length() && ends.indexOf(line.charAt(at)) < 0) {
            at++;
        }
        to = at;
        while (to > from && Character.isWhitespace(line.charAt(to - 1))) {
            to--;
        }
    }

    /** {@return the part of the line to show; the rest of a long line would be copied for every field} */
    private String start(int begin) {
        return line.substring(Math.min(begin, line.length()), Math.min(begin + SHOWN, line.length()));
    }

    private void skipBlanks() {
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
    }
}
