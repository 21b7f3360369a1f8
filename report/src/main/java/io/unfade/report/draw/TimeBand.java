package io.unfade.report.draw;

import io.unfade.check.Require;

/**
 * Some time that is marked above a map, such as a block of a task.
 *
 * @param label what happened; bands of one label have one colour
 * @param fromSeconds when it began
 * @param toSeconds when it ended, later than it began
 */
public record TimeBand(String label, double fromSeconds, double toSeconds) {
    /** Checks the ends. */
    public TimeBand {
        Require.argument(
                Double.isFinite(fromSeconds) && Double.isFinite(toSeconds) && fromSeconds < toSeconds,
                "band '%s' must have from < to, but was %s..%s s",
                label,
                fromSeconds,
                toSeconds);
    }
}
