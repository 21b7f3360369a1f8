package io.unfade.fmri.bids;

import io.unfade.check.Require;

import java.util.List;

/**
 * How events files are interpreted.
 *
 * @param trialType the column that names the condition
 * @param conditions to keep; empty for all. Events of other conditions may lack a duration and are then left out
 * @param missingDuration the duration of events where it is {@code n/a}, in seconds; NaN to reject them
 */
public record EventRules(String trialType, List<String> conditions, double missingDuration) {
    /** Conditions in {@code trial_type}, all kept, with known durations. */
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

    /** {@return rules that require a duration for every wanted event} */
    public static EventRules of(String trialType, List<String> conditions) {
        return new EventRules(trialType, conditions, Double.NaN);
    }

    boolean wants(String condition) {
        return conditions.isEmpty() || conditions.contains(condition);
    }
}
