package io.unfade.workflow.option;

import io.unfade.data.Holdout;
import io.unfade.data.SeriesSet;
import io.unfade.train.TrainingOptions.Regime;
import io.unfade.validation.FoldPlan;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import org.jspecify.annotations.Nullable;

/** How to split a set into folds, and what part of the rest decides when training ends. */
public record FoldChoice(
        @Meaning(
                value = "How many folds; each is left out once. Without it each group is a fold, or there are 5 "
                        + "if there are no groups.",
                label = "K")
        @Nullable
        Integer folds,

        @Meaning("Each group (run, subject) is a fold; what is done without {folds} where the file has " + "groups.")
        boolean leaveOneGroupOut,

        @Meaning(
                value = "How often all is done, each time with other folds and other first weights; the same "
                        + "folds where each group is one.",
                label = "R")
        int repeats,

        @Meaning(
                value = "What stays together in folds and in the share that validates: group (whole groups), "
                        + "stratified (by class, groups are taken apart), random, or auto (group if there are "
                        + "groups, else stratified).",
                label = "RULE")
        Holdout.Rule split,

        @Meaning(
                value = "Share of the series that a fold learns from which is held out for early stopping; 0 for "
                        + "none.",
                label = "SHARE",
                usual = "0.2")
        @Nullable
        Double validation) {
    /** Default share held out. */
    public static final double VALIDATION = 0.2;

    private static final int USUAL_FOLDS = 5;

    /** Fails if settings contradict each other. */
    public FoldChoice {
        if (leaveOneGroupOut && folds != null) {
            throw BadRequest.of("{folds} and {leaveOneGroupOut} exclude each other; give one of them");
        }
        if (leaveOneGroupOut && (split == Holdout.Rule.STRATIFIED || split == Holdout.Rule.RANDOM)) {
            throw BadRequest.of(
                    "{split} %s takes groups apart, {leaveOneGroupOut} keeps them; omit one of them", split.key());
        }
        if (folds != null) {
            BadRequest.atLeast(2, folds, "folds");
        }
        BadRequest.atLeast(1, repeats, "repeats");
        if (validation != null && !(validation >= 0 && validation < 1)) {
            throw BadRequest.of("{validation} must be a share from 0 to below 1, but was %s", validation);
        }
    }

    /** Each group, or 5 folds. */
    public FoldChoice() {
        this(null, false, 1, Holdout.Rule.AUTO, null);
    }

    /** {@return the split into folds} */
    public FoldPlan plan(SeriesSet set) {
        boolean groups = split == Holdout.Rule.GROUP
                || (split == Holdout.Rule.AUTO && set.groups().isPresent());
        if (leaveOneGroupOut || (folds == null && groups)) {
            return FoldPlan.leaveOneGroupOut(repeats);
        }
        FoldPlan.Kind kind = groups
                ? FoldPlan.Kind.WHOLE_GROUPS
                : split == Holdout.Rule.RANDOM ? FoldPlan.Kind.RANDOM : FoldPlan.Kind.STRATIFIED;
        return new FoldPlan(kind, folds == null ? USUAL_FOLDS : folds, repeats);
    }

    /** {@return what is held out of the training series of a fold} */
    public Holdout holdout(Regime regime) {
        if (validation == null && regime == Regime.AUTHORS) {
            return Holdout.NONE;
        }
        return new Holdout(validation == null ? VALIDATION : validation, split);
    }
}
