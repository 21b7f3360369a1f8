package io.unfade.nn.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

import java.util.Arrays;

/**
 * The numbers of real steps of a batch, with the operations that layers need. Padding is on the right.
 *
 * @param values length of each series, 1..steps
 * @param steps T
 */
public record Lengths(long[] values, long steps) {
    /** Reads the lengths from a block's inputs: {@code x (B, T, C)} and, if there is one, an int64 array {@code (B)}. */
    public static Lengths of(NDList inputs) {
        Shape shape = inputs.head().getShape();
        if (inputs.size() > 1) {
            return new Lengths(inputs.get(1).toLongArray(), shape.get(1));
        }
        long[] full = new long[(int) shape.get(0)];
        Arrays.fill(full, shape.get(1));
        return new Lengths(full, shape.get(1));
    }

    public boolean equal() {
        return Arrays.stream(values).allMatch(length -> length == steps);
    }

    /** {@return the number of real steps of all series of each member together, for a batch of some members} */
    public double[] totals(int members) {
        double[] totals = new double[members];
        for (int b = 0; b < values.length; b++) {
            totals[b / (values.length / members)] += values[b];
        }
        return totals;
    }

    /** {@return the lengths if only every s-th step is kept, from the first} */
    public Lengths strided(int stride) {
        return stride == 1
                ? this
                : new Lengths(
                        Arrays.stream(values)
                                .map(length -> (length + stride - 1) / stride)
                                .toArray(),
                        (steps + stride - 1) / stride);
    }

    /** {@return the array with 0 in the padding; itself if there is none} */
    public NDArray clear(NDArray array) {
        return equal() ? array : array.mul(mask(array));
    }

    /** {@return the array with the real steps of each series reversed and the padding in place} */
    public NDArray reverse(NDArray array) {
        if (equal()) {
            return array.flip(1);
        }
        long[] index = new long[values.length * (int) steps];
        for (int b = 0, i = 0; b < values.length; b++) {
            for (long t = 0; t < steps; t++) {
                index[i++] = t < values[b] ? values[b] - 1 - t : t;
            }
        }
        return pick(array, index, steps);
    }

    /** {@return the last real step of each series, {@code (B, V)}} */
    public NDArray last(NDArray array) {
        return pick(array, Arrays.stream(values).map(length -> length - 1).toArray(), 1)
                .squeeze(1);
    }

    /** {@return 1 at real steps and 0 in the padding, {@code (B, T, 1)}, of the array's type and on its manager} */
    public NDArray mask(NDArray array) {
        boolean[] real = new boolean[values.length * (int) steps];
        for (int b = 0; b < values.length; b++) {
            Arrays.fill(real, b * (int) steps, b * (int) steps + (int) values[b], true);
        }
        return array.getManager()
                .create(real, new Shape(values.length, steps, 1))
                .toType(array.getDataType(), false);
    }

    private NDArray pick(NDArray array, long[] index, long count) {
        Shape picked = new Shape(values.length, count, array.getShape().get(2));
        NDArray indices = array.getManager()
                .create(index, new Shape(values.length, count, 1))
                .broadcast(picked);
        return array.gather(indices, 1);
    }
}
