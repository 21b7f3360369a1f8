package io.unfade.validation;

import io.unfade.data.SeriesSet;

import java.util.Arrays;

/**
 * A part of a set that one model does not see.
 *
 * @param repeat which repetition, 1 for the first
 * @param number which fold of the repetition, 1 for the first
 * @param name of the folder of its model, such as {@code fold-3} or {@code repeat-2-fold-3}
 * @param learning indices of the series that the model is made of, ascending; owned by this record, not to be changed
 * @param tested indices of the series left out, ascending; owned by this record, not to be changed
 * @param heldOut the groups that are left out as a whole, ascending; empty if groups are not kept together
 */
public record Fold(int repeat, int number, String name, int[] learning, int[] tested, int[] heldOut) {
    /** {@return the distinct groups of some series, ascending; empty if none are known} */
    static int[] groupsOf(SeriesSet set) {
        return set.groups()
                .map(groups -> Arrays.stream(groups).distinct().sorted().toArray())
                .orElse(new int[0]);
    }
}
