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
import org.jspecify.annotations.Nullable;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Some series in the engine's memory, standardised, cut to the longest of them.
 *
 * @param x {@code (B, T', C)}, T' the length of the longest; padding is 0
 * @param lengths int64 {@code (B)}; null if all have T' steps
 */
public record Batch(NDArray x, @Nullable NDArray lengths) {
    /**
     * Copies series into the engine's memory.
     *
     * @param scope owns the arrays
     * @param set where the series stand
     * @param standardizers of each series by its index; applied to the copies
     * @param precision of the copies
     * @param rows indices of the series, at least one
     */
    static Batch of(
            NDManager scope, SeriesSet set, IntFunction<Standardizer> standardizers, Precision precision, int... rows) {
        int steps = Arrays.stream(rows).map(set::length).max().orElse(0);
        int features = set.features();
        long bytes = (long) rows.length * steps * features * Tensor.bytes(precision);
        Require.argument(
                bytes <= Integer.MAX_VALUE,
                "a batch of %d series x %d steps x %d features takes more than 2 GiB; use a smaller batch size",
                rows.length,
                steps,
                features);
        boolean equal = Arrays.stream(rows).allMatch(row -> set.length(row) == steps);
        Shape shape = new Shape(rows.length, steps, features);
        NDArray x = precision == Precision.DOUBLE
                ? scope.create(doubles(set, standardizers, steps, rows), shape)
                : Filled.floats(scope, shape, values -> fill(values.asFloatBuffer(), set, standardizers, steps, rows));
        long[] lengths = Arrays.stream(rows).mapToLong(set::length).toArray();
        return new Batch(x, equal ? null : scope.create(lengths));
    }

    private static void fill(
            FloatBuffer values, SeriesSet set, IntFunction<Standardizer> standardizers, int steps, int[] rows) {
        float[] series = new float[steps * set.features()];
        for (int row : rows) {
            set.copySteps(row, steps, series, 0);
            standardizers.apply(row).applyTo(series, 0, set.length(row));
            values.put(series);
        }
    }

    private static double[] doubles(SeriesSet set, IntFunction<Standardizer> standardizers, int steps, int[] rows) {
        int size = steps * set.features();
        double[] values = new double[rows.length * size];
        for (int b = 0; b < rows.length; b++) {
            set.copySteps(rows[b], steps, values, b * size);
            standardizers.apply(rows[b]).applyTo(values, b * size, set.length(rows[b]));
        }
        return values;
    }

    /** {@return what a classifier takes} */
    public NDList inputs() {
        return inputs(x);
    }

    /** {@return what a classifier takes, with another array in the place of x} */
    public NDList inputs(NDArray other) {
        return lengths == null ? new NDList(other) : new NDList(other, lengths);
    }
}
