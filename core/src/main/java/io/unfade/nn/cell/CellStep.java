package io.unfade.nn.cell;

import io.unfade.math.StreamState;
import io.unfade.nn.spec.Cell;
import org.ejml.data.DMatrixRMaj;

import java.util.Arrays;

/**
 * One step of a recurrent cell in double precision: what goes in, the gates, and the state before and after.
 *
 * <p>With a = W_ih x + b_ih and b = W_hh h + b_hh, each cut into gates of H values in the order of {@link Cell}:
 *
 * <pre>{@code
 * LSTM   i, f, o = sigmoid(a + b)   g = tanh(a + b)             c' = f c + i g          h' = o tanh(c')
 * GRU    r, z    = sigmoid(a + b)   n = tanh(a_n + r b_n)       h' = (1 - z) n + z h
 * RNN                                                           h' = tanh(a + b)
 * }</pre>
 *
 * <p>A caller sets the state before by {@link #follow}, writes a and b, and calls {@link #run}. Steps of a series are kept in
 * one object each, or one object takes them all by following itself. No method but {@link #jacobian} allocates memory. The
 * arrays belong to the step; the next {@code run} overwrites them.
 */
public abstract sealed class CellStep permits LstmStep, GruStep, RnnStep {
    final double[] ofInput;
    final double[] ofHidden;
    final double[] gates;
    final double[] hiddenBefore;
    final double[] hidden;
    final double[] cellBefore;
    final double[] cell;

    /**
     * A step from and to the zero state.
     *
     * @param kind the cell
     * @param size H
     */
    CellStep(Cell kind, int size) {
        int width = kind.gateWidth(size);
        ofInput = new double[width];
        ofHidden = new double[width];
        gates = new double[width];
        hiddenBefore = new double[size];
        hidden = new double[size];
        int cells = kind == Cell.LSTM ? size : 0;
        cellBefore = new double[cells];
        cell = new double[cells];
    }

    /** {@return a step of a cell of H units, from and to the zero state} */
    public static CellStep of(Cell kind, int hidden) {
        return switch (kind) {
            case LSTM -> new LstmStep(hidden);
            case GRU -> new GruStep(hidden);
            case RNN -> new RnnStep(hidden);
        };
    }

    /** Starts from the state after a step, which may be this one. */
    public final void follow(CellStep previous) {
        System.arraycopy(previous.hidden, 0, hiddenBefore, 0, hidden.length);
        System.arraycopy(previous.cell, 0, cellBefore, 0, cell.length);
    }

    /** Sets the state after this step to zero. */
    public final void reset() {
        Arrays.fill(hidden, 0);
        Arrays.fill(cell, 0);
    }

    /** Passes the state after this step. */
    public final void pass(StreamState state) {
        state.values(hidden);
        state.values(cell);
    }

    /** Computes the gates and the state after the step. */
    public abstract void run();

    /**
     * {@return d state / d state before: (H, H), for an LSTM, whose state is [h; c], (2H, 2H)}
     *
     * @param weightHh {@code (G, H)}
     */
    public abstract DMatrixRMaj jacobian(double[][] weightHh);

    /** {@return a, what the input adds to the gates, G values; to be written before {@link #run}} */
    public final double[] ofInput() {
        return ofInput;
    }

    /** {@return b, what the hidden state before adds to the gates, G values; to be written before {@link #run}} */
    public final double[] ofHidden() {
        return ofHidden;
    }

    /** {@return the activations of the gates and of the candidate: i, f, g, o or r, z, n or h', G values} */
    public final double[] gates() {
        return gates;
    }

    /** {@return h, the hidden state before, H values} */
    public final double[] hiddenBefore() {
        return hiddenBefore;
    }

    /** {@return h', the hidden state after, H values} */
    public final double[] hidden() {
        return hidden;
    }

    /** {@return c, the cell state of an LSTM before, H values; none for other cells} */
    public final double[] cellBefore() {
        return cellBefore;
    }

    /** {@return c', the cell state of an LSTM after, H values; none for other cells} */
    public final double[] cell() {
        return cell;
    }

    static double sigmoid(double value) {
        return 1 / (1 + Math.exp(-value));
    }
}
