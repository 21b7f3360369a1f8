package io.unfade.cli.option;

import io.unfade.cli.base.UsageException;
import io.unfade.data.Holdout;
import io.unfade.data.SeriesSet;
import io.unfade.validation.FoldPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a set is cut into folds, and which part of the rest decides when training ends. */
public final class FoldOptions {
    private static final int USUAL_FOLDS = 5;

    @Option(
            names = "--folds",
            order = 3,
            paramLabel = "K",
            description =
                    "How many folds; each is left out once. Without it each group is a fold, or there are 5 if there "
                            + "are no groups.")
    private @Nullable Integer folds;

    @Option(
            names = "--leave-one-group-out",
            order = 3,
            description =
                    "Each group (run, subject) is a fold; what is done without --folds where the file has groups.")
    private boolean leaveOneGroupOut;

    @Option(
            names = "--repeats",
            order = 4,
            paramLabel = "R",
            defaultValue = "1",
            description =
                    "How often all is done, each time with other folds and other first weights; the same folds where "
                            + "each group is one.")
    private int repeats = 1;

    @Option(
            names = "--split",
            order = 5,
            paramLabel = "RULE",
            defaultValue = "auto",
            description =
                    "What stays together in folds and in the share that validates: group (whole groups), stratified "
                            + "(by class, groups are taken apart), random, or auto (group if there are groups, else stratified).")
    private Holdout.Rule split = Holdout.Rule.AUTO;

    @Option(
            names = "--validation",
            order = 6,
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description =
                    "Share of the series that a fold learns from which is held out for early stopping; 0 for none.")
    private double validation = 0.2;

    /** {@return how the set is cut} */
    public FoldPlan plan(SeriesSet set) {
        checkOptions();
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

    /** Fails if options contradict each other. */
    public void checkOptions() {
        if (leaveOneGroupOut && folds != null) {
            throw new UsageException("--folds and --leave-one-group-out exclude each other; give one of them");
        }
        if (leaveOneGroupOut && (split == Holdout.Rule.STRATIFIED || split == Holdout.Rule.RANDOM)) {
            throw new UsageException("--split " + split.label()
                    + " takes groups apart, --leave-one-group-out keeps them; leave one of them away");
        }
        if (folds != null && folds < 2) {
            throw new UsageException("--folds must be at least 2, but was " + folds);
        }
        if (repeats < 1) {
            throw new UsageException("--repeats must be at least 1, but was " + repeats);
        }
        if (!(validation >= 0 && validation < 1)) {
            throw new UsageException("--validation must be a share from 0 to below 1, but was " + validation);
        }
    }

    /** {@return what is held out of the series that a fold learns from} */
    public Holdout holdout() {
        return new Holdout(validation, split);
    }
}
