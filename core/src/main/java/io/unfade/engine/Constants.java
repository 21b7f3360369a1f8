package io.unfade.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Constants for differentiable computations. */
public final class Constants {
    /*
     * The engine turns a Java number operand into an array whose memory belongs to a Java buffer, and lets go of it when
     * the operation returns. Where the operation's gradient needs the operand again (pow, mul, div, maximum), the
     * backward pass then reads memory that may have been reclaimed: now and then a gradient is wrong by orders of
     * magnitude. Arrays whose memory the engine itself allocated are kept for as long as the gradient needs them.
     */
    private Constants() {}

    /**
     * {@return a number as an array of one element, safe as an operand where a gradient will be taken; operands that are
     * Java numbers are not}
     *
     * @param value the number
     * @param like gives type, device and manager
     */
    public static NDArray of(double value, NDArray like) {
        return Gradients.without(
                () -> like.getManager().ones(new Shape(1), like.getDataType()).mul(value));
    }
}
