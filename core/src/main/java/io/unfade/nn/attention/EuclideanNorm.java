package io.unfade.nn.attention;

import ai.djl.ndarray.NDArray;
import io.unfade.engine.Constants;
import io.unfade.nn.spec.HopPooling;

/** The norm by which {@link HopPooling#CONCAT_L2} divides. */
final class EuclideanNorm {
    private EuclideanNorm() {}

    /** {@return the norm over the last axis, kept with length 1; at least {@link HopPooling#SMALLEST_NORM}} */
    static NDArray of(NDArray flat) {
        NDArray squares = flat.square().sum(new int[] {-1}, true);
        return squares.maximum(Constants.of(HopPooling.SMALLEST_NORM * HopPooling.SMALLEST_NORM, squares))
                .sqrt();
    }
}
