package io.unfade.baseline;

import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;

import java.util.Locale;

/**
 * Series as vectors of one size. Series of equal lengths are laid out cell by cell, {@code T C} values; series of
 * unequal lengths, or too many cells, are reduced to the mean of each feature over time, C values. Every feature is
 * standardised by the mean and deviation of the training series. Owns its values, which are not to be changed.
 */
public final class SeriesVectors {
    /** The largest number of cells of the training series that are laid out: 320 MB. */
    public static final long MOST_CELLS = 40_000_000;

    /** The smaller of series and cells is at most this: about 20 seconds for the linear model. */
    public static final int MOST_DIMENSIONS = 2_000;

    private final int count;
    private final int size;
    private final double[] values;

    private SeriesVectors(int count, int size, double[] values) {
        this.count = count;
        this.size = size;
        this.values = values;
    }

    /**
     * Vectors of training series, and of others made in the same way.
     *
     * @param training of the training series
     * @param tested of the others
     * @param averages whether they hold means over time instead of cells
     */
    public record Pair(SeriesVectors training, SeriesVectors tested, boolean averages) {}

    /**
     * {@return the vectors of two sets}
     *
     * <p>O(n T C) time and memory.
     *
     * @param training decides on means and deviations
     * @param tested series with the same features in the same order
     * @throws IllegalArgumentException if the features differ in number, or a value is missing or infinite
     */
    public static Pair of(SeriesSet training, SeriesSet tested) {
        Require.argument(
                training.features() == tested.features(),
                "the training series have %d features, but the others %d",
                training.features(),
                tested.features());
        boolean averages = !areLaidOut(training, tested);
        SeriesSet learnt = averages ? averages(training) : training;
        Standardizer standardizer = Standardizer.fit(Standardization.PER_FEATURE, learnt);
        return new Pair(of(learnt, standardizer), of(averages ? averages(tested) : tested, standardizer), averages);
    }

    private static boolean areLaidOut(SeriesSet training, SeriesSet tested) {
        long size = (long) training.steps() * training.features();
        return training.steps() == tested.steps()
                && training.equalLengths()
                && tested.equalLengths()
                && areFew(training.count(), size)
                && size * tested.count() <= MOST_CELLS;
    }

    /** {@return whether a linear model of so many series of so many cells takes seconds} */
    public static boolean areFew(int count, long size) {
        return size * count <= MOST_CELLS && Math.min(size, count) <= MOST_DIMENSIONS;
    }

    /** {@return series of one step, the mean over the real steps} */
    private static SeriesSet averages(SeriesSet set) {
        int features = set.features();
        SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, set.count(), 1, features);
        for (int i = 0; i < set.count(); i++) {
            for (int c = 0; c < features; c++) {
                double sum = 0;
                for (int t = 0; t < set.length(i); t++) {
                    sum += set.value(i, t, c);
                }
                builder.cell(i, 0, c, sum / set.length(i));
            }
        }
        return builder.build();
    }

    private static SeriesVectors of(SeriesSet set, Standardizer standardizer) {
        int size = set.steps() * set.features();
        double[] values = new double[set.count() * size];
        double[] row = new double[size];
        for (int i = 0; i < set.count(); i++) {
            set.copySeries(i, row, 0);
            standardizer.applyTo(row, 0, set.steps());
            for (int j = 0; j < size; j++) {
                if (!Double.isFinite(row[j])) {
                    throw new IllegalArgumentException(String.format(
                            Locale.ROOT,
                            "series %d ('%s') holds a value that is missing or infinite; fill missing values first",
                            i,
                            set.ids().get(i)));
                }
            }
            System.arraycopy(row, 0, values, i * size, size);
        }
        return new SeriesVectors(set.count(), size, values);
    }

    /** {@return vectors of given values, row after row, as they are} */
    public static SeriesVectors of(double[]... rows) {
        int size = rows[0].length;
        double[] values = new double[rows.length * size];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * size, size);
        }
        return new SeriesVectors(rows.length, size, values);
    }

    /** {@return the number of series} */
    public int count() {
        return count;
    }

    /** {@return the number of values in a vector} */
    public int size() {
        return size;
    }

    /** {@return all values, {@code (count, size)} row-major; not a copy} */
    double[] values() {
        return values;
    }
}
