package io.unfade.nn.attention;

import ai.djl.ndarray.NDArray;

import java.util.function.UnaryOperator;

/** The input of the first recurrent layer. */
public sealed interface CellInput {
    /** The input itself, {@code (B, T, in)}. */
    record Plain(NDArray x) implements CellInput {}

    /**
     * An input that is never materialised, only multiplied by a weight.
     *
     * @param x an array with the manager and type of results
     * @param project maps a weight {@code (G, in)} to the product {@code (B, T, G)}
     */
    record Projecting(NDArray x, UnaryOperator<NDArray> project) implements CellInput {}
}
