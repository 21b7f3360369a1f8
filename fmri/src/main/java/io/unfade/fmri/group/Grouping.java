package io.unfade.fmri.group;

import io.unfade.check.Require;
import io.unfade.data.SeriesSet;

import java.util.List;

/**
 * Classes, groups and steps of n series.
 *
 * @param classNames by class, at least 2
 * @param labels class of each series; -1 leaves a series out
 * @param groups subject or run of each series; labels are permuted within groups only
 * @param steps which steps of each series count; steps past the end of a row do not. The arrays are owned by this
 *     record
 */
public record Grouping(List<String> classNames, int[] labels, int[] groups, boolean[][] steps) {
    /**
     * Checks that all have the same number of series.
     *
     * @throws IllegalArgumentException if they do not, there is only one class, or a label is out of range
     */
    public Grouping {
        classNames = List.copyOf(classNames);
        Require.argument(classNames.size() >= 2, "a group needs at least 2 classes, but has %d", classNames.size());
        Require.size("groups of series", labels.length, groups.length);
        Require.size("steps of series", labels.length, steps.length);
        for (int i = 0; i < labels.length; i++) {
            Require.argument(
                    labels[i] >= -1 && labels[i] < classNames.size(),
                    "label of series %d must be in 0..%d, or -1 to leave it out, but was %d",
                    i,
                    classNames.size() - 1,
                    labels[i]);
        }
    }

    /**
     * {@return labels and groups of a set}
     *
     * @param set with labels and groups
     * @param onTask whether only on-task steps count; else all real steps
     * @throws IllegalArgumentException if the set has no labels, no groups, or no on-task steps although they are
     *     requested
     */
    public static Grouping of(SeriesSet set, boolean onTask) {
        Require.argument(set.hasLabels(), "the series have no labels, so their classes cannot be compared");
        Require.argument(!onTask || set.hasOnTask(), "the series do not say which steps are on-task");
        int[] groups = set.groups()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the series have no groups (subjects or runs), within which labels could be shuffled"));
        int[] labels = new int[set.count()];
        boolean[][] steps = new boolean[set.count()][];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = set.label(i);
            steps[i] = new boolean[set.length(i)];
            for (int t = 0; t < steps[i].length; t++) {
                steps[i][t] = !onTask || set.onTask(i, t);
            }
        }
        return new Grouping(set.classNames(), labels, groups, steps);
    }

    /** {@return whether a step of a series counts} */
    boolean counts(int series, int step) {
        return step < steps[series].length && steps[series][step];
    }
}
