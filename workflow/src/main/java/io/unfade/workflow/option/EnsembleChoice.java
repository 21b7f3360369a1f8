package io.unfade.workflow.option;

import io.unfade.data.Holdout;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.train.MemberSeries;
import io.unfade.validation.FoldPlan;
import io.unfade.validation.FoldPlan.Kind;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/** How many networks to train side by side. */
public record EnsembleChoice(
        @Meaning(
                value = "Networks, each with its own seed, that are trained side by side; the model gives the mean of "
                        + "their logits.",
                label = "M",
                usual = Preset.BY_PRESET)
        @Nullable
        Integer members,

        @Meaning(
                value = "Train one network for each of K folds instead: on the other folds, validated on its own; the "
                        + "model gives the mean of their logits.",
                label = "K")
        @Nullable
        Integer folds) {
    /** Checks the numbers. */
    public EnsembleChoice {
        BadRequest.atLeast(1, Preset.or(members, 1), "members");
        if (folds != null) {
            BadRequest.atLeast(2, folds, "folds");
        }
        if (folds != null && Preset.or(members, 1) > 1) {
            throw BadRequest.of("{folds} and {members} exclude each other; give one of them");
        }
    }

    /** As the preset says, else a single network. */
    public EnsembleChoice() {
        this(null, null);
    }

    /** {@return the number of networks} */
    public int count() {
        return folds == null ? Preset.or(members, 1) : folds;
    }

    /**
     * {@return what each network of the folds learns from and is validated on}
     *
     * @param rule what stays together: whole groups, classes in equal shares, or any series; by default groups if there
     *     are at least two
     */
    public List<MemberSeries> series(SeriesSet all, Holdout.Rule rule, Standardization standardization, long seed) {
        boolean several = all.groups()
                .map(groups -> Arrays.stream(groups).distinct().count() >= 2)
                .orElse(false);
        boolean whole = rule == Holdout.Rule.GROUP || (rule == Holdout.Rule.AUTO && several);
        if (standardization == Standardization.PER_GROUP && !whole) {
            throw BadRequest.of("{standardization} per-group needs {folds} of whole groups ({split} group)");
        }
        Kind apart = rule == Holdout.Rule.RANDOM ? Kind.RANDOM : Kind.STRATIFIED;
        try {
            return new FoldPlan(whole ? Kind.WHOLE_GROUPS : apart, count(), 1)
                    .folds(all, seed).stream()
                            .map(fold -> new MemberSeries(all.select(fold.learning()), all.select(fold.tested())))
                            .toList();
        } catch (IllegalArgumentException e) {
            throw BadRequest.of("{folds} %d: %s", count(), String.valueOf(e.getMessage()));
        }
    }
}
