package io.unfade.data.source;

import io.unfade.check.MalformedFileException;
import io.unfade.data.SeriesBuilder;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * Determines where the series of a file end. In every format, trailing steps that are missing in all features are
 * padding, and the series is shortened. This precedes filling of missing values, and is reported once.
 */
public final class SeriesEnds {
    private final Location file;
    private final ReadOptions options;
    private int count;
    private int shortened;
    private int shortest = Integer.MAX_VALUE;
    private int longest;
    private int written;

    public SeriesEnds(Location file, ReadOptions options) {
        this.file = file;
        this.options = options;
    }

    /**
     * Finds the end of the next series.
     *
     * @param cells the series as written, row-major {@code (length, features)}
     * @param features the number of features
     * @param series location of the series, for messages
     * @return the number of steps without padding, at least 1
     * @throws MalformedFileException if all values are missing
     */
    public int next(double[] cells, int features, Supplier<Location> series) throws MalformedFileException {
        int end = known(cells, series);
        int steps = cells.length / features;
        int real = (end + features - 1) / features;
        count++;
        written = Math.max(written, steps);
        if (real < steps) {
            shortened++;
            shortest = Math.min(shortest, real);
            longest = Math.max(longest, real);
        }
        return real;
    }

    /** {@return the number of cells up to the last known one} */
    private static int known(double[] cells, Supplier<Location> series) throws MalformedFileException {
        int end = cells.length;
        while (end > 0 && Double.isNaN(cells[end - 1])) {
            end--;
        }
        if (end == 0) {
            throw series.get().problem("every value of the series is missing; leave the series out");
        }
        return end;
    }

    /**
     * Finds the ends of all series of a set, and shortens them.
     *
     * @param builder of the set
     * @param set location of the set, for messages
     * @throws MalformedFileException if all values of a series are missing
     */
    public void shorten(SeriesBuilder builder, Location set) throws MalformedFileException {
        int[] lengths = new int[builder.count()];
        for (int series = 0; series < lengths.length; series++) {
            int index = series;
            lengths[series] = next(builder.realCells(series), builder.features(), () -> set.inside("series %d", index));
        }
        builder.lengths(lengths);
    }

    /** Counts a complete series. */
    public void whole(int series, int steps) {
        count += series;
        written = Math.max(written, steps);
    }

    /**
     * Checks that each series of a set with given lengths has a value.
     *
     * @param builder of the set; its lengths are known
     * @param set location of the set, for messages
     * @throws MalformedFileException if all values of a series are missing
     */
    public static void check(SeriesBuilder builder, Location set) throws MalformedFileException {
        for (int series = 0; series < builder.count(); series++) {
            int index = series;
            known(builder.realCells(series), () -> set.inside("series %d", index));
        }
    }

    /** Notes, after the last series, which were shortened. */
    public void tell() {
        if (shortened == 0) {
            return;
        }
        String lengths = shortest == longest ? "length " + shortest : "lengths " + shortest + " to " + longest;
        options.notes()
                .accept(new ReadNote(
                        file.file(),
                        ReadNote.Kind.PADDING,
                        String.format(
                                Locale.ROOT,
                                "%d of %d series end in steps that are missing in all features; read as %s of %d",
                                shortened,
                                count,
                                lengths,
                                written)));
    }
}
