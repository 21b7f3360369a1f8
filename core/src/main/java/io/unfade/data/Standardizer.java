package io.unfade.data;

import io.unfade.check.Require;
import io.unfade.math.Vectors;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Shifts and scales series as the training set says, so that every feature (or every cell) of the training set has mean
 * 0 and standard deviation 1:
 *
 * <pre>{@code
 * z = (x - mean) / scale
 * }</pre>
 *
 * <p>The scale is the population standard deviation (divisor n), as scikit-learn's {@code StandardScaler} has it, and 1
 * where the training set does not vary, that is where {@code variance <= n e variance + (n mean e)^2} with e = 2^-52.
 * Shapes: {@code (C)} per feature, {@code (T, C)} row-major per cell, empty for none. Padding stays 0. Immutable.
 */
public final class Standardizer {
    private static final double EPSILON = 0x1p-52;

    private final Standardization kind;
    private final int features;
    private final double[] mean;
    private final double[] scale;

    private Standardizer(Standardization kind, int features, double[] mean, double[] scale) {
        this.kind = kind;
        this.features = features;
        this.mean = mean;
        this.scale = scale;
    }

    /** {@return a standardizer that changes nothing} */
    public static Standardizer none() {
        return new Standardizer(Standardization.NONE, 0, new double[0], new double[0]);
    }

    /**
     * {@return the standardizer of stored numbers, one per feature}
     *
     * @param mean C finite numbers
     * @param scale C finite numbers above 0
     * @throws IllegalArgumentException if the numbers break these rules
     */
    public static Standardizer perFeature(double[] mean, double[] scale) {
        return stored(Standardization.PER_FEATURE, mean.length, mean, scale);
    }

    /**
     * {@return the standardizer of stored numbers, one per cell}
     *
     * @param features C, at least 1
     * @param mean T*C finite numbers, row-major {@code (T, C)}
     * @param scale T*C finite numbers above 0, likewise
     * @throws IllegalArgumentException if the numbers break these rules
     */
    public static Standardizer perCell(int features, double[] mean, double[] scale) {
        return stored(Standardization.PER_CELL, features, mean, scale);
    }

    private static Standardizer stored(Standardization kind, int features, double[] mean, double[] scale) {
        Require.argument(
                features >= 1 && mean.length >= features && mean.length % features == 0,
                "standardizer mean: expected a multiple of %d values, but there are %d",
                features,
                mean.length);
        Require.argument(
                mean.length == scale.length,
                "standardizer mean and scale must have the same size, but have %d and %d",
                mean.length,
                scale.length);
        for (int i = 0; i < mean.length; i++) {
            Require.argument(
                    Double.isFinite(mean[i]) && Double.isFinite(scale[i]) && scale[i] > 0,
                    "standardizer: mean must be finite and scale finite and above 0, but value %d is %s and %s",
                    i,
                    mean[i],
                    scale[i]);
        }
        return new Standardizer(kind, features, mean.clone(), scale.clone());
    }

    /**
     * {@return the standardizer that gives a training set mean 0 and standard deviation 1}
     *
     * <p>Only real steps count. Two passes in double precision, O(n T C) time, O(T C) memory.
     *
     * @param kind what shares a mean and a scale
     * @param training the training set, without missing values; of equal lengths for per-cell
     * @throws IllegalArgumentException if the kind is per-cell and lengths differ, or a value is not finite
     */
    public static Standardizer fit(Standardization kind, SeriesSet training) {
        return switch (kind) {
            case NONE -> none();
            case PER_FEATURE -> fit(kind, training, training.features());
            case PER_CELL -> {
                Require.argument(
                        training.equalLengths(),
                        "per-cell standardization needs series of equal length; use per-feature");
                yield fit(kind, training, training.steps() * training.features());
            }
        };
    }

    private static Standardizer fit(Standardization kind, SeriesSet set, int size) {
        long count = IntStream.range(0, set.count()).mapToLong(set::length).sum() * set.features() / size;
        double[] unit = units(set, size);
        double[] mean = new double[size];
        forEachStretch(set, size, (series, from) -> {
            for (int i = 0; i < size; i++) {
                mean[i] += series[from + i] * unit[i];
            }
        });
        for (int i = 0; i < size; i++) {
            mean[i] /= count;
        }
        double[] squares = new double[size];
        double[] rest = new double[size]; // what rounding of the mean leaves over
        forEachStretch(set, size, (series, from) -> {
            for (int i = 0; i < size; i++) {
                double deviation = series[from + i] * unit[i] - mean[i];
                squares[i] += deviation * deviation;
                rest[i] += deviation;
            }
        });
        double[] scale = new double[size];
        for (int i = 0; i < size; i++) {
            double deviation = scale((squares[i] - rest[i] * rest[i] / count) / count, mean[i], count) / unit[i];
            scale[i] = deviation == 0 ? 1 : deviation;
            mean[i] /= unit[i];
        }
        return stored(kind, set.features(), mean, scale);
    }

