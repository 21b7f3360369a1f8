package io.unfade.cli.fmri;

import io.unfade.workflow.fmri.GroupChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the classes of a group are compared. */
final class FmriGroupOptions {
    @Option(
            names = "--level",
            order = 20,
            paramLabel = "UNIT",
            description =
                    "What counts as one observation: series, run or subject (the mean map of a class in each). subject if "
                            + "there are several, else run.")
    private GroupChoice.@Nullable Unit unit;

    @Option(
            names = "--permutations",
            order = 21,
            paramLabel = "N",
            defaultValue = "5000",
            description = "How often labels are shuffled; all shufflings are done if there are no more.")
    private int permutations;

    @Option(
            names = "--signed",
            order = 22,
            description = "Compare classes by signed saliency, not by each region's share of all saliency.")
    private boolean signed;

    @Option(
            names = "--two-sided",
            order = 23,
            description = "In the comparison of classes also find regions that matter less than in others.")
    private boolean twoSided;

    @Option(
            names = "--all-steps",
            order = 24,
            description = "Compare classes over all steps of the windows, not only over those on task.")
    private boolean allSteps;

    GroupChoice choice() {
        return new GroupChoice(unit, permutations, signed, twoSided, allSteps);
    }
}
