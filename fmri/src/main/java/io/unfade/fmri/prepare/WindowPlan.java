package io.unfade.fmri.prepare;

import io.unfade.check.Keyed;
import io.unfade.check.Require;

import java.util.List;

/**
 * Which scans around a block become a series. The haemodynamic lag shifts the whole window: the scan at time s, in
 * seconds from the first scan, is on task in a block that begins at o and lasts d if {@code o + lag <= s < o + d +
 * lag}, where d is at least the task length. The window begins with the first scan at or after {@code o - before + lag}
 * and has {@code (before + after) / TR} scans, rounded.
 *
 * @param before seconds before the onset, at least 0
 * @param after seconds after the onset; NaN for the longest block's duration, or the task length if that is longer
 * @param lag seconds from a stimulus to the response, at least 0; 0 takes scans as they are
 * @param sliceTime assumed time of a scan within its repetition time, 0..1 of it; NaN to use the files'
 * @param conditions the trial types to use, in the order of the classes; empty for all, sorted by name
 * @param incomplete how to handle a block that ends after the last scan, or a window that begins before the first or
 *     ends after the last
 * @param taskLength minimum seconds on task per block, for events without a duration or shorter than a scan; 0 to use
 *     the durations as given
 */
public record WindowPlan(
        double before,
        double after,
        double lag,
        double sliceTime,
        List<String> conditions,
        Incomplete incomplete,
        double taskLength) {
    /** How to handle a window with missing scans. */
    public enum Incomplete implements Keyed {
        /** Refuse the run. */
        REFUSE,
        /** Leave the block out. */
        DROP
    }

    /** Checks the numbers. */
    public WindowPlan {
        conditions = List.copyOf(conditions);
        Require.argument(
                before >= 0 && before < Double.POSITIVE_INFINITY,
                "the seconds before the onset must be at least 0, but were %s",
                before);
        Require.argument(
                Double.isNaN(after) || (after > -before && after < Double.POSITIVE_INFINITY),
                "the window must end after it begins, but was %s s before to %s s after the onset",
                before,
                after);
        Require.argument(
                lag >= 0 && lag < Double.POSITIVE_INFINITY, "the lag must be at least 0 seconds, but was %s", lag);
        Require.argument(
                Double.isNaN(sliceTime) || (sliceTime >= 0 && sliceTime <= 1),
                "the slice time must be 0..1 of the repetition time, but was %s",
                sliceTime);
        Require.argument(
                conditions.size() == conditions.stream().distinct().count(),
                "a condition is named twice in %s",
                conditions);
        Require.argument(
                taskLength >= 0 && taskLength < Double.POSITIVE_INFINITY,
                "the length of the task must be at least 0 seconds, but was %s",
                taskLength);
    }

    /** A plan without a minimum task length. */
    public WindowPlan(
            double before, double after, double lag, double sliceTime, List<String> conditions, Incomplete incomplete) {
        this(before, after, lag, sliceTime, conditions, incomplete, 0);
    }

    /** {@return a copy with another slice time} */
    public WindowPlan withSliceTime(double part) {
        return new WindowPlan(before, after, lag, part, conditions, incomplete, taskLength);
    }

    /** {@return windows that equal the blocks, of all conditions} */
    public static WindowPlan blocks() {
        return new WindowPlan(0, Double.NaN, 0, 0, List.of(), Incomplete.REFUSE);
    }
}
