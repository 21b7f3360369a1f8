package io.unfade.data;

import io.unfade.check.Require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * One long recording of C features, from which the series of a set are cut: windows that slide over it, with the labels of intervals, or
 * windows around events. A recording with irregular steps is put on a regular grid first. Immutable; values are missing where they
 * are NaN.
 */
public final class Recording {
    private static final double ROUNDING = 1e-6;

    private final double[] times;
    private final double[][] values;
    private final List<String> featureNames;

    /**
     * A recording.
     *
     * @param times of the steps, increasing, in any unit
     * @param values of each step, C of each; NaN where missing
     * @param featureNames C names
     * @throws IllegalArgumentException if there are no steps, sizes differ, a time is not above the one before, or a value is
     *     infinite; the message names the step
     */
    public Recording(double[] times, double[][] values, List<String> featureNames) {
        Require.argument(times.length > 0, "a recording needs at least 1 step");
        Require.size("the values of the steps", times.length, values.length);
        for (int t = 0; t < times.length; t++) {
            Require.argument(
                    Double.isFinite(times[t]) && (t == 0 || times[t] > times[t - 1]),
                    "times must increase, but step %d is at %s after %s",
                    t,
                    times[t],
                    t == 0 ? "none" : times[t - 1]);
            Require.argument(
                    values[t].length == featureNames.size(),
                    "step %d must have %d values, but has %d",
                    t,
                    featureNames.size(),
                    values[t].length);
            for (double value : values[t]) {
                Require.argument(!Double.isInfinite(value), "step %d holds an infinite value", t);
            }
        }
        this.times = times.clone();
        this.values = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
        this.featureNames = List.copyOf(featureNames);
    }

    /** {@return a recording with a step at 0, 1 x period, 2 x period and so on} */
    public static Recording regular(double period, double[][] values, List<String> featureNames) {
        Require.argument(period > 0, "the period must be above 0, but was %s", period);
        double[] times =
                IntStream.range(0, values.length).mapToDouble(t -> t * period).toArray();
        return new Recording(times, values, featureNames);
    }

    /**
     * A stretch of time with a label, such as an activity.
     *
     * @param from its beginning
     * @param to its end, which is no part of it
     */
    public record Interval(double from, double to, String label) {
        /** Checks the order. */
        public Interval {
            Require.argument(to > from, "an interval must end after %s, where it begins, but ends at %s", from, to);
        }
    }

    /** A point of time with a label, such as a stimulus. */
    public record Event(double time, String label) {}

    /** {@return how many steps there are} */
    public int steps() {
        return times.length;
    }

    /** {@return the time of a step} */
    public double time(int step) {
        return times[step];
    }

    /** {@return a value; NaN if it is missing} */
    public double value(int step, int feature) {
        return values[step][feature];
    }

    /**
     * {@return the recording at regular times, from the first on: linear between the known values before and after each, which
     * fills what is missing; O(T C)}
     *
     * @param period between two steps
     * @throws IllegalArgumentException if a feature is missing throughout
     */
    public Recording resampled(double period) {
        Require.argument(period > 0, "the period must be above 0, but was %s", period);
        double most = (times[times.length - 1] - times[0]) / period + 1 + ROUNDING;
        Require.argument(most < Integer.MAX_VALUE, "a period of %s makes too many steps", period);
        double[] grid = IntStream.range(0, (int) most)
                .mapToDouble(t -> times[0] + t * period)
                .toArray();
        double[][] found = new double[grid.length][featureNames.size()];
        for (int c = 0; c < featureNames.size(); c++) {
            int feature = c;
            int[] known = IntStream.range(0, times.length)
                    .filter(t -> !Double.isNaN(values[t][feature]))
                    .toArray();
            Require.argument(known.length > 0, "feature '%s' is missing throughout", featureNames.get(c));
            int next = 0;
            for (int t = 0; t < grid.length; t++) {
                while (next < known.length && times[known[next]] < grid[t]) {
                    next++;
                }
                found[t][c] = between(known, next, grid[t], c);
            }
        }
        return new Recording(grid, found, featureNames);
    }

    private double between(int[] known, int next, double time, int feature) {
        int after = known[Math.min(next, known.length - 1)];
        int before = known[Math.max(0, Math.min(next, known.length) - 1)];
        double first = values[before][feature];
        double last = values[after][feature];
        if (times[after] <= times[before] || times[after] <= time) {
            return last;
        }
        return times[before] >= time
                ? first
                : first + (last - first) * (time - times[before]) / (times[after] - times[before]);
    }

