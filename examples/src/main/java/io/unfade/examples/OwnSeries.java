package io.unfade.examples;

import io.unfade.data.Recording;
import io.unfade.data.Recording.Event;
import io.unfade.data.Recording.Interval;
import io.unfade.data.SeriesSet;

import java.util.List;

/** Series from what a program holds: arrays, or one long recording. */
public final class OwnSeries {
    private OwnSeries() {}

    /**
     * {@return a set of labelled series}
     *
     * @param values by series, time and feature
     * @param labels the class of each
     */
    public static SeriesSet ofArrays(float[][][] values, int[] labels) {
        // example: arrays
        SeriesSet set = SeriesSet.of(values) // float[series][time][feature], of any lengths
                .toBuilder()
                .labels(labels, List.of("rest", "walk"))
                .build();
        // end of the example
        return set;
    }

    /**
     * {@return windows of a recording, labelled by what was going on}
     *
     * @param times in seconds, not evenly spaced
     * @param samples by time and feature
     */
    public static SeriesSet windows(double[] times, double[][] samples) {
        // example: windows
        SeriesSet set = new Recording(times, samples, List.of("x", "y", "z"))
                .resampled(0.02) // 50 steps a second; fills what is missing
                .windows(128, 64, List.of(new Interval(0, 31.5, "rest"), new Interval(31.5, 80, "walk")), 0.8);
        // end of the example
        return set;
    }

    /**
     * {@return windows around events}
     *
     * @param samples by time and feature, 250 a second
     */
    public static SeriesSet aroundEvents(double[][] samples) {
        // example: events
        SeriesSet set = Recording.regular(1 / 250.0, samples, List.of("x", "y", "z"))
                .around(List.of(new Event(2.5, "left"), new Event(7.1, "right")), 50, 200); // steps before and after
        // end of the example
        return set;
    }
}
