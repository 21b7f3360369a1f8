package io.unfade.workflow.option;

import io.unfade.data.Holdout;
import io.unfade.data.SeriesSet;
import io.unfade.train.TrainingOptions.Regime;
import io.unfade.validation.FoldPlan;
import io.unfade.workflow.base.BadRequest;
import org.jspecify.annotations.Nullable;

/**
 * How a set is cut into folds, and which part of the rest decides when training ends.
 *
 * @param folds how many; null for each group, or 5 if there are no groups
 * @param leaveOneGroupOut each group is a fold
 * @param repeats how often all is done
 * @param split what stays together in folds and in the share that validates
 * @param validation share of the series that a fold learns from which is held out; null for 0.2, and none in the authors'
 *     regime
 */
public record FoldChoice(
        @Nullable Integer folds,
        boolean leaveOneGroupOut,
        int repeats,
        Holdout.Rule split,
        @Nullable Double validation) {
    /** Share that is held out, if nothing else is asked for. */
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

    /** {@return how the set is cut} */
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

    /** {@return what is held out of the series that a fold learns from} */
    public Holdout holdout(Regime regime) {
        if (validation == null && regime == Regime.AUTHORS) {
            return Holdout.NONE;
        }
        return new Holdout(validation == null ? VALIDATION : validation, split);
    }
}
