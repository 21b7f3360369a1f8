package io.unfade.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * Time divided into chunks of equal length, so that sums over a prefix are a matrix product within a chunk and a
 * running sum across chunks. The last chunk is padded with zeros.
 *
 * <p>An array {@code (B, T, V)} in chunks is {@code (B*n, L, V)}, with the chunks of a series adjacent.
 *
 * @param batch B
 * @param steps T
 * @param count n
 * @param length L; n*L is at least T
 */
record Chunks(long batch, long steps, long count, long length) {
    /**
     * Divides time into chunks of about the target length, without remainder if possible.
     *
     * @param shape begins with B and T
     * @param target length of a chunk, at least 2
     */
    static Chunks of(Shape shape, int target) {
        long steps = shape.get(1);
        if (steps <= target + target / 2) {
            return new Chunks(shape.get(0), steps, 1, steps);
        }
        for (long gap = 0; gap <= target / 2; gap++) {
            for (long length : new long[] {target - gap, target + gap}) {
                if (steps % length == 0) {
                    return new Chunks(shape.get(0), steps, steps / length, length);
                }
            }
        }
        return new Chunks(shape.get(0), steps, (steps + target - 1) / target, target);
    }

    /** {@return the array in chunks, {@code (B*n, L, V)}; a view if no padding is needed} */
    NDArray cut(NDArray array) {
        long width = array.getShape().get(2);
        long missing = count * length - steps;
        NDArray full = array;
        if (missing > 0) {
            NDArray zeros = array.getManager().zeros(new Shape(batch, missing, width), array.getDataType());
            full = NDArrays.concat(new NDList(array, zeros), 1);
        }
        return full.reshape(batch * count, length, width);
    }

    /** {@return the series of an array in chunks, {@code (B, T, V)}} */
    NDArray join(NDArray pieces) {
        NDArray full = series(pieces);
        return count * length == steps
                ? full
                : full.get(new NDIndex().addAllDim().addSliceDim(0, steps));
    }

    /** {@return the series of an array in chunks, including padding, {@code (B, n*L, V)}} */
    NDArray series(NDArray pieces) {
        return pieces.reshape(batch, count * length, pieces.getShape().get(2));
    }

    /** {@return for each chunk the sum of all earlier chunks of its series, for {@code (B*n, ...)}} */
    NDArray before(NDArray sums) {
        return shifted(rows(sums)).reshape(sums.getShape());
    }

    /** {@return for each chunk the sum of all later chunks of its series, for {@code (B*n, ...)}} */
    NDArray after(NDArray sums) {
        return shifted(rows(sums).flip(1)).flip(1).reshape(sums.getShape());
    }

    private NDArray rows(NDArray sums) {
        return sums.reshape(batch, count, sums.size() / (batch * count));
    }

    /** Sums of all earlier rows; not a running sum minus the row itself, in which a small sum would cancel. */
    private NDArray shifted(NDArray rows) {
        NDArray earlier =
                rows.get(new NDIndex().addAllDim().addSliceDim(0, count - 1)).cumSum(1);
        Shape first = new Shape(batch, 1, rows.getShape().get(2));
        return NDArrays.concat(new NDList(rows.getManager().zeros(first, rows.getDataType()), earlier), 1);
    }

    /** {@return 1 where the step of the column is not later than the step of the row, else 0, {@code (L, L)}} */
    NDArray lowerTriangle(NDArray like) {
        return lowerTriangle(like, length);
    }

    /**
     * {@return 1 on and below the diagonal, else 0, {@code (size, size)}; with the type and manager of another array}
     */
    static NDArray lowerTriangle(NDArray like, long size) {
        NDArray index = like.getManager().arange(0f, (float) size, 1f, like.getDataType());
        return index.reshape(size, 1).gte(index.reshape(1, size)).toType(like.getDataType(), false);
    }
}
