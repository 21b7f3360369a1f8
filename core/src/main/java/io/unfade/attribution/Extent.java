package io.unfade.attribution;

import io.unfade.check.Require;
import io.unfade.data.SeriesSet;

import java.util.stream.IntStream;

/**
 * The sizes of the series to explain, without padding.
 *
 * @param shortest steps of the shortest series, at least 1
 * @param longest steps of the longest series
 * @param features of every series, at least 1
 */
public record Extent(int shortest, int longest, int features) {
    /** Checks the sizes. */
    public Extent {
        Require.argument(
                shortest >= 1 && longest >= shortest && features >= 1,
                "series have at least one step and one feature, but were said to have %d to %d steps, and %d features",
                shortest,
                longest,
                features);
    }

    /** The sizes of series of one length. */
    public Extent(int steps, int features) {
        this(steps, steps, features);
    }

    /** {@return the sizes of some series} */
    public static Extent of(SeriesSet set) {
        var lengths = IntStream.range(0, set.count()).map(set::length).summaryStatistics();
        return new Extent(lengths.getMin(), lengths.getMax(), set.features());
    }
}
