package io.unfade.nn.recurrent;

import io.unfade.math.StreamState;
import io.unfade.nn.cell.CellStep;
import io.unfade.nn.layer.Affine;
import io.unfade.nn.spec.Cell;

/**
 * One recurrent layer, forward in time, step by step from the zero state, with the same result as {@link
 * RecurrentLayer} on the whole series.
 *
 * <p>The products have the precision of the weights, all else is in double precision; {@link CellStep} holds the equations.
 * Cost of a step: G (in + H) multiplications; no memory is allocated.
 */
public final class LayerStream {
    private final Affine input;
    private final Affine recurrent;
    private final CellStep step;

    /**
     * Creates the layer before its first step.
     *
     * @param input W_ih {@code (G, in)} and b_ih
     * @param recurrent W_hh {@code (G, H)} and b_hh
     */
    LayerStream(Cell cell, Affine input, Affine recurrent) {
        this.input = input;
        this.recurrent = recurrent;
        step = CellStep.of(cell, recurrent.weight().columns());
    }

    /** {@return in, the number of values per step} */
    public int inputWidth() {
        return input.weight().columns();
    }

    /** Resets to the zero state. */
    public void reset() {
        step.reset();
    }

    /** Passes what the next step depends on. */
    public void pass(StreamState state) {
        step.pass(state);
    }

    /**
     * Takes one step.
     *
     * @param x {@code (in)}
     * @return the hidden state {@code (H)}; the next step overwrites it
     */
    public double[] step(double[] x) {
        step.follow(step);
        input.apply(x, step.ofInput());
        recurrent.apply(step.hiddenBefore(), step.ofHidden());
        step.run();
        return step.hidden();
    }
}