    /** {@return the standard deviation; 0 if there is none but for rounding} */
    private static double scale(double variance, double mean, long count) {
        double rounding = count * mean * EPSILON;
        boolean constant = variance <= count * EPSILON * variance + rounding * rounding;
        return constant ? 0 : Math.sqrt(variance);
    }

    /** {@return what values are multiplied by while their squares are summed, so that these neither overflow nor vanish} */
    private static double[] units(SeriesSet set, int size) {
        double[] largest = new double[size];
        forEachStretch(set, size, (series, from) -> {
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

    private static void forEachStretch(SeriesSet set, int size, StretchVisitor visitor) {
        double[] series = new double[set.steps() * set.features()];
        for (int i = 0; i < set.count(); i++) {
            set.copySeries(i, series, 0);
            int real = set.length(i) * set.features();
            for (int from = 0; from < real; from += size) {
                visitor.visit(series, from);
            }
        }
    }

    /** Receives the real cells of a set, in stretches of one cell for each mean: the series, and where in it one starts. */
    private interface StretchVisitor {
        void visit(double[] series, int from);
    }

    /** {@return what shares a mean and a scale} */
    public Standardization kind() {
        return kind;
    }

    /** {@return the means: (C), (T, C) row-major, or empty for none; a copy} */
    public double[] mean() {
        return mean.clone();
    }

    /** {@return the scales, shaped as the means; a copy} */
    public double[] scale() {
        return scale.clone();
    }

    /** {@return the shape of mean and scale: {C}, {T, C}, or {0} for none} */
    public int[] shape() {
        return switch (kind) {
            case NONE -> new int[] {0};
            case PER_FEATURE -> new int[] {features};
            case PER_CELL -> new int[] {mean.length / features, features};
        };
    }

    /**
     * {@return the standardised series, with everything known about them}
     *
     * @param set of the C (and for per-cell the T) this was made for
     * @throws IllegalArgumentException if the set does not fit
     */
    public SeriesSet apply(SeriesSet set) {
        if (kind == Standardization.NONE) {
            return set;
        }
        checkFits(set);
        SeriesSet.Builder builder = set.toBuilder();
        double[] series = new double[set.steps() * set.features()];
        for (int i = 0; i < set.count(); i++) {
            set.copySeries(i, series, 0);
            applyTo(series, 0, set.length(i));
            builder.cells(i * series.length, DoubleBuffer.wrap(series, 0, set.length(i) * features));
        }
        return builder.build();
    }

    /**
     * Checks that a set has the features, and for per-cell the steps, that this was made for.
     *
     * @param set any set
     * @throws IllegalArgumentException if it does not fit
     */
    public void checkFits(SeriesSet set) {
        Require.argument(
                kind == Standardization.NONE || set.features() == features,
                "the standardizer was made for %d features, but the series have %d",
                features,
                set.features());
        if (kind == Standardization.PER_CELL) {
            Require.argument(
                    set.steps() == mean.length / features,
                    "per-cell standardization was made for %d steps, but the series have %d",
                    mean.length / features,
                    set.steps());
        }
    }

    /**
     * Standardises one series in place.
     *
     * @param values holds the series row-major {@code (T, C)}; its first {@code length} steps are changed
     * @param offset where the series starts
     * @param length real steps; for per-cell at most T
     */
    public void applyTo(double[] values, int offset, int length) {
        int end = offset + length * features;
        for (int from = offset; from < end; from += mean.length) {
            int count = Math.min(mean.length, end - from);
            for (int i = 0; i < count; i++) {
                values[from + i] = (values[from + i] - mean[i]) / scale[i];
            }
        }
    }

    /** As {@link #applyTo(double[], int, int)}; computed in double precision and rounded once. */
    public void applyTo(float[] values, int offset, int length) {
        int end = offset + length * features;
        for (int from = offset; from < end; from += mean.length) {
            int count = Math.min(mean.length, end - from);
            for (int i = 0; i < count; i++) {
                values[from + i] = (float) ((values[from + i] - mean[i]) / scale[i]);
            }
        }
    }

    /**
     * Standardises one step in place. Allocates nothing.
     *
     * @param step the step's C values
     * @param index the step's place in its series, from 0
     * @throws IllegalArgumentException if the kind is per-cell and this was made for fewer steps
     */
    public void applyToStep(double[] step, long index) {
        boolean perCell = kind == Standardization.PER_CELL;
        if (perCell && index >= mean.length / features) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "per-cell standardization was made for %d steps, so a series has no step with index %d",
                    mean.length / features,
                    index));
        }
        int first = perCell ? (int) index * features : 0;
        for (int c = 0; c < features; c++) {
            step[c] = (step[c] - mean[first + c]) / scale[first + c];
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Standardizer that
                && kind == that.kind
                && features == that.features
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(scale, that.scale);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(scale);
    }
}
