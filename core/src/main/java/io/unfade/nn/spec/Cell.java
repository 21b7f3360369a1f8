package io.unfade.nn.spec;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.unfade.check.Keyed;
import io.unfade.engine.RecurrentOps;

/** The kinds of recurrent cell, with PyTorch's gate orders. */
public enum Cell implements Keyed {
    /** Long short-term memory, gates i, f, g, o. */
    LSTM(4),
    /** Gated recurrent unit, gates r, z, n. */
    GRU(3),
    /** Elman network with tanh. */
    RNN(1);

    private final int gates;

    Cell(int gates) {
        this.gates = gates;
    }

    /** {@return G, the width of all gates together for a hidden size H} */
    public int gateWidth(int hidden) {
        return gates * hidden;
    }

    /**
     * Runs one layer of this cell in one direction.
     *
     * @param x {@code (B, T, in)}
     * @param state at the start: h and, for an LSTM, c, each {@code (1, B, H)}
     * @param weights as {@link RecurrentOps} wants them
     * @return the hidden states {@code (B, T, H)}, and the state after the last step
     */
    public NDList run(NDArray x, NDList state, NDList weights) {
        return switch (this) {
            case LSTM -> RecurrentOps.lstm(x, state, weights);
            case GRU -> RecurrentOps.gru(x, state.head(), weights);
            case RNN -> RecurrentOps.rnn(x, state.head(), weights);
        };
    }

    /**
     * {@return the cell with this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Cell of(String key) {
        return Keyed.of(Cell.class, "cell", key);
    }
}
