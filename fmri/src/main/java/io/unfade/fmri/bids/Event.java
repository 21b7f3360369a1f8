package io.unfade.fmri.bids;

import io.unfade.check.Require;

import java.util.Comparator;

/**
 * A period of a run with one condition, such as the presentation of faces.
 *
 * @param onset its start, in seconds from the first scan; may be negative
 * @param duration in seconds, at least 0
 * @param trialType the condition, such as {@code face}
 */
public record Event(double onset, double duration, String trialType) {
    /** By onset, then by condition, then by duration. */
    static final Comparator<Event> ORDER = Comparator.comparingDouble(Event::onset)
            .thenComparing(Event::trialType)
            .thenComparingDouble(Event::duration);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not finite, the duration is negative or the condition has no name
     */
    public Event {
        Require.argument(Double.isFinite(onset), "an onset must be a finite number of seconds, but is %s", onset);
        Require.argument(
                duration >= 0 && duration < Double.POSITIVE_INFINITY,
                "a duration must be a finite number of seconds, at least 0, but is %s",
                duration);
        Require.argument(!trialType.isBlank(), "an event needs a condition");
    }

    /** {@return its end, in seconds from the first scan} */
    public double end() {
        return onset + duration;
    }
}
