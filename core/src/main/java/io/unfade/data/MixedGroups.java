package io.unfade.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Groups within which series can be compared or exchanged, and their exchange. */
public final class MixedGroups {
    private MixedGroups() {}

    /**
     * {@return the group of each series, if most series are in groups in which something can be compared: with series of
     * several classes, or of unlabelled series with several series; else one group, 0, for all} Within groups of one class, such
     * as subjects of whom each is a patient or a control, all would be taken away that tells the classes apart.
     */
    public static int[] of(SeriesSet set) {
        int[] one = new int[set.count()];
        int[] groups = set.groups().orElse(one);
        Map<Integer, Long> kinds = new TreeMap<>(IntStream.range(0, groups.length)
                .boxed()
                .collect(Collectors.groupingBy(
                        i -> groups[i],
                        Collectors.collectingAndThen(
                                Collectors.mapping(i -> set.hasLabels() ? set.label(i) : i, Collectors.toSet()),
                                different -> (long) different.size()))));
        long mixed = Arrays.stream(groups)
                .filter(group -> kinds.getOrDefault(group, 0L) > 1)
                .count();
        return 2 * mixed > groups.length ? groups : one;
    }

    /** {@return for each series the one whose place it takes when those of each group are put in a random order} */
    public static int[] permutation(int[] groups, Random random) {
        Map<Integer, List<Integer>> members = new TreeMap<>();
        for (int i = 0; i < groups.length; i++) {
            members.computeIfAbsent(groups[i], group -> new ArrayList<>()).add(i);
        }
        int[] sources = new int[groups.length];
        members.values().forEach(series -> {
            List<Integer> from = new ArrayList<>(series);
            Collections.shuffle(from, random);
            IntStream.range(0, series.size()).forEach(j -> sources[series.get(j)] = from.get(j));
        });
        return sources;
    }
}
