package io.unfade.nn.recurrent;

import io.unfade.nn.spec.Cell;

import java.util.Arrays;

/**
 * One step of a recurrent cell for a whole batch, forward and back, on plain arrays in single precision. Arrays of a
 * step are {@code (gates or units, B)}; each gate has its own array, {@code (H, B)}, see {@link Lanes}.
 *
 * <p>Holds the state of one pass over a series and scratch memory. Not thread-safe.
 */
abstract sealed class SmallCell permits SmallLstm, SmallGru, SmallRnn {
    /** Number of values of one gate, H B. */
    final int size;

    final BatchProduct recurrent;
    final BatchProduct transposed;
    /** The hidden state; in the backward pass its gradient from the steps after. */
    final float[] hidden;

    private final int units;
    private final float[][] gates;
    private final float[][] biases;

    /**
     * Starts from the zero state.
     *
     * @param weightHh {@code (G, H)}, row-major
     * @param bias of each gate before its activation, {@code (G)}
     */
    SmallCell(float[] weightHh, float[] bias, int batch) {
        units = weightHh.length / bias.length;
        size = units * batch;
        hidden = new float[size];
        gates = new float[bias.length / units][size];
        biases = new float[gates.length][];
        Arrays.setAll(biases, gate -> forBatch(bias, gate * units, units, batch));
        float[][] rows = new float[bias.length][];
        Arrays.setAll(rows, g -> Arrays.copyOfRange(weightHh, g * units, (g + 1) * units));
        float[][] columns = new float[units][rows.length];
        for (int g = 0; g < rows.length; g++) {
            for (int k = 0; k < units; k++) {
                columns[k][g] = rows[g][k];
            }
        }
        recurrent = new BatchProduct(rows, batch);
        transposed = new BatchProduct(columns, batch);
    }

    /**
     * Creates a cell in the zero state.
     *
     * @param weightHh {@code (G, H)}, row-major
     * @param biasIh {@code (G)}
     * @param biasHh {@code (G)}
     */
    static SmallCell of(Cell cell, float[] weightHh, float[] biasIh, float[] biasHh, int batch) {
        return switch (cell) {
            case LSTM -> new SmallLstm(weightHh, sum(biasIh, biasHh), batch);
            case GRU -> new SmallGru(weightHh, biasIh, biasHh, batch);
            case RNN -> new SmallRnn(weightHh, sum(biasIh, biasHh), batch);
        };
    }

    private static float[] sum(float[] a, float[] b) {
        float[] sum = a.clone();
        Lanes.add(sum, b);
        return sum;
    }

    /** {@return values repeated for every series, {@code (count, B)}} */
    static float[] forBatch(float[] values, int from, int count, int batch) {
        float[] repeated = new float[count * batch];
        for (int i = 0; i < count; i++) {
            Arrays.fill(repeated, i * batch, (i + 1) * batch, values[from + i]);
        }
        return repeated;
    }

    /** {@return the number of arrays {@code (H, B)} that a step keeps for the backward pass} */
    abstract int keptArrays();

    /**
     * Takes a forward step.
     *
     * @param projected contains the projection of the input {@code (G, B)}
     * @param at index in it
     * @param kept receives intermediates for the backward pass, other than the hidden states; empty if there is none
     */
    abstract void forward(float[] projected, int at, float[] kept);

    /**
     * Takes a backward step. {@link #hidden} holds the gradient of the hidden state after the step, then of that before
     * it.
     *
     * @param kept by the forward step
     * @param before contains the hidden state before the step, followed by that after the step
     * @param from index in it
     * @param ofProjected receives the gradient of the projection {@code (G, B)}
     * @param ofRecurrent receives the gradient of the product with the hidden state, if {@link #keepsRecurrent}
     * @param at index in both
     */
    abstract void backward(float[] kept, float[] before, int from, float[] ofProjected, float[] ofRecurrent, int at);

    /** {@return whether the gradient of the product with the hidden state differs from that of the projection} */
    boolean keepsRecurrent() {
        return false;
    }

    /** Flushes the gradient of the state below a floor to zero. */
    void clear(float floor) {
        Lanes.clear(hidden, floor);
    }

    /** {@return whether the gradient of the state is 0} */
    boolean isZero() {
        return Lanes.isZero(hidden);
    }

    /** {@return the scratch array of a gate} */
    final float[] gate(int index) {
        return gates[index];
    }

    /** Reads the projection of a gate, and adds the product with the hidden state set before. */
    final float[] preactivation(int index, float[] projected, int at) {
        float[] gate = ofInput(index, projected, at);
        recurrent.addTo(gate, index * units);
        return gate;
    }

    /** Reads the projection of a gate and adds the bias. */
    final float[] ofInput(int index, float[] projected, int at) {
        float[] gate = gates[index];
        System.arraycopy(projected, at + index * size, gate, 0, size);
        Lanes.add(gate, biases[index]);
        return gate;
    }

    final void load(float[] from, int index, float[] to) {
        System.arraycopy(from, index * size, to, 0, size);
    }

    final void store(float[] from, float[] to, int index) {
        if (to.length > 0) {
            System.arraycopy(from, 0, to, index * size, size);
        }
    }

    /** Writes the gradient of a gate before its activation. */
    final void write(float[] gradient, int index, float[] to, int at) {
        System.arraycopy(gradient, 0, to, at + index * size, size);
    }

    /** Adds the gradient of a gate before its activation to the next product, which gives that of the hidden state. */
    final void goBack(float[] gradient, int index) {
        transposed.set(gradient, index * units);
    }
}