    /**
     * {@return windows that follow each other, without labels; each has the time of its first step as its id}
     *
     * @param length steps of each
     * @param stride steps from one to the next; windows overlap if it is below the length
     */
    public SeriesSet windows(int length, int stride) {
        return set(starts(length, stride), length).build();
    }

    /**
     * {@return the windows that have a label: that of the interval which covers most of their steps}
     *
     * @param length steps of each
     * @param stride steps from one to the next
     * @param intervals may overlap; of two that cover as many steps, the earlier in the list counts
     * @param least the share of its steps that an interval must cover to label a window, above 0 and at most 1
     * @throws IllegalArgumentException if no window has a label
     */
    public SeriesSet windows(int length, int stride, List<Interval> intervals, double least) {
        Require.argument(least > 0 && least <= 1, "the least share must be above 0 and at most 1, but was %s", least);
        List<Integer> labelled = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int start : starts(length, stride)) {
            long most = 0;
            String label = "";
            for (Interval interval : intervals) {
                long covered = IntStream.range(start, start + length)
                        .filter(t -> times[t] >= interval.from() && times[t] < interval.to())
                        .count();
                if (covered > most) {
                    most = covered;
                    label = interval.label();
                }
            }
            if (most > 0 && most >= least * length) {
                labelled.add(start);
                labels.add(label);
            }
        }
        Require.argument(!labelled.isEmpty(), "no window has a label: no interval covers a share of %s of one", least);
        return labelled(labelled.stream().mapToInt(Integer::intValue).toArray(), length, labels);
    }

    /**
     * {@return a window around each event, with its label; events too near to an end of the recording are left out}
     *
     * @param before steps before the first step at or after the event
     * @param after steps from that step on
     * @throws IllegalArgumentException if no event is left
     */
    public SeriesSet around(List<Event> events, int before, int after) {
        Require.argument(
                before >= 0 && after >= 0 && before + after >= 1,
                "a window needs at least 1 step, but was of %d before and %d after its event",
                before,
                after);
        List<Integer> starts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (Event event : events) {
            int found = Arrays.binarySearch(times, event.time());
            int start = (found >= 0 ? found : -found - 1) - before;
            if (start >= 0 && start + before + after <= times.length) {
                starts.add(start);
                labels.add(event.label());
            }
        }
        Require.argument(
                !starts.isEmpty(), "the recording holds no whole window around any of %d events", events.size());
        return labelled(starts.stream().mapToInt(Integer::intValue).toArray(), before + after, labels);
    }

    private int[] starts(int length, int stride) {
        Require.atLeastOne("the length of windows", length);
        Require.atLeastOne("the stride of windows", stride);
        Require.argument(length <= times.length, "windows of %d steps do not fit into %d steps", length, times.length);
        double period = times.length == 1 ? 1 : (times[times.length - 1] - times[0]) / (times.length - 1);
        for (int t = 1; t < times.length; t++) {
            Require.argument(
                    Math.abs(times[t] - times[t - 1] - period) <= ROUNDING * times.length * period,
                    "windows need regular steps, but step %d is %s after the one before, and others are %s: resample first",
                    t,
                    times[t] - times[t - 1],
                    period);
        }
        return IntStream.iterate(0, start -> start + length <= times.length, start -> start + stride)
                .toArray();
    }

    private SeriesSet labelled(int[] starts, int length, Collection<String> labels) {
        List<String> names = List.copyOf(new TreeSet<>(labels));
        return set(starts, length)
                .labels(labels.stream().mapToInt(names::indexOf).toArray(), names)
                .build();
    }

    private SeriesBuilder set(int[] starts, int length) {
        SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, starts.length, length, featureNames.size());
        for (int i = 0; i < starts.length; i++) {
            for (int t = 0; t < length; t++) {
                for (int c = 0; c < featureNames.size(); c++) {
                    builder.cell(i, t, c, values[starts[i] + t][c]);
                }
            }
        }
        return builder.featureNames(featureNames)
                .ids(Arrays.stream(starts)
                        .mapToObj(start -> String.format(Locale.ROOT, "%s", times[start]))
                        .toList());
    }
}
