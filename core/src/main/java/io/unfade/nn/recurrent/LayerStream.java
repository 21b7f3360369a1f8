package io.unfade.nn.recurrent;

import io.unfade.nn.layer.Affine;
import io.unfade.nn.spec.Cell;

import java.util.Arrays;

/**
 * One recurrent layer, forward in time, step by step from the zero state, with the same result as {@link
 * RecurrentLayer} on the whole series.
 *
 * <p>With a = W_ih x + b_ih and b = W_hh h + b_hh, divided into gates of H values each:
 *
 * <pre>{@code
 * LSTM   i, f, o = sigmoid(a + b)   g = tanh(a + b)             c' = f c + i g          h' = o tanh(c')
 * GRU    r, z    = sigmoid(a + b)   n = tanh(a_n + r b_n)       h' = (1 - z) n + z h
 * RNN                                                           h' = tanh(a + b)
 * }</pre>
 *
 * <p>The products have the precision of the weights, all else is in double precision. Cost of a step: G (in + H)
 * multiplications, without allocation.
 */
public final class LayerStream {
    private final Cell cell;
    private final Affine input;
    private final Affine recurrent;
    private final double[] ofInput;
    private final double[] ofHidden;
    private final double[] hidden;
    private final double[] memory;

    /**
     * Creates the layer before its first step.
     *
     * @param input W_ih {@code (G, in)} and b_ih
     * @param recurrent W_hh {@code (G, H)} and b_hh
     */
    LayerStream(Cell cell, Affine input, Affine recurrent) {
        this.cell = cell;
        this.input = input;
        this.recurrent = recurrent;
        ofInput = new double[input.rows()];
        ofHidden = new double[recurrent.rows()];
        hidden = new double[recurrent.weight().columns()];
        memory = new double[cell == Cell.LSTM ? hidden.length : 0];
    }

    /** {@return in, the number of values per step} */
    public int inputWidth() {
        return input.weight().columns();
    }

    /** Resets to the zero state. */
    public void reset() {
        Arrays.fill(hidden, 0);
        Arrays.fill(memory, 0);
    }

    /**
     * Takes one step.
     *
     * @param x {@code (in)}
     * @return the hidden state {@code (H)}; the next step overwrites it
     */
    public double[] step(double[] x) {
        input.apply(x, ofInput);
        recurrent.apply(hidden, ofHidden);
        switch (cell) {
            case LSTM -> lstm();
            case GRU -> gru();
            case RNN -> rnn();
        }
        return hidden;
    }

    private void lstm() {
        int size = hidden.length;
        for (int j = 0; j < size; j++) {
            double i = sigmoid(ofInput[j] + ofHidden[j]);
            double f = sigmoid(ofInput[size + j] + ofHidden[size + j]);
            double g = Math.tanh(ofInput[2 * size + j] + ofHidden[2 * size + j]);
            double o = sigmoid(ofInput[3 * size + j] + ofHidden[3 * size + j]);
            memory[j] = f * memory[j] + i * g;
            hidden[j] = o * Math.tanh(memory[j]);
        }
    }

    private void gru() {
        int size = hidden.length;
        for (int j = 0; j < size; j++) {
            double r = sigmoid(ofInput[j] + ofHidden[j]);
            double z = sigmoid(ofInput[size + j] + ofHidden[size + j]);
            double n = Math.tanh(ofInput[2 * size + j] + r * ofHidden[2 * size + j]);
            hidden[j] = (1 - z) * n + z * hidden[j];
        }
    }

    private void rnn() {
        for (int j = 0; j < hidden.length; j++) {
            hidden[j] = Math.tanh(ofInput[j] + ofHidden[j]);
        }
    }

    private static double sigmoid(double value) {
        return 1 / (1 + Math.exp(-value));
    }
}
