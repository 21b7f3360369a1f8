package io.unfade.data.source;

import io.unfade.check.MalformedFileException;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;

import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Series of unequal length that arrive one by one, until all of them, or those of a part, are there and can be padded.
 * Memory: 8 bytes a value, then 8 bytes a padded cell, of which there may be at most {@value #MAX_PADDING} for each value
 * beyond the first million, so that one long series among many short ones cannot take all memory.
 */
public final class SeriesAssembly {
    private static final int MAX_PADDING = 64;
    private static final int FREE_CELLS = 1 << 20;

    private final Path file;
    private final MissingValues missing;
    private final SeriesEnds ends;
    private GrowingDoubles values = new GrowingDoubles();
    private final List<Integer> lengths = new ArrayList<>();
    private int before; // series of earlier parts
    private int features;

    public SeriesAssembly(Path file, ReadOptions options) {
        this.file = file;
        this.missing = options.missing();
        this.ends = new SeriesEnds(new Location(file, ""), options);
    }

    /** {@return how many series there are so far, those of earlier parts included} */
    public int count() {
        return before + lengths.size();
    }

    /** {@return whether the series since the last part have so many cells, or more} */
    public boolean fills(long cells) {
        return values.size() >= cells;
    }

    /** {@return the number of features, set by the first series; 0 before it} */
    public int features() {
        return features;
    }

    /**
     * Adds a series without its padding and with its gaps filled according to the options.
     *
     * @param cells the series, row-major {@code (length, features)}
     * @param featureCount the same as for earlier series
     * @param place of the series in the file
     * @throws MalformedFileException if a cell is infinite, or missing where that is rejected, or all are missing
     */
    public void add(double[] cells, int featureCount, Location place) throws MalformedFileException {
        double[] steps = new double[cells.length / featureCount];
        Arrays.setAll(steps, i -> i);
        add(cells, featureCount, steps, place);
    }

    /** As {@link #add(double[], int, Location)}, for steps at these increasing times. */
    public void add(double[] cells, int featureCount, double[] times, Location place) throws MalformedFileException {
        Supplier<Location> series = () -> place.inside("series %d", count());
        int steps = ends.next(cells, featureCount, series);
        double[] real = Arrays.copyOf(cells, steps * featureCount);
        missing.fill(real, featureCount, times, series);
        place.require(values.addAll(real), "a file with more than 2^31 - 9 values is not read; split it");
        features = featureCount;
        lengths.add(steps);
    }

    /**
     * {@return a set of all series since the last part, padded, for names and labels to be added; there are no more}
     *
     * @throws MalformedFileException if there is no series, or too much padding
     */
    public SeriesBuilder toBuilder() throws MalformedFileException {
        ends.tell();
        return toPart();
    }

    /**
     * {@return as {@link #toBuilder}, with more series to come; those of the part are forgotten}
     *
     * @throws MalformedFileException likewise
     */
    public SeriesBuilder toPart() throws MalformedFileException {
        int[] known = lengths.stream().mapToInt(Integer::intValue).toArray();
        SeriesBuilder builder = padded(file, known, features);
        int from = 0;
        for (int series = 0; series < known.length; series++) {
            double[] cells = new double[known[series] * features];
            values.copyTo(from, cells, 0, cells.length);
            builder.cells(series * builder.steps() * features, DoubleBuffer.wrap(cells));
            from += cells.length;
        }
        if (before > 0) {
            builder.ids(
                    IntStream.range(before, count()).mapToObj(Integer::toString).toList());
        }
        before = count();
        values = new GrowingDoubles();
        lengths.clear();
        return builder;
    }

    /**
     * {@return a set of zeros for series of these lengths}
     *
     * @throws MalformedFileException if there is no series, or too much padding
     */
    public static SeriesBuilder padded(Path file, int[] lengths, int features) throws MalformedFileException {
        return padded(file, lengths, features, Precision.DOUBLE);
    }

    /** As {@link #padded(Path, int[], int)}, in another precision. */
    public static SeriesBuilder padded(Path file, int[] lengths, int features, Precision precision)
            throws MalformedFileException {
        Location whole = new Location(file, "");
        whole.require(lengths.length > 0, "has no series");
        int steps = Arrays.stream(lengths).max().orElseThrow();
        long values = Arrays.stream(lengths).asLongStream().sum() * features;
        double padded = (double) lengths.length * steps * features;
        whole.require(
                padded <= GrowingDoubles.MAX_SIZE && padded <= FREE_CELLS + (double) MAX_PADDING * values,
                "%d series of up to %d steps and %d features would take %.0f cells for %d values; "
                        + "split the file into series of similar lengths",
                lengths.length,
                steps,
                features,
                padded,
                values);
        return SeriesSet.builder(precision, lengths.length, steps, features).lengths(lengths);
    }
}
