package io.unfade.workflow.option;

import io.unfade.data.Standardization;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;

/**
 * The architecture of a new model.
 *
 * @param cell recurrent cell
 * @param attention before the cell
 * @param hopPooling what the cell sees of the attention matrix
 * @param hops rows of the matrix
 * @param attentionWidth hidden units of the attention's scores
 * @param hidden hidden size
 * @param layers recurrent layers
 * @param bidirectional also run backwards in time
 * @param readout from hidden states to one vector
 * @param readoutHops rows of a self-attention readout
 * @param readoutWidth hidden units of a self-attention readout
 * @param dropout share of inputs and hidden states dropped in training
 * @param standardization of inputs
 */
public record ModelChoice(
        Cell cell,
        Attention attention,
        HopPooling hopPooling,
        int hops,
        int attentionWidth,
        int hidden,
        int layers,
        boolean bidirectional,
        ReadoutKind readout,
        int readoutHops,
        int readoutWidth,
        double dropout,
        Standardization standardization) {
    /** Kinds of attention before the cell. */
    public enum Attention {
        INPUT_CELL,
        NONE
    }

    /** An LSTM with input-cell attention. */
    public ModelChoice() {
        this(
                Cell.LSTM,
                Attention.INPUT_CELL,
                HopPooling.CONCAT,
                20,
                50,
                64,
                1,
                false,
                ReadoutKind.LAST,
                4,
                16,
                0.1,
                Standardization.PER_FEATURE);
    }

    /** {@return the model for some data} */
    public ModelSpec spec(int features, int classes) {
        ModelSpec.Attention inputCell =
                attention == Attention.NONE ? null : new ModelSpec.Attention(hops, attentionWidth, hopPooling);
        ModelSpec.Readout out = readout == ReadoutKind.SELF_ATTENTION
                ? new ModelSpec.Readout(readout, readoutHops, readoutWidth)
                : ModelSpec.Readout.of(readout);
        return new ModelSpec(cell, layers, bidirectional, hidden, inputCell, out, features, classes, dropout);
    }
}
