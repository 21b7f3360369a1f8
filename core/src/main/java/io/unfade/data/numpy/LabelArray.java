package io.unfade.data.numpy;

import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.source.LabelColumn;
import io.unfade.data.source.Location;

import java.util.HashSet;
import java.util.List;

/** The labels of series, as an array of numbers or strings. */
final class LabelArray {
    private LabelArray() {}

    /**
     * Adds labels to a set. The classes are those that occur, named as written: numbers by their digits.
     *
     * @param labels one for each series
     * @throws MalformedFileException if a label is neither a whole number nor text, or is blank
     */
    static void addTo(SeriesBuilder builder, NpyArray labels, Location location) throws MalformedFileException {
        addTo(builder, labels, location, List.of());
    }

    /**
     * Adds labels to a set with listed classes.
     *
     * @param labels indices of classes, or their names
     * @param names K distinct class names; empty to use those that occur
     * @throws MalformedFileException if a label has no class
     */
    static void addTo(SeriesBuilder builder, NpyArray labels, Location location, List<String> names)
            throws MalformedFileException {
        boolean text = labels.kind() == NpyArray.Kind.STRING;
        boolean listed = !names.isEmpty();
        HashSet<String> known = new HashSet<>(names);
        LabelColumn column = new LabelColumn();
        List<String> texts = text ? labels.toStrings() : List.of();
        for (int i = 0; i < labels.size(); i++) {
            if (text) {
                String label = texts.get(i);
                location.require(!label.isBlank(), "label %d is blank", i);
                location.require(
                        !listed || known.contains(label),
                        "label %d is %s, which is none of the class names",
                        i,
                        PlainText.quote(label));
                column.add(label);
            } else {
                long label = labels.longAt(i);
                location.require(
                        !listed || (label >= 0 && label < names.size()),
                        "label %d must be the index of a class name, 0..%d, but is %d; without class names, classes are"
                                + " named by their numbers",
                        i,
                        names.size() - 1,
                        label);
                column.add(listed ? names.get((int) label) : Long.toString(label));
            }
        }
        column.addTo(builder, names);
    }
}
