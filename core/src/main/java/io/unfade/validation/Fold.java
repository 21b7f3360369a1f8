package io.unfade.validation;

import io.unfade.data.SeriesSet;

import java.util.Arrays;

/**
 * A part of a set held out from one model.
 *
 * @param repeat the repetition, 1 for the first
 * @param number of the fold in the repetition, 1 for the first
 * @param name of its model's folder, such as {@code fold-3} or {@code repeat-2-fold-3}
 * @param learning indices of the model's training and validation series, ascending; owned by this record, not to be
 *     changed
 * @param tested indices of the held-out series, ascending; owned by this record, not to be changed
 * @param heldOut the groups held out as a whole, ascending; empty if groups are not kept together
 */
public record Fold(int repeat, int number, String name, int[] learning, int[] tested, int[] heldOut) {
    /** {@return the distinct groups of some series, ascending; empty if unknown} */
    static int[] groupsOf(SeriesSet set) {
        return set.groups()
                .map(groups -> Arrays.stream(groups).distinct().sorted().toArray())
                .orElse(new int[0]);
    }
}
