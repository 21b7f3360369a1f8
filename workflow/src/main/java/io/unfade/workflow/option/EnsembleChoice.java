package io.unfade.workflow.option;

import io.unfade.data.Folds;
import io.unfade.data.Holdout;
import io.unfade.data.SeriesSet;
import io.unfade.data.Split;
import io.unfade.math.Seeds;
import io.unfade.train.MemberSeries;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** How many networks to train side by side. */
public record EnsembleChoice(
        @Meaning(
                value = "Networks, each with its own seed, that are trained side by side; the model gives the mean of "
                        + "their logits.",
                label = "M")
        int members,

        @Meaning(
                value = "Train one network for each of K folds instead: on the other folds, validated on its own; the "
                        + "model gives the mean of their logits.",
                label = "K")
        @Nullable
        Integer folds) {
    private static final int FOLD_STREAM = 5;

    /** Checks the numbers. */
    public EnsembleChoice {
        BadRequest.atLeast(1, members, "members");
        if (folds != null) {
            BadRequest.atLeast(2, folds, "folds");
        }
        if (folds != null && members > 1) {
            throw BadRequest.of("{folds} and {members} exclude each other; give one of them");
        }
    }

    /** A single network. */
    public EnsembleChoice() {
        this(1, null);
    }

    /** {@return the number of networks} */
    public int count() {
        return folds == null ? members : folds;
    }

    /**
     * {@return what each network of the folds learns from and is validated on}
     *
     * @param rule what stays together: whole groups, classes in equal shares, or any series; by default groups if there
     *     are at least two
     */
    public List<MemberSeries> series(SeriesSet all, Holdout.Rule rule, long seed) {
        int count = count();
        return splits(all, rule, count, Seeds.derive(seed, FOLD_STREAM)).stream()
                .map(split -> new MemberSeries(all.select(split.training()), all.select(split.validation())))
                .toList();
    }

    private static List<Split> splits(SeriesSet all, Holdout.Rule rule, int count, long seed) {
        try {
            return switch (rule) {
                case GROUP -> Folds.wholeGroups(all, count, seed);
                case RANDOM -> Folds.random(all, count, seed);
                case STRATIFIED -> Folds.stratified(all, count, seed);
                case AUTO ->
                    all.groups().isPresent() ? Folds.wholeGroups(all, count, seed) : Folds.stratified(all, count, seed);
            };
        } catch (IllegalArgumentException e) {
            throw BadRequest.of("{folds} %d: %s", count, String.valueOf(e.getMessage()));
        }
    }
}
