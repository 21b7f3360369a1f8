package io.unfade.nn.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.unfade.engine.Constants;

/**
 * Flushes tiny single-precision numbers to zero. Gradients of recurrent layers fall below 1e-38 where the layer
 * forgets, and may stay there for the rest of the series; processors are many times slower on such numbers.
 */
public final class Subnormals {
    /*
     * Adding and subtracting 2^-50 of the largest number flushes what is below 2^-73 of it; the rest is rounded at most
     * once more.
     */
    private static final double FLOOR = 0x1p-50;

    private Subnormals() {}

    /** {@return what {@link #flushToZero} needs of a gradient, one number} */
    public static NDArray floor(NDArray gradient) {
        NDArray largest = gradient.abs().max();
        return largest.mul(Constants.of(FLOOR, gradient));
    }

    /** {@return a gradient with 0 for what is below 2^-73 of its largest number, up to rounding} */
    public static NDArray flushToZero(NDArray gradient) {
        return flushToZero(gradient, floor(gradient));
    }

    /** {@return a gradient with 0 for what is below 2^-73 of the largest number of that which gave the floor, up to rounding} */
    public static NDArray flushToZero(NDArray gradient, NDArray floor) {
        return gradient.getDataType() == DataType.FLOAT32 ? gradient.add(floor).subi(floor) : gradient;
    }
}
