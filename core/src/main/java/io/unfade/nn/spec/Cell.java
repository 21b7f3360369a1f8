package io.unfade.nn.spec;

import io.unfade.check.NearestWord;
import io.unfade.check.Require;

import java.util.Arrays;
import java.util.Locale;

/** The kinds of recurrent cell, with PyTorch's gate orders. */
public enum Cell {
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

    /** {@return the name used in files and on the command line} */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the cell with this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Cell of(String key) {
        return Require.present(
                Arrays.stream(values())
                        .filter(c -> c.key().equals(key))
                        .findFirst()
                        .orElse(null),
                "cell must be one of lstm, gru, rnn, but was '%s'%s",
                key,
                NearestWord.clause(key, Arrays.stream(values()).map(Cell::key).toList()));
    }
}
