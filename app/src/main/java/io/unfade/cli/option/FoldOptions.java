package io.unfade.cli.option;

import io.unfade.data.Holdout;
import io.unfade.workflow.option.FoldChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a set is cut into folds, and which part of the rest decides when training ends. */
public final class FoldOptions {
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

    /**
     * {@return how a set is cut}
     *
     * @param validates whether the share that validates was given
     */
    public FoldChoice choice(boolean validates) {
        return new FoldChoice(folds, leaveOneGroupOut, repeats, split, validates ? validation : null);
    }
}
