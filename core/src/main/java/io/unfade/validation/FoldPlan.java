package io.unfade.validation;

import io.unfade.check.Keyed;
import io.unfade.check.Require;
import io.unfade.data.Folds;
import io.unfade.data.SeriesSet;
import io.unfade.data.Split;
import io.unfade.data.Splits;
import io.unfade.math.Seeds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The division of a set into folds.
 *
 * @param kind what is held out together
 * @param count the number of folds, at least 2; ignored if each group is a fold
 * @param repeats the number of repetitions, at least 1: each with other folds (unless each group is a fold), initial
 *     weights, order and validation series
 */
public record FoldPlan(Kind kind, int count, int repeats) {
    /** What is held out together. */
    public enum Kind implements Keyed {
        /** The same share of every class. */
        STRATIFIED,
        /** Whole groups, several in a fold. */
        WHOLE_GROUPS,
        /** One group. */
        LEAVE_ONE_GROUP_OUT,
        /** Any series. */
        RANDOM;

        /** {@return whether groups are kept whole} */
        public boolean keepsGroups() {
            return this == WHOLE_GROUPS || this == LEAVE_ONE_GROUP_OUT;
        }
    }

    private static final int FOLD_STREAM = 0;

    /** Checks the ranges. */
    public FoldPlan {
        Require.argument(
                kind == Kind.LEAVE_ONE_GROUP_OUT || count >= 2,
                "there must be at least 2 folds, but %d was asked for",
                count);
        Require.atLeastOne("repeats", repeats);
    }

    /** {@return a plan that holds out each group once} */
    public static FoldPlan leaveOneGroupOut(int repeats) {
        return new FoldPlan(Kind.LEAVE_ONE_GROUP_OUT, 0, repeats);
    }

    /**
     * {@return the folds of all repetitions, in order}
     *
     * @param set labelled
     * @param seed of all random numbers
     * @throws IllegalArgumentException if the plan cannot be applied to the set, or a fold would leave a class without
     *     training series
     */
    public List<Fold> folds(SeriesSet set, long seed) {
        List<Fold> folds = new ArrayList<>();
        for (int repeat = 1; repeat <= repeats; repeat++) {
            List<Split> splits = splits(set, Seeds.derive(seed, FOLD_STREAM, repeat));
            for (int i = 0; i < splits.size(); i++) {
                folds.add(fold(set, splits.get(i), repeat, i + 1));
            }
        }
        return folds;
    }

    /**
     * {@return the plan in a sentence without a full stop}
     *
     * @param folds how many it gives, over all repetitions
     * @param series how many there are
     */
    public String describe(int folds, int series) {
        int each = folds / repeats;
        String how = switch (kind) {
            case STRATIFIED -> each + " folds, each with the same share of every class";
            case WHOLE_GROUPS -> each + " folds of whole groups";
            case LEAVE_ONE_GROUP_OUT -> each + " folds, each one group";
            case RANDOM -> each + " folds, taken at random";
        };
        String repeated = repeats == 1 ? "" : ", " + repeats + " times";
        return "Cross-validation of " + series + " series: " + how + repeated;
    }

    private List<Split> splits(SeriesSet set, long seed) {
        return switch (kind) {
            case STRATIFIED -> Folds.stratified(set, count, seed);
            case WHOLE_GROUPS -> Folds.wholeGroups(set, count, seed);
            case LEAVE_ONE_GROUP_OUT -> Splits.leaveOneGroupOut(set);
            case RANDOM -> Folds.random(set, count, seed);
        };
    }

    private Fold fold(SeriesSet set, Split split, int repeat, int number) {
        String name = (repeats == 1 ? "" : "repeat-" + repeat + "-") + "fold-" + number;
        SeriesSet tested = set.select(split.validation());
        int[] heldOut = kind.keepsGroups() ? Fold.groupsOf(tested) : new int[0];
        boolean[] learnt = new boolean[set.classCount()];
        Arrays.stream(split.training()).forEach(i -> learnt[set.label(i)] = true);
        for (int i : split.validation()) {
            Require.argument(
                    learnt[set.label(i)],
                    "%s leaves out all series of class '%s'%s, so nothing could be learnt of it; leave the class out, or use "
                            + "folds that spread every class",
                    name,
                    set.classNames().get(set.label(i)),
                    heldOut.length == 0 ? "" : ", with the groups " + Arrays.toString(heldOut));
        }
        return new Fold(repeat, number, name, split.training(), split.validation(), heldOut);
    }
}
