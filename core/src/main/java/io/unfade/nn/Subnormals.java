package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.unfade.engine.Constants;

/**
 * Numbers of single precision below 1e-38. Gradients of recurrent layers fall below that where the layer forgets, and may
 * stay there for the rest of the series; a processor takes up to a hundred times longer over such numbers.
 */
final class Subnormals {
    /* What is below 2^-100 goes in the sum with 2^-77; what is above 2^-53 stays exactly as it is. */
    private static final double FLOOR = 0x1p-77;

    private Subnormals() {}

    /** {@return a gradient of which what is below 2^-100 is 0, with an error of at most that} */
    static NDArray cleared(NDArray gradient) {
        if (gradient.getDataType() != DataType.FLOAT32) {
            return gradient;
        }
        NDArray floor = Constants.of(FLOOR, gradient);
        return gradient.add(floor).subi(floor);
    }
}
