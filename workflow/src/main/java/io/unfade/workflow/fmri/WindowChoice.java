package io.unfade.workflow.fmri;

import io.unfade.fmri.prepare.WindowPlan;
import io.unfade.fmri.prepare.WindowPlan.Incomplete;
import io.unfade.fmri.prepare.Windows.GroupBy;
import io.unfade.workflow.base.RequestJson;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which scans around a block become a series, and what their groups are. Times are in seconds.
 *
 * @param before the window begins this long before the block's onset
 * @param after the window ends this long after the onset; null for the longest block's duration or the task's length
 * @param lag haemodynamic lag: window and task are this much later in the scans
 * @param taskLength a block is on task for at least this long from its onset
 * @param sliceTime when a scan is said to be taken, as a part of the repetition time; null to go by the files
 * @param conditions only blocks of these trial types, which are the classes in this order; empty for all
 * @param incomplete what to do with a block whose window is not wholly inside its run
 * @param groupBy what the series' groups are
 */
public record WindowChoice(
        double before,
        @Nullable Double after,
        double lag,
        double taskLength,
        @Nullable Double sliceTime,
        List<String> conditions,
        Incomplete incomplete,
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

    /** {@return what the times do not say, in words} */
    Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("incomplete windows", RequestJson.key(incomplete));
        if (taskLength > 0) {
            details.put("task", "at least " + taskLength + " s from each onset");
        }
        return details;
    }
}
