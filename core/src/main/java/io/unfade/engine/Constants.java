package io.unfade.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Constants for differentiable computations. */
public final class Constants {
    /*
     * The engine converts a Java number operand to an array backed by a Java buffer, and releases it when the operation
     * returns. If the operation's gradient needs the operand again (pow, mul, div, maximum), the backward pass reads
     * memory that may have been reclaimed: occasionally a gradient is wrong by orders of magnitude. Arrays in memory
     * allocated by the engine are kept as long as the gradient needs them.
     */
    private Constants() {}

    /**
     * {@return a number as a one-element array, which unlike a Java number is safe as an operand in differentiated
     * code}
     *
     * @param value the number
     * @param like array with the type, device and manager to use
     */
    public static NDArray of(double value, NDArray like) {
        return Gradients.without(
                () -> like.getManager().ones(new Shape(1), like.getDataType()).mul(value));
    }
}
