package io.unfade.data.text;

import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.data.source.Location;
import io.unfade.data.source.TextNumber;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The header of a {@code .ts} file. Keys ignore case; unknown ones are skipped.
 *
 * @param timeStamps whether values have times, as {@code (time,value)}
 * @param univariate whether there must be one channel
 * @param dimensions number of channels, if given
 * @param equalLength whether all cases must have the same length
 * @param seriesLength that length, if given
 * @param labelled whether cases have a class label
 * @param classNames classes in the order of the header; empty if it lists none
 */
record TsHeader(
        boolean timeStamps,
        boolean univariate,
        OptionalInt dimensions,
        boolean equalLength,
        OptionalInt seriesLength,
        boolean labelled,
        List<String> classNames) {
    private static final Set<String> READ = Set.of(
            "@timestamps",
            "@univariate",
            "@dimensions",
            "@equallength",
            "@serieslength",
            "@targetlabel",
            "@classlabel");

    /**
     * Reads a header, including its {@code @data} line. Lines that are neither header nor comments are skipped, as in
     * the archive's own readers, unless they contain a series.
     *
     * @throws MalformedFileException if a series comes first, a relevant key has two values, or a value is invalid
     */
    static TsHeader read(TextLines lines) throws IOException {
        Map<String, Entry> entries = new HashMap<>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            String text = line.strip();
            Location location = lines.location();
            if (!text.startsWith("@")) {
                location.require(
                        TextLines.isComment(text) || !beginsWithNumber(text),
                        "expected a header line (@), a comment (# or %%) or @data before the first series, but found %s",
                        PlainText.quote(text));
                continue;
            }
            List<String> words = List.of(text.split("\\s+"));
            String key = words.get(0).toLowerCase(Locale.ROOT);
            if (key.equals("@data")) {
                return of(entries);
            }
            key = key.equals("@dimension") ? "@dimensions" : key;
            Entry entry = new Entry(location, words.subList(1, words.size()));
            Entry before = entries.put(key, entry);
            location.require(
                    before == null || before.words.equals(entry.words) || !READ.contains(key),
                    "the header has %s twice",
                    PlainText.quote(key));
        }
        throw lines.file().problem("has no @data line; is it a .ts file?");
    }

    private static boolean beginsWithNumber(String text) {
        String first = text.split("[,:]", 2)[0].strip();
        return first.startsWith("(")
                || first.equals("?")
                || TextNumber.decimal(first).isPresent();
    }

    private static TsHeader of(Map<String, Entry> entries) throws MalformedFileException {
        Entry target = entries.get("@targetlabel");
        if (target != null && target.truth()) {
            throw target.location.problem("the file is for regression (@targetLabel true); only class labels are read");
        }
        return new TsHeader(
                truth(entries.get("@timestamps")),
                truth(entries.get("@univariate")),
                number(entries.get("@dimensions")),
                truth(entries.get("@equallength")),
                number(entries.get("@serieslength")),
                truth(entries.get("@classlabel")),
                classNames(entries.get("@classlabel")));
    }

    private static boolean truth(@Nullable Entry entry) throws MalformedFileException {
        return entry != null && entry.truth();
    }

    private static OptionalInt number(@Nullable Entry entry) throws MalformedFileException {
        return entry == null ? OptionalInt.empty() : OptionalInt.of(entry.number());
    }

    private static List<String> classNames(@Nullable Entry entry) throws MalformedFileException {
        if (entry == null || !entry.truth()) {
            return List.of();
        }
        List<String> names = entry.words.subList(1, entry.words.size());
        entry.location.require(new HashSet<>(names).size() == names.size(), "@classLabel lists a class label twice");
        return List.copyOf(names);
    }

    /** A line of the header. */
    private record Entry(Location location, List<String> words) {
        boolean truth() throws MalformedFileException {
            String word = words.isEmpty() ? "" : words.get(0).toLowerCase(Locale.ROOT);
            location.require(
                    Arrays.asList("true", "false").contains(word),
                    "expected true or false after the key, but found %s",
                    PlainText.quote(word));
            return word.equals("true");
        }

        int number() throws MalformedFileException {
            String word = words.isEmpty() ? "" : words.get(0);
            location.require(
                    word.matches("[0-9]{1,9}") && Integer.parseInt(word) > 0,
                    "expected a number in 1..999999999 after the key, but found %s",
                    PlainText.quote(word));
            return Integer.parseInt(word);
        }
    }
}
