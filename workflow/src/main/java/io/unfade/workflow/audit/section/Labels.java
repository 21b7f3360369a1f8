package io.unfade.workflow.audit.section;

import io.unfade.data.MixedGroups;
import io.unfade.data.SeriesSet;

import java.util.Arrays;
import java.util.Random;

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
        return Arrays.stream(MixedGroups.permutation(MixedGroups.of(set), new Random(seed)))
                .map(set::label)
                .toArray();
    }
}
