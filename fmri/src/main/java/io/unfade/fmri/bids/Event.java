package io.unfade.fmri.bids;

import io.unfade.check.Require;

import java.util.Comparator;

/**
 * Something that went on for a while during a run, such as the showing of faces.
 *
 * @param onset when it began, in seconds from the first scan; negative if before it
 * @param duration how long it went on, in seconds, at least 0
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

    /** {@return when it ended, in seconds from the first scan} */
    public double end() {
        return onset + duration;
    }
}
