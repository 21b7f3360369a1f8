package io.unfade.cli.fmri;

import io.unfade.fmri.prepare.WindowPlan.Incomplete;
import io.unfade.fmri.prepare.Windows.GroupBy;
import io.unfade.workflow.fmri.WindowChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.util.List;

/** Which scans around a block become a series, and what their groups are. */
final class FmriWindowOptions {
    @Option(
            names = "--before",
            order = 40,
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "The window begins this long before the block's onset.")
    private double before;

    @Option(
            names = "--after",
            order = 41,
            paramLabel = "SECONDS",
            description =
                    "The window ends this long after the onset; the longest block's duration, or --task-length if that is "
                            + "longer, if not given.")
    private @Nullable Double after;

    @Option(
            names = "--lag",
            order = 42,
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "Haemodynamic lag: window and task are this much later in the scans; often 4 to 6.")
    private double lag;

    @Option(
            names = "--task-length",
            order = 42,
            paramLabel = "SECONDS",
            defaultValue = "0",
            description =
                    "A block is on task for at least this long from its onset; for events of duration 0, or shorter than "
                            + "a scan, which else have no scan on task.")
    private double taskLength;

    @Option(
            names = "--slice-time",
            order = 43,
            paramLabel = "PART",
            description =
                    "When a scan is said to be taken, as a part 0 to 1 of the repetition time; by StartTime in the .json "
                            + "next to the data, or 0, if not given.")
    private @Nullable Double sliceTime;

    @Option(
            names = "--conditions",
            order = 44,
            paramLabel = "NAME",
            split = ",",
            description = "Only blocks of these trial types, separated by commas; they are the classes, in this order.")
    private @Nullable List<String> conditions;

    @Option(
            names = "--incomplete",
            order = 45,
            paramLabel = "RULE",
            defaultValue = "refuse",
            description =
                    "What to do with a block that ends after the last scan, or whose window is not wholly inside its run: "
                            + "refuse, or drop, which leaves the block out.")
    private Incomplete incomplete = Incomplete.REFUSE;

    @Option(
            names = "--group-by",
            order = 46,
            paramLabel = "WHAT",
            defaultValue = "run",
            description = "What the series' groups are: run or subject; --groups and --not-groups of other commands "
                    + "choose among them.")
    private GroupBy groupBy = GroupBy.RUN;

    WindowChoice choice() {
        return new WindowChoice(
                before,
                after,
                lag,
                taskLength,
                sliceTime,
                conditions == null ? List.of() : conditions,
                incomplete,
                groupBy);
    }
}
