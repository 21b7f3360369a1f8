package io.unfade.report.draw;

import io.unfade.check.Require;

/**
 * A period marked above a map, such as a block of a task.
 *
 * @param label of the event; bands with the same label share a colour
 * @param fromSeconds its start
 * @param toSeconds its end, after the start
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
