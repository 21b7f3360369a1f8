package io.unfade.fmri.bids;

import io.unfade.check.Require;

import java.util.List;

/**
 * How events are understood.
 *
 * @param trialType the column that names the condition
 * @param conditions that are wanted; empty for all. Events of others may have no known duration, and are left out then
 * @param missingDuration how long events go on whose duration is {@code n/a}, in seconds; NaN to refuse them
 */
public record EventRules(String trialType, List<String> conditions, double missingDuration) {
    /** Conditions in {@code trial_type}, all wanted, every duration known. */
    public static final EventRules USUAL = of(EventsFile.TRIAL_TYPE, List.of());

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if the duration is negative or infinite
     */
    public EventRules {
        conditions = List.copyOf(conditions);
        Require.argument(
                Double.isNaN(missingDuration) || (missingDuration >= 0 && missingDuration < Double.POSITIVE_INFINITY),
                "the duration of events without one must be at least 0 seconds, but was %s",
                missingDuration);
    }

    /** {@return rules by which every wanted event must have a duration} */
    public static EventRules of(String trialType, List<String> conditions) {
        return new EventRules(trialType, conditions, Double.NaN);
    }

    boolean wants(String condition) {
        return conditions.isEmpty() || conditions.contains(condition);
    }
}
