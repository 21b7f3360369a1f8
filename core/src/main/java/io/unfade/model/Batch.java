package io.unfade.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardizer;
import io.unfade.engine.Filled;
import io.unfade.model.tensor.Tensor;
import org.jspecify.annotations.Nullable;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Standardised series in the engine's memory, truncated to the longest of them.
 *
 * @param x {@code (B, T', C)}, T' the length of the longest; padding is 0
 * @param lengths int64 {@code (B)}; null if all have T' steps
 */
public record Batch(NDArray x, @Nullable NDArray lengths) {
    /**
     * Copies series into the engine's memory.
     *
     * @param scope owns the arrays
     * @param set contains the series
     * @param standardizers by index of the series; applied to the copies
     * @param precision of the copies
     * @param rows indices of the series, at least one
     * @throws IllegalArgumentException if they would exceed 2 GiB, or a standardised value is NaN or larger than {@link
     *     Precision#limit}; the message names series, step and feature
     */
    static Batch of(
            NDManager scope, SeriesSet set, IntFunction<Standardizer> standardizers, Precision precision, int... rows) {
        if (precision == Precision.DOUBLE) {
            return of(scope, inputs(set, standardizers, precision, rows), precision);
        }
        int steps = steps(set, precision, rows);
        boolean equal = Arrays.stream(rows).allMatch(row -> set.length(row) == steps);
        NDArray x = Filled.floats(
                scope,
                new Shape(rows.length, steps, set.features()),
                values -> fill(values.asFloatBuffer(), set, standardizers, steps, rows));
        long[] lengths = Arrays.stream(rows).mapToLong(set::length).toArray();
        return new Batch(x, equal ? null : scope.create(lengths));
    }

    /**
     * Copies series into the engine's memory.
     *
     * @param scope owns the arrays
     * @param precision of the copies
     */
    static Batch of(NDManager scope, Inputs inputs, Precision precision) {
        Shape shape = new Shape(inputs.count(), inputs.steps(), inputs.features());
        NDArray x = array(scope, inputs.values(), shape, precision);
        long[] lengths = Arrays.stream(inputs.lengths()).asLongStream().toArray();
        return new Batch(x, inputs.equalLengths() ? null : scope.create(lengths));
    }

    /**
     * {@return numbers in the engine's memory}
     *
     * @param scope owns the array
     * @param values row-major
     * @param precision to which they are rounded
     */
    public static NDArray array(NDManager scope, double[] values, Shape shape, Precision precision) {
        if (precision == Precision.DOUBLE) {
            return scope.create(values, shape);
        }
        return Filled.floats(scope, shape, buffer -> {
            FloatBuffer floats = buffer.asFloatBuffer();
            for (double value : values) {
                floats.put((float) value); // rounded once, after standardisation
            }
        });
    }

    /** {@return the given series as {@link #of} would copy them into the engine's memory} */
    static Inputs inputs(SeriesSet set, IntFunction<Standardizer> standardizers, Precision precision, int... rows) {
        int steps = steps(set, Precision.DOUBLE, rows);
        double[] values = new double[rows.length * steps * set.features()];
        for (int b = 0; b < rows.length; b++) {
            copy(set, standardizers, steps, rows[b], values, b * steps * set.features(), precision);
        }
        return new Inputs(values, Arrays.stream(rows).map(set::length).toArray(), steps, set.features());
    }

    /** {@return the length of the longest of the given series, if they fit into one array} */
    private static int steps(SeriesSet set, Precision precision, int... rows) {
        int steps = Arrays.stream(rows).map(set::length).max().orElse(0);
        int features = set.features();
        long bytes = (long) rows.length * steps * features * Tensor.bytes(precision);
        Require.argument(
                bytes <= Integer.MAX_VALUE,
                "a batch of %d series x %d steps x %d features takes more than 2 GiB; use a smaller batch size",
                rows.length,
                steps,
                features);
        return steps;
    }

    private static void fill(
            FloatBuffer values, SeriesSet set, IntFunction<Standardizer> standardizers, int steps, int[] rows) {
        int size = steps * set.features();
        double[] exact = new double[size];
        float[] series = new float[size];
        for (int row : rows) {
            copy(set, standardizers, steps, row, exact, 0, Precision.SINGLE);
            for (int i = 0; i < size; i++) {
                series[i] = (float) exact[i]; // rounded once, after standardisation
            }
            values.put(series);
        }
    }

    /** Performs the value checks of {@link #of} on all series of a set, without the engine. */
    static void check(SeriesSet set, IntFunction<Standardizer> standardizers, Precision precision) {
        double[] values = new double[set.steps() * set.features()];
        for (int row = 0; row < set.count(); row++) {
            copy(set, standardizers, set.steps(), row, values, 0, precision);
        }
    }

    /** Copies a series, standardised, and checks that its values are in the range of a precision. */
    private static void copy(
            SeriesSet set,
            IntFunction<Standardizer> standardizers,
            int steps,
            int row,
            double[] target,
            int offset,
            Precision precision) {
        set.copySteps(row, steps, target, offset);
        standardizers.apply(row).applyTo(target, offset, set.length(row));
        double limit = precision.limit();
        for (int cell = 0; cell < set.length(row) * set.features(); cell++) {
            double value = target[offset + cell];
            if (!(Math.abs(value) <= limit)) {
                throw new IllegalArgumentException(outOfRange(set, row, cell, value, precision));
            }
        }
    }

    private static String outOfRange(SeriesSet set, int row, int cell, double standardized, Precision precision) {
        int feature = cell % set.features();
        double value = set.value(row, cell / set.features(), feature);
        return String.format(
                Locale.ROOT,
                "series %d ('%s'), step %d, feature '%s': the value %s, standardized %s, cannot be computed with in %s"
                        + " precision (at most %s in size); correct it, or scale the feature",
                row,
                set.ids().get(row),
                cell / set.features(),
                set.featureNames().get(feature),
                value,
                standardized,
                precision.name().toLowerCase(Locale.ROOT),
                precision.limit());
    }

    /** {@return the inputs of a classifier} */
    public NDList inputs() {
        return inputs(x);
    }

    /** {@return the inputs of a classifier, with another array in place of x} */
    public NDList inputs(NDArray other) {
        return lengths == null ? new NDList(other) : new NDList(other, lengths);
    }

    /** {@return the indices 0..count-1 in order, divided into batches} */
    public static List<int[]> rows(int count, int batchSize) {
        Require.atLeastOne("batch size", batchSize);
        List<int[]> batches = new ArrayList<>();
        for (int from = 0; from < count; from += batchSize) {
            int start = from;
            int[] rows = new int[Math.min(batchSize, count - from)];
            Arrays.setAll(rows, i -> start + i);
            batches.add(rows);
        }
        return batches;
    }

    /**
     * {@return the indices 0..count-1 in order, divided into as few batches, of sizes that differ by 1 at most: a last one of very few
     * rows would be computed by other means, and its numbers differ in their last digits}
     */
    static List<int[]> evenRows(int count, int batchSize) {
        Require.atLeastOne("batch size", batchSize);
        int parts = (int) (((long) count + batchSize - 1) / batchSize);
        List<int[]> batches = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int from = (int) ((long) count * part / parts);
            int to = (int) ((long) count * (part + 1) / parts);
            batches.add(IntStream.range(from, to).toArray());
        }
        return batches;
    }
}
