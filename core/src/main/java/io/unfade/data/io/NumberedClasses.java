package io.unfade.data.io;

import io.unfade.check.MalformedFileException;
import io.unfade.data.SeriesSet;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Labels that are class indices.
 *
 * @param labels the class of each series, each in 0..K-1
 * @param names K class names
 */
record NumberedClasses(int[] labels, List<String> names) {
    /** The most classes that need no names. */
    private static final int MAX_UNNAMED = 1 << 16;

    /**
     * {@return labels whose classes have numbers for names; as many as the largest label asks for}
     *
     * @throws MalformedFileException if a label is not a whole number in 0..65535
     */
    static NumberedClasses read(NpyArray array, Location location) throws MalformedFileException {
        int[] labels = labels(array, MAX_UNNAMED, location);
        int count = Arrays.stream(labels).max().orElse(0) + 1;
        return new NumberedClasses(
                labels, IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }

    /**
     * {@return labels of named classes}
     *
     * @throws MalformedFileException if a label is not a whole number in 0..K-1
     */
    static NumberedClasses read(NpyArray array, List<String> names, Location location) throws MalformedFileException {
        return new NumberedClasses(labels(array, names.size(), location), names);
    }

    private static int[] labels(NpyArray array, int count, Location location) throws MalformedFileException {
        int[] labels = new int[array.size()];
        for (int i = 0; i < labels.length; i++) {
            long label = array.longAt(i);
            location.require(
                    label >= 0 && label < count, "label %d must be a class in 0..%d, but is %d", i, count - 1, label);
            labels[i] = (int) label;
        }
        return labels;
    }

    /** Gives the labels to a set of as many series. */
    void addTo(SeriesSet.Builder builder) {
        builder.labels(labels, names);
    }
}
