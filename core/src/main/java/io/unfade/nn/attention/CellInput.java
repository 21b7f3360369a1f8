package io.unfade.nn.attention;

import ai.djl.ndarray.NDArray;

import java.util.function.UnaryOperator;

/** What the first recurrent layer reads. */
public sealed interface CellInput {
    /** The input itself, {@code (B, T, in)}. */
    record Plain(NDArray x) implements CellInput {}

    /**
     * An input that is never held as a whole, only multiplied by a weight.
     *
     * @param x an array on the manager and of the type that results shall have
     * @param project from a weight {@code (G, in)} to the product {@code (B, T, G)}
     */
    record Projecting(NDArray x, UnaryOperator<NDArray> project) implements CellInput {}
}
