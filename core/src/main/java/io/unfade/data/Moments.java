package io.unfade.data;

import io.unfade.check.Require;
import io.unfade.math.Vectors;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Count, mean and sum of squared deviations of the numbers that share a mean and a scale, from a part of the series. Those of parts
 * are {@linkplain #and merged} into those of all (Chan, Golub and LeVeque 1979), so that a {@link Standardizer} can be fitted
 * to series that are in many places: equal to that of {@link Standardizer#fit} to 1e-12 of the scale, in whatever order parts are
 * merged. O(size) memory. Immutable.
 */
public final class Moments {
    private static final double EPSILON = 0x1p-52;

    private final Standardization kind;
    private final int features;
    private final long count;

    /** Powers of two that keep sums of squares from overflow and underflow; mean and squares are of numbers times these. */
    private final double[] unit;

    private final double[] mean;
    private final double[] squares;

    private Moments(Standardization kind, int features, long count, double[] unit, double[] mean, double[] squares) {
        this.kind = kind;
        this.features = features;
        this.count = count;
        this.unit = unit;
        this.mean = mean;
        this.squares = squares;
    }

    /**
     * {@return the moments of series; only real steps count}
     *
     * @param kind per feature, or per cell for series of one length
     * @throws IllegalArgumentException if the kind is another one or does not allow the lengths, or a value is not finite
     */
    public static Moments of(Standardization kind, SeriesSet set) {
        Require.argument(kind.isLearnt(), "standardization %s takes no numbers from training series", kind.key());
        Require.argument(
                kind != Standardization.PER_CELL || set.equalLengths(),
                "per-cell standardization needs series of equal length; use per-feature");
        int size = kind == Standardization.PER_CELL ? set.steps() * set.features() : set.features();
        return of(kind, set, size, IntStream.range(0, set.count()).toArray());
    }

    /** Three passes, O(n T C) time. */
    static Moments of(Standardization kind, SeriesSet set, int size, int... rows) {
        long count = Arrays.stream(rows).mapToLong(set::length).sum() * set.features() / size;
        double[] unit = units(set, size, rows);
        double[] mean = new double[size];
        forEachStretch(set, size, rows, (series, from) -> {
            for (int i = 0; i < size; i++) {
                mean[i] += series[from + i] * unit[i];
            }
        });
        for (int i = 0; i < size; i++) {
            mean[i] /= count;
        }
        double[] squares = new double[size];
        double[] rest = new double[size]; // rounding residue of the mean
        forEachStretch(set, size, rows, (series, from) -> {
            for (int i = 0; i < size; i++) {
                double deviation = series[from + i] * unit[i] - mean[i];
                squares[i] += deviation * deviation;
                rest[i] += deviation;
            }
        });
        for (int i = 0; i < size; i++) {
            squares[i] -= rest[i] * rest[i] / count;
        }
        return new Moments(kind, set.features(), count, unit, mean, squares);
    }

    private static double[] units(SeriesSet set, int size, int... rows) {
        double[] largest = new double[size];
        forEachStretch(set, size, rows, (series, from) -> {
            for (int i = 0; i < size; i++) {
                largest[i] = Math.max(largest[i], Math.abs(series[from + i]));
            }
        });
        for (int i = 0; i < size; i++) {
            Require.argument(
                    Double.isFinite(largest[i]),
                    "feature '%s' holds a value that is missing or infinite; fill missing values first",
                    set.featureNames().get(i % set.features()));
        }
        return Arrays.stream(largest).map(Vectors::unit).toArray();
    }

    private static void forEachStretch(SeriesSet set, int size, int[] rows, StretchVisitor visitor) {
        double[] series = new double[set.steps() * set.features()];
        for (int i : rows) {
            int real = set.length(i) * set.features();
            set.copySteps(i, set.length(i), series, 0);
            for (int from = 0; from < real; from += size) {
                visitor.visit(series, from);
            }
        }
    }

    /** Receives the real cells of a set in runs of one cell per mean: the series, and the start of the run in it. */
    private interface StretchVisitor {
        void visit(double[] series, int from);
    }

    /**
     * {@return the moments of the series of both}
     *
     * @throws IllegalArgumentException if they are of another kind, or of series of another size
     */
    public Moments and(Moments other) {
        Require.argument(
                kind == other.kind && features == other.features,
                "moments are merged of the same kind and features, but were %s of %d and %s of %d",
                kind.key(),
                features,
                other.kind.key(),
                other.features);
        Require.argument(
                mean.length == other.mean.length,
                "per-cell standardization needs series of equal length, but there are some of %d steps and some of %d",
                mean.length / features,
                other.mean.length / features);
        long all = count + other.count;
        double[] units = new double[mean.length];
        double[] means = new double[mean.length];
        double[] sums = new double[mean.length];
        for (int i = 0; i < means.length; i++) {
            units[i] = isZero(i) ? other.unit[i] : other.isZero(i) ? unit[i] : Math.min(unit[i], other.unit[i]);
            double own = units[i] / unit[i];
            double others = units[i] / other.unit[i];
            double apart = other.mean[i] * others - mean[i] * own;
            means[i] = mean[i] * own + apart * other.count / all;
            sums[i] = squares[i] * own * own
                    + other.squares[i] * others * others
                    + apart * apart * ((double) count * other.count / all);
        }
        return new Moments(kind, features, all, units, means, sums);
    }

    private boolean isZero(int i) {
        return mean[i] == 0 && squares[i] == 0;
    }

    /** {@return the standardizer of these series} */
    public Standardizer standardizer() {
        double[] means = new double[mean.length];
        double[] scale = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            double deviation = deviation(squares[i] / count, mean[i]) / unit[i];
            scale[i] = deviation == 0 ? 1 : deviation;
            means[i] = mean[i] / unit[i];
        }
        return kind == Standardization.PER_CELL
                ? Standardizer.perCell(features, means, scale)
                : Standardizer.perFeature(means, scale);
    }

    /** {@return the standard deviation; 0 if it is only rounding error} */
    private double deviation(double variance, double ofMean) {
        double rounding = count * ofMean * EPSILON;
        boolean constant = variance <= count * EPSILON * variance + rounding * rounding;
        return constant ? 0 : Math.sqrt(variance);
    }

    /** {@return how many numbers each mean is of: steps, or series for per-cell} */
    public long count() {
        return count;
    }

    /** {@return C} */
    public int features() {
        return features;
    }

    /** {@return these as numbers: the count, then units, means and squares; see {@link #ofNumbers}} */
    public double[] numbers() {
        double[] all = new double[1 + 3 * mean.length];
        all[0] = count;
        System.arraycopy(unit, 0, all, 1, mean.length);
        System.arraycopy(mean, 0, all, 1 + mean.length, mean.length);
        System.arraycopy(squares, 0, all, 1 + 2 * mean.length, mean.length);
        return all;
    }

    /** {@return what {@link #numbers} wrote} */
    public static Moments ofNumbers(Standardization kind, int features, double[] numbers) {
        int size = (numbers.length - 1) / 3;
        Require.argument(
                numbers.length % 3 == 1 && size >= features && size % features == 0,
                "moments of %d features are 1 + 3 numbers for each, but there are %d",
                features,
                numbers.length);
        return new Moments(
                kind,
                features,
                (long) numbers[0],
                Arrays.copyOfRange(numbers, 1, 1 + size),
                Arrays.copyOfRange(numbers, 1 + size, 1 + 2 * size),
                Arrays.copyOfRange(numbers, 1 + 2 * size, 1 + 3 * size));
    }
}
