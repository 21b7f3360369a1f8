package io.unfade.workflow.audit.section;

import io.unfade.data.MixedGroups;
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
     * {@return the series with their labels permuted within each group, so that all else, such as the numbers of the classes in
     * each group, is as it was; over all series where there are no groups, or most series are in groups of one class}
     */
    static SeriesSet permuted(SeriesSet set, long seed) {
        return set.toBuilder()
                .labels(permutedLabels(set, seed), set.classNames())
                .build();
    }

    /** {@return the labels that the series have then} */
    static int[] permutedLabels(SeriesSet set, long seed) {
        int[] groups = MixedGroups.of(set);
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
