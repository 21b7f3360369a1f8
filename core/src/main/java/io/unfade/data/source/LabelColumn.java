package io.unfade.data.source;

import io.unfade.data.SeriesBuilder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Labels of series as text, from a format that does not list its classes. The classes are those that occur, ordered by
 * value if all are numbers, else as text.
 */
public final class LabelColumn {
    private final Map<String, Integer> firstSeen = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    /** Adds the label of the next series. */
    public void add(String label) {
        Integer known = firstSeen.get(label);
        if (known == null) {
            known = names.size();
            firstSeen.put(label, known);
            names.add(label);
        }
        labels.add(known);
    }

    /** Gives the labels to a set of as many series. */
    public void addTo(SeriesBuilder builder) {
        addTo(builder, List.of());
    }

    /**
     * Adds the labels to a set with the same number of series.
     *
     * @param listed all classes, in their order; empty to use those that occur
     */
    public void addTo(SeriesBuilder builder, List<String> listed) {
        List<String> sorted = listed.isEmpty()
                ? names.stream().sorted(TextNumber.order(names)).toList()
                : listed;
        Map<String, Integer> indices = new HashMap<>();
        for (int k = 0; k < sorted.size(); k++) {
            indices.put(sorted.get(k), k);
        }
        int[] mapped = names.stream().mapToInt(indices::get).toArray();
        builder.labels(labels.stream().mapToInt(label -> mapped[label]).toArray(), sorted);
    }
}
