package io.unfade.fmri.group;

import io.unfade.check.Require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The observations compared: one vector over the regions each.
 *
 * @param values (n, R)
 * @param labels class of each, 0..K-1
 * @param groups group of each
 */
record Observations(double[][] values, int[] labels, int[] groups) {
    /** {@return the series that have a class, one by one or averaged by class and group} */
    static Observations of(double[][] values, int[] labels, int[] groups, Level level) {
        Map<List<Integer>, List<double[]>> cells = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            if (labels[i] >= 0) {
                int alone = level == Level.SERIES ? i : 0;
                cells.computeIfAbsent(List.of(labels[i], groups[i], alone), key -> new ArrayList<>())
                        .add(values[i]);
            }
        }
        List<List<Integer>> keys = List.copyOf(cells.keySet());
        return new Observations(
                cells.values().stream().map(Observations::mean).toArray(double[][]::new),
                keys.stream().mapToInt(key -> key.get(0)).toArray(),
                keys.stream().mapToInt(key -> key.get(1)).toArray());
    }

    private static double[] mean(List<double[]> rows) {
        double[] mean = rows.get(0).clone();
        for (double[] row : rows.subList(1, rows.size())) {
            Arrays.setAll(mean, r -> mean[r] + row[r]);
        }
        Arrays.setAll(mean, r -> mean[r] / rows.size());
        return mean;
    }

    /** {@return the number of observations of each class} */
    int[] counts(int classes) {
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }

    /**
     * {@return the share of permutations that leave a class's observations in place; they keep all its statistics, so
     * its p cannot be smaller}
     *
     * @param label the class
     */
    double smallestP(int label, int classes) {
        double share = 1;
        for (int[] counts : countsOfGroups(classes)) {
            int size = Arrays.stream(counts).sum();
            for (int i = 1; i <= counts[label]; i++) { // 1 / (size choose counts[label])
                share *= i / (double) (size - counts[label] + i);
            }
        }
        return share;
    }

    /** {@return the number of classes, including this one, with the same number of observations in every group} */
    int alike(int label, int classes) {
        List<int[]> groupsOf = countsOfGroups(classes);
        return (int) IntStream.range(0, classes)
                .filter(k -> groupsOf.stream().allMatch(counts -> counts[k] == counts[label]))
                .count();
    }

    private List<int[]> countsOfGroups(int classes) {
        Map<Integer, int[]> counts = new LinkedHashMap<>();
        for (int i = 0; i < labels.length; i++) {
            counts.computeIfAbsent(groups[i], group -> new int[classes])[labels[i]]++;
        }
        return List.copyOf(counts.values());
    }

    /** Requires two observations of each class and of its complement, as variances need. */
    void checkCounts(List<String> classNames) {
        int[] counts = counts(classNames.size());
        for (int k = 0; k < counts.length; k++) {
            Require.argument(
                    counts[k] >= 2 && labels.length - counts[k] >= 2,
                    "class '%s' has %d observations and the other classes %d; a comparison needs 2 of each",
                    classNames.get(k),
                    counts[k],
                    labels.length - counts[k]);
        }
    }
}
