package io.unfade.data;

import io.unfade.check.Require;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Shifts and scales series to mean 0 and standard deviation 1:
 *
 * <pre>{@code
 * z = (x - mean) / scale
 * }</pre>
 *
 * <p>Per feature and per cell, mean and scale are those of the training set, and stay the same for every set. Per
 * series and per group, they are those of the series read: of one series, or of all series of its group in the set.
 * Such sets must be complete: leaving out series of a group changes the mean of the others.
 *
 * <p>The scale is the population standard deviation (divisor n), as in scikit-learn's {@code StandardScaler}, and 1 for
 * constant values, where {@code variance <= n e variance + (n mean e)^2} with e = 2^-52; so a feature that is constant
 * in a series becomes 0, as does every feature of a one-step series. Shapes of mean and scale: {@code (C)} per feature,
 * {@code (T, C)} row-major per cell, empty for the others. Padding stays 0. Immutable.
 */
public final class Standardizer {
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

    /** {@return the identity} */
    public static Standardizer none() {
        return withoutNumbers(Standardization.NONE);
    }

    /**
     * {@return a standardizer of a kind that is not learnt}
     *
     * @param kind none, per series or per group
     * @throws IllegalArgumentException if the kind is learnt
     */
    public static Standardizer withoutNumbers(Standardization kind) {
        Require.argument(!kind.isLearnt(), "standardization %s needs the numbers of a training set", kind.key());
        return new Standardizer(kind, 0, new double[0], new double[0]);
    }

    /**
     * {@return a standardizer with given numbers, one per feature}
     *
     * @param mean C finite numbers
     * @param scale C finite numbers above 0
     * @throws IllegalArgumentException if the numbers violate these rules
     */
    public static Standardizer perFeature(double[] mean, double[] scale) {
        return stored(Standardization.PER_FEATURE, mean.length, mean, scale);
    }

    /**
     * {@return a standardizer with given numbers, one per cell}
     *
     * @param features C, at least 1
     * @param mean T*C finite numbers, row-major {@code (T, C)}
     * @param scale T*C finite numbers above 0, likewise
     * @throws IllegalArgumentException if the numbers violate these rules
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
     * {@return the standardizer that maps a training set to mean 0 and standard deviation 1}
     *
     * <p>Only real steps count. Three passes in double precision, O(n T C) time, O(T C) memory.
     *
     * @param kind which values share a mean and a scale
     * @param training the training set, without missing values; of equal lengths for per-cell, with groups for per-group
     * @throws IllegalArgumentException if the kind is per-cell and lengths differ, the kind is per-group and there are no
     *     groups, or a value is not finite
     */
    public static Standardizer fit(Standardization kind, SeriesSet training) {
        return switch (kind) {
            case NONE, PER_SERIES, PER_GROUP -> {
                Standardizer standardizer = withoutNumbers(kind);
                standardizer.checkFits(training);
                yield standardizer;
            }
            case PER_FEATURE -> fit(kind, training, training.features(), all(training));
            case PER_CELL -> {
                Require.argument(
                        training.equalLengths(),
                        "per-cell standardization needs series of equal length; use per-feature");
                yield fit(kind, training, training.steps() * training.features(), all(training));
            }
        };
    }

    private static int[] all(SeriesSet set) {
        return IntStream.range(0, set.count()).toArray();
    }

    private static Standardizer fit(Standardization kind, SeriesSet set, int size, int... rows) {
        return Moments.of(kind, set, size, rows).standardizer();
    }

    /** {@return which values share a mean and a scale} */
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
            case NONE, PER_SERIES, PER_GROUP -> new int[] {0};
            case PER_FEATURE -> new int[] {features};
            case PER_CELL -> new int[] {mean.length / features, features};
        };
    }

    /**
     * {@return the standardised series, with all their attributes}
     *
     * @param set with the C (and for per-cell the T) of this standardizer; with groups for per-group
     * @throws IllegalArgumentException if the set does not fit
     */
    public SeriesSet apply(SeriesSet set) {
        if (kind == Standardization.NONE) {
            return set;
        }
        IntFunction<Standardizer> each = forSeriesOf(set);
        SeriesBuilder builder = set.toBuilder();
        double[] series = new double[set.steps() * set.features()];
        for (int i = 0; i < set.count(); i++) {
            set.copySeries(i, series, 0);
            each.apply(i).applyTo(series, 0, set.length(i));
            builder.cells(i * series.length, DoubleBuffer.wrap(series, 0, set.length(i) * set.features()));
        }
        return builder.build();
    }

    /**
     * {@return the standardizer of each series of a set, by index: this one, or one computed from the series}
     *
     * <p>For per-group the set is read once, O(n T C), and C means and scales are kept per group. For per-series each
     * call reads the series, O(T C). Results do not depend on the order of calls.
     *
     * @param set with the C (and for per-cell the T) of this standardizer; with groups for per-group
     * @throws IllegalArgumentException if the set does not fit
     */
    public IntFunction<Standardizer> forSeriesOf(SeriesSet set) {
        checkFits(set);
        return switch (kind) {
            case NONE, PER_FEATURE, PER_CELL -> series -> this;
            case PER_SERIES -> series -> fit(Standardization.PER_FEATURE, set, set.features(), series);
            case PER_GROUP -> {
                int[] groups = set.groups().orElseThrow();
                Map<Integer, Standardizer> ofGroups = IntStream.range(0, groups.length)
                        .boxed()
                        .collect(Collectors.groupingBy(
                                i -> groups[i],
                                Collectors.collectingAndThen(Collectors.toList(), rows -> ofRows(set, rows))));
                yield series -> ofGroups.get(groups[series]);
            }
        };
    }

    private static Standardizer ofRows(SeriesSet set, List<Integer> rows) {
        int[] indices = rows.stream().mapToInt(Integer::intValue).toArray();
        return fit(Standardization.PER_FEATURE, set, set.features(), indices);
    }

    /**
     * Checks that a set has the right features, for per-cell the right steps, and for per-group groups.
     *
     * @param set any set
     * @throws IllegalArgumentException if it does not fit
     */
    public void checkFits(SeriesSet set) {
        Require.argument(
                !kind.isLearnt() || set.features() == features,
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
        Require.argument(
                kind != Standardization.PER_GROUP || set.groups().isPresent(),
                "per-group standardization needs the group (run, subject) of every series, but the series have no"
                        + " groups");
    }

    private void checkNumbers() {
        if (kind == Standardization.PER_SERIES || kind == Standardization.PER_GROUP) {
            throw new IllegalStateException(
                    kind.key() + " standardization takes its numbers from whole series; ask" + " forSeriesOf a set");
        }
    }

    /**
     * Standardises one series in place.
     *
     * @param values contains the series row-major {@code (T, C)}; its first {@code length} steps are changed
     * @param offset where the series starts
     * @param length real steps; for per-cell at most T
     * @throws IllegalStateException if the kind is per-series or per-group
     */
    public void applyTo(double[] values, int offset, int length) {
        checkNumbers();
        int end = offset + length * features;
        for (int from = offset; from < end; from += mean.length) {
            int count = Math.min(mean.length, end - from);
            for (int i = 0; i < count; i++) {
                values[from + i] = (values[from + i] - mean[i]) / scale[i];
            }
        }
    }

    /**
     * Standardises one step in place, without allocation.
     *
     * @param step the step's C values
     * @param index of the step in its series, from 0
     * @throws IllegalArgumentException if the kind is per-cell and this standardizer has fewer steps
     * @throws IllegalStateException if the kind is per-series or per-group
     */
    public void applyToStep(double[] step, long index) {
        checkNumbers();
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
