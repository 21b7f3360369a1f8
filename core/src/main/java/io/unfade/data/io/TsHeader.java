package io.unfade.data.io;

import io.unfade.check.MalformedFileException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the header of a {@code .ts} file says. Keys are compared without case; those that are not known are passed over.
 *
 * @param timeStamps whether each value comes with its time, as {@code (time,value)}
 * @param univariate whether there must be one channel
 * @param dimensions number of channels, if said
 * @param equalLength whether all cases must have one length
 * @param seriesLength that length, if said
 * @param classNames classes in the order of the header; empty if cases have no label
 */
record TsHeader(
        boolean timeStamps,
        boolean univariate,
        OptionalInt dimensions,
        boolean equalLength,
        OptionalInt seriesLength,
        List<String> classNames) {
    /**
     * Reads a header up to and with its {@code @data} line.
     *
     * @throws MalformedFileException if a line is not of a header, a key is there twice or its value is wrong
     */
    static TsHeader read(TextLines lines) throws IOException {
        Map<String, Entry> entries = new HashMap<>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            Location location = lines.location();
            location.require(
                    text.startsWith("@"),
                    "expected a comment (#), a header line (@) or @data, but found %s",
                    Location.quote(text));
            List<String> words = List.of(text.split("\\s+"));
            String key = words.get(0).toLowerCase(Locale.ROOT);
            if (key.equals("@data")) {
                return of(entries);
            }
            key = key.equals("@dimension") ? "@dimensions" : key;
            location.require(
                    entries.put(key, new Entry(location, words.subList(1, words.size()))) == null,
                    "the header has %s twice",
                    Location.quote(key));
        }
        throw lines.file().problem("has no @data line; is it a .ts file?");
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
        entry.location.require(!names.isEmpty(), "@classLabel true must be followed by the class labels");
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
                    Location.quote(word));
            return word.equals("true");
        }

        int number() throws MalformedFileException {
            String word = words.isEmpty() ? "" : words.get(0);
            location.require(
                    word.matches("[0-9]{1,9}") && Integer.parseInt(word) > 0,
                    "expected a number in 1..999999999 after the key, but found %s",
                    Location.quote(word));
            return Integer.parseInt(word);
        }
    }
}
