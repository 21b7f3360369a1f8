package io.unfade.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.recurrent.RNN;

/**
 * The engine's fused recurrent operators: one layer, one direction, zero or given initial state, batch first.
 *
 * <p>Every method takes an input {@code (B, T, in)}, the weights {@code weight_ih (G, in), weight_hh (G, H), bias_ih
 * (G), bias_hh (G)} in this order, and returns, on the input's manager, the hidden states {@code (B, T, H)} followed by
 * the state after the last step, shaped like the initial state. Neither the input nor the lists are changed.
 */
public final class RecurrentOps {
    private RecurrentOps() {}

    /**
     * Long short-term memory; gates in the order i, f, g, o.
     *
     * @param state initial hidden and cell state, each {@code (1, B, H)}
     */
    public static NDList lstm(NDArray input, NDList state, NDList weights) {
        return input.getNDArrayInternal()
                .lstm(input, new NDList(state), new NDList(weights), true, 1, 0, false, false, true);
    }

    /**
     * Gated recurrent unit; gates in the order r, z, n.
     *
     * @param state initial hidden state {@code (1, B, H)}
     */
    public static NDList gru(NDArray input, NDArray state, NDList weights) {
        return input.getNDArrayInternal().gru(input, state, new NDList(weights), true, 1, 0, false, false, true);
    }

    /**
     * Elman network with tanh.
     *
     * @param state initial hidden state {@code (1, B, H)}
     */
    public static NDList rnn(NDArray input, NDArray state, NDList weights) {
        return input.getNDArrayInternal()
                .rnn(input, state, new NDList(weights), true, 1, RNN.Activation.TANH, 0, false, false, true);
    }
}
