package io.unfade.nn.stem;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.unfade.engine.Gradients;
import io.unfade.nn.spec.Stem.Alignment;

/**
 * The zeros around a series that its first and last outputs read.
 *
 * @param before steps before the first
 * @param after steps after the last
 */
record Frame(int before, int after) {
    /** {@return the frame for outputs that read some steps} */
    static Frame of(int size, Alignment alignment) {
        int after = alignment == Alignment.CAUSAL ? 0 : size / 2;
        return new Frame(size - 1 - after, after);
    }

    /** {@return the series with the frame, along axis 1 of {@code (B, T, C)}} */
    NDArray around(NDArray x) {
        NDList parts = new NDList();
        if (before > 0) {
            parts.add(zeros(x, before));
        }
        parts.add(x);
        if (after > 0) {
            parts.add(zeros(x, after));
        }
        return parts.size() == 1 ? x : NDArrays.concat(parts, 1);
    }

    /**
     * {@return what each output reads, {@code (B, T', size * C)}, oldest step first}
     *
     * @param x {@code (B, T, C)}, 0 in the padding
     */
    NDArray windows(NDArray x, int stride) {
        int size = before + 1 + after;
        NDArray framed = around(x);
        long outputs = (x.getShape().get(1) + stride - 1) / stride;
        long span = (outputs - 1) * stride + 1;
        NDList places = new NDList();
        for (int place = 0; place < size; place++) {
            places.add(framed.get(new NDIndex().addAllDim().addSliceDim(place, place + span, stride)));
        }
        return places.size() == 1 ? places.head() : NDArrays.concat(places, 2);
    }

    private static NDArray zeros(NDArray x, int steps) {
        Shape shape = new Shape(x.getShape().get(0), steps, x.getShape().get(2));
        return Gradients.without(() -> x.getManager().zeros(shape, x.getDataType()));
    }
}
