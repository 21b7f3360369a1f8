package io.unfade.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * Time cut into pieces of equal length, so that sums over a prefix are a matrix product inside a piece and a running sum
 * from piece to piece. The last piece is filled up with zeros.
 *
 * <p>An array {@code (B, T, V)} in pieces is {@code (B*n, L, V)}: the pieces of a series stand behind each other.
 *
 * @param batch B
 * @param steps T
 * @param count n
 * @param length L; n*L is at least T
 */
record Chunks(long batch, long steps, long count, long length) {
    /**
     * Cuts time into pieces about as long as asked for, and without a rest where that is possible.
     *
     * @param shape begins with B and T
     * @param target length of a piece, at least 2
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

    /** {@return the array in pieces, {@code (B*n, L, V)}; a view where nothing has to be filled up} */
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

    /** {@return the series of an array in pieces, {@code (B, T, V)}} */
    NDArray join(NDArray pieces) {
        NDArray full = series(pieces);
        return count * length == steps
                ? full
                : full.get(new NDIndex().addAllDim().addSliceDim(0, steps));
    }

    /** {@return the series of an array in pieces with what it was filled up with, {@code (B, n*L, V)}} */
    NDArray series(NDArray pieces) {
        return pieces.reshape(batch, count * length, pieces.getShape().get(2));
    }

    /** {@return for each piece the sum of all pieces before it of its series, for {@code (B*n, ...)}} */
    NDArray before(NDArray sums) {
        return shifted(rows(sums)).reshape(sums.getShape());
    }

    /** {@return for each piece the sum of all pieces behind it of its series, for {@code (B*n, ...)}} */
    NDArray after(NDArray sums) {
        return shifted(rows(sums).flip(1)).flip(1).reshape(sums.getShape());
    }

    private NDArray rows(NDArray sums) {
        return sums.reshape(batch, count, sums.size() / (batch * count));
    }

    /** Sums of all rows before; not as a running sum less the row itself, in which a small sum would drown. */
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

    /** {@return 1 on and below the diagonal, else 0, {@code (size, size)}; of the type and manager of another array} */
    static NDArray lowerTriangle(NDArray like, long size) {
        NDArray index = like.getManager().arange(0f, (float) size, 1f, like.getDataType());
        return index.reshape(size, 1).gte(index.reshape(1, size)).toType(like.getDataType(), false);
    }
}
