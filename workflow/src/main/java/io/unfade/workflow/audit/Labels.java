package io.unfade.workflow.audit;

import io.unfade.data.SeriesSet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Labels of series, permuted. */
final class Labels {
    private Labels() {}

    /**
     * {@return the series with their labels permuted within each group, or over all where there are no groups: what is known of
     * the classes is gone, and all else, such as their numbers in each group, is as it was}
     */
    static SeriesSet permuted(SeriesSet set, long seed) {
        return set.toBuilder()
                .labels(permutedLabels(set, seed), set.classNames())
                .build();
    }

    /** {@return the labels that the series have then} */
    static int[] permutedLabels(SeriesSet set, long seed) {
        int[] groups = set.groups().orElse(new int[set.count()]);
        int[] labels = new int[set.count()];
        Random random = new Random(seed);
        Map<Integer, List<Integer>> members = new TreeMap<>();
        for (int i = 0; i < groups.length; i++) {
            members.computeIfAbsent(groups[i], group -> new ArrayList<>()).add(i);
        }
        members.values().forEach(series -> {
            List<Integer> from = new ArrayList<>(series);
            Collections.shuffle(from, random);
            IntStream.range(0, series.size()).forEach(j -> labels[series.get(j)] = set.label(from.get(j)));
        });
        return labels;
    }
}
