package io.unfade.workflow.fmri;

import io.unfade.fmri.prepare.WindowPlan;
import io.unfade.fmri.prepare.WindowPlan.Incomplete;
import io.unfade.fmri.prepare.Windows.GroupBy;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.RequestJson;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which scans around a block become a series, and how series are grouped. Times are in seconds. */
public record WindowChoice(
        @Meaning(value = "The window begins this long before the block's onset.", label = "SECONDS")
        double before,

        @Meaning(
                value = "The window ends this long after the onset; the longest block's duration, or "
                        + "{taskLength} if that is longer, if not given.",
                label = "SECONDS")
        @Nullable
        Double after,

        @Meaning(
                value = "Haemodynamic lag: window and task are this much later in the scans; often 4 to 6.",
                label = "SECONDS")
        double lag,

        @Meaning(
                value = "A block is on task for at least this long from its onset; for events of duration 0, or "
                        + "shorter than a scan, which otherwise have no scan on task.",
                label = "SECONDS")
        double taskLength,

        @Meaning(
                value = "When a scan is said to be taken, as a part 0 to 1 of the repetition time; by StartTime "
                        + "in the .json next to the data, or 0, if not given.",
                label = "PART")
        @Nullable
        Double sliceTime,

        @Meaning(
                value = "Only blocks of these trial types, separated by commas; they are the classes, in this "
                        + "order.",
                label = "NAME")
        List<String> conditions,

        @Meaning(
                value = "What to do with a block that ends after the last scan, or whose window is not wholly "
                        + "inside its run: refuse, or drop, which leaves the block out.",
                label = "RULE")
        Incomplete incomplete,

        @Meaning(
                value = "What the series' groups are: run or subject; {groups} and {notGroups} of other commands "
                        + "choose among them.",
                label = "WHAT")
        GroupBy groupBy) {
    /** Strips names. */
    public WindowChoice {
        conditions = conditions.stream().map(String::strip).toList();
    }

    /** The blocks themselves. */
    public WindowChoice() {
        this(0, null, 0, 0, null, List.of(), Incomplete.REFUSE, GroupBy.RUN);
    }

    /** {@return the windows} */
    WindowPlan plan() {
        return new WindowPlan(
                before,
                after == null ? Double.NaN : after,
                lag,
                sliceTime == null ? Double.NaN : sliceTime,
                conditions,
                incomplete,
                taskLength);
    }

    /** {@return whether conditions are chosen} */
    boolean choosesConditions() {
        return !conditions.isEmpty();
    }

    /** {@return the settings other than times, in words} */
    Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("incomplete windows", RequestJson.key(incomplete));
        if (taskLength > 0) {
            details.put("task", "at least " + taskLength + " s from each onset");
        }
        return details;
    }
}
