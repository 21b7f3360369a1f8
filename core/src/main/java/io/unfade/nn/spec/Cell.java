package io.unfade.nn.spec;

import io.unfade.check.Keyed;

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
     * {@return the cell with this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Cell of(String key) {
        return Keyed.of(Cell.class, "cell", key);
    }
}
