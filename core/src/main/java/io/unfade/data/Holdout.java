package io.unfade.data;

import io.unfade.check.Keyed;
import io.unfade.check.Require;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * The share of a model's series that is held out to decide when training ends.
 *
 * @param share of the validation series, 0 for none, below 1
 * @param rule how they are chosen
 */
public record Holdout(double share, Rule rule) {
    /** Nothing is held out. */
    public static final Holdout NONE = new Holdout(0, Rule.AUTO);

    /** How series are held out. */
    public enum Rule implements Keyed {
        /** By group if there are at least 2 groups, else by class. */
        AUTO,
        /** The same share of every class. */
        STRATIFIED,
        /** Whole groups. */
        GROUP,
        /** Any series. */
        RANDOM;

        /**
         * {@return the rule of this name}
         *
         * @param key as returned by {@link #key}
         * @throws IllegalArgumentException if there is no such rule
         */
        public static Rule of(String key) {
            return Keyed.of(Rule.class, "split", key);
        }
    }

    /**
     * Training and validation series.
     *
     * @param training the training series
     * @param validation the validation series; null if there are none
     * @param rule how they were chosen, never {@link Rule#AUTO}; null if there are none
     */
    public record Parts(
            SeriesSet training,
            @Nullable SeriesSet validation,
            @Nullable Rule rule) {}

    /** Checks the share. */
    public Holdout {
        Require.argument(
                share >= 0 && share < 1, "the share of validation series must be from 0 to below 1, but was %s", share);
    }

    /**
     * {@return the two parts of a set}
     *
     * @param set labelled
     * @param seed of the random choice
     * @param standardization of the model; per group, groups are kept whole, since part of a group has another mean and
     *     deviation
     * @throws IllegalArgumentException if the rule cannot be followed, groups to be kept whole would be divided, or a
     *     class would have no training series
     */
    public Parts parts(SeriesSet set, long seed, Standardization standardization) {
        if (share == 0) {
            return new Parts(set, null, null);
        }
        Rule taken = rule == Rule.AUTO ? (groups(set) >= 2 ? Rule.GROUP : Rule.STRATIFIED) : rule;
        Require.argument(
                taken == Rule.GROUP || standardization != Standardization.PER_GROUP,
                "groups would be taken apart, but per-group standardization needs their series together; hold out whole groups "
                        + "(of at least 2), or nothing");
        Split split = taken == Rule.GROUP
                ? Splits.byGroup(set, share, seed)
                : taken == Rule.STRATIFIED ? Splits.stratified(set, share, seed) : Splits.random(set, share, seed);
        SeriesSet training = set.select(split.training());
        int lost = Splits.lostClass(set, training);
        Require.argument(
                lost < 0,
                "all series of class '%s' would be held out for validation; hold out another share, or the same share of "
                        + "every class (stratified)",
                lost < 0 ? "" : set.classNames().get(lost));
        return new Parts(training, set.select(split.validation()), taken);
    }

    /** {@return the number of groups of a set; 0 if unknown} */
    static int groups(SeriesSet set) {
        return set.groups()
                .map(groups -> (int) Arrays.stream(groups).distinct().count())
                .orElse(0);
    }
}
