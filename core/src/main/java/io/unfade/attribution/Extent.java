package io.unfade.attribution;

import io.unfade.check.Require;
import io.unfade.data.SeriesSet;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The sizes of the series to explain, without padding.
 *
 * @param shortest steps of the shortest series, at least 1
 * @param longest steps of the longest series
 * @param features of every series, at least 1
 * @param nameOfShortest of the first of the shortest series; empty if unknown
 */
public record Extent(int shortest, int longest, int features, String nameOfShortest) {
    /** Checks the sizes. */
    public Extent {
        Require.argument(
                shortest >= 1 && longest >= shortest && features >= 1,
                "series have at least one step and one feature, but were said to have %d to %d steps, and %d features",
                shortest,
                longest,
                features);
    }

    /** The sizes of series without names. */
    public Extent(int shortest, int longest, int features) {
        this(shortest, longest, features, "");
    }

    /** The sizes of series of one length. */
    public Extent(int steps, int features) {
        this(steps, steps, features);
    }

    /** {@return the sizes of some series} */
    public static Extent of(SeriesSet set) {
        int shortest = IntStream.range(0, set.count())
                .boxed()
                .min(Comparator.comparingInt(set::length))
                .orElseThrow();
        int longest = IntStream.range(0, set.count()).map(set::length).max().orElseThrow();
        return new Extent(
                set.length(shortest), longest, set.features(), set.ids().get(shortest));
    }

    /**
     * Checks that a window, and what lies before it, fits into every series.
     *
     * @param method its name, with which the message begins
     * @param before steps, at least 0
     * @throws IllegalArgumentException if not; the message names the shortest series
     */
    public void checkWindow(String method, int window, int before) {
        Require.argument(
                window <= shortest - before,
                "%s: window must be at most %d, the steps of the shortest series%s%s, but was %d",
                method,
                shortest - before,
                nameOfShortest.isEmpty() ? "" : " ('" + nameOfShortest + "')",
                before == 0 ? "" : " less " + before,
                window);
    }
}
