package io.unfade.workflow.option;

import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.model.ModelDescription;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Positions;
import io.unfade.nn.spec.Preparation;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.nn.spec.Stem;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import org.jspecify.annotations.Nullable;

/** The architecture of a new model. What is null is left to a {@link Preset}, and is as in the paper without one. */
public record ModelChoice(
        PreparationChoice preparation,
        StemChoice input,

        @Meaning(value = "lstm, gru or rnn.", label = "CELL")
        Cell cell,

        @Meaning(value = "input-cell or none.", label = "KIND")
        Attention attention,

        @Meaning(
                value = "What the cell sees of the attention matrix: concat (all rows, the paper), mean (of the "
                        + "rows) or concat-l2.",
                label = "FORM",
                usual = Preset.BY_DATA,
                unless = "attention none")
        @Nullable
        HopPooling hopPooling,

        @Meaning(value = "Rows of the matrix.", label = "A", usual = Preset.BY_DATA, unless = "attention none")
        @Nullable
        Integer hops,

        @Meaning(
                value = "Hidden units of the attention's scores.",
                label = "D",
                usual = Preset.BY_DATA,
                unless = "attention none")
        @Nullable
        Integer attentionWidth,

        @Meaning(
                value = "Let the attention's scores also see where a step lies, by sines and cosines of so many "
                        + "frequencies; 0 for none.",
                label = "K",
                usual = Preset.BY_PRESET,
                unless = "attention none")
        @Nullable
        Integer attentionPositions,

        @Meaning(value = "Hidden size.", label = "H", usual = Preset.BY_DATA) @Nullable
        Integer hidden,

        @Meaning(value = "Recurrent layers.", label = "L") int layers,
        @Meaning("Also run backwards in time.") boolean bidirectional,

        @Meaning(
                value =
                        "From hidden states to one vector: last, last-step, max, mean or self-attention; or, with conjunctive, "
                                + "from the scores of each step to logits.",
                label = "KIND",
                usual = Preset.BY_DATA)
        @Nullable
        ReadoutKind readout,

        @Meaning(value = "Rows of a self-attention readout.", label = "A", needs = "readout self-attention")
        int readoutHops,

        @Meaning(
                value = "Hidden units of a self-attention or conjunctive readout.",
                label = "D",
                needs = {"readout self-attention", "readout conjunctive"})
        int readoutWidth,

        @Meaning(value = "Share of inputs and hidden states dropped in training.", label = "P", usual = Preset.BY_DATA)
        @Nullable
        Double dropout,

        @Meaning(
                value = "Inputs to mean 0, deviation 1: per-feature or per-cell (of the training series), "
                        + "per-series (of each series), per-group (of each run or subject), or none.",
                label = "KIND",
                usual = Preset.BY_DATA)
        @Nullable
        Standardization standardization) {
    static final int HIDDEN = 64;

    /** Kinds of attention before the cell. */
    public enum Attention {
        INPUT_CELL,
        NONE
    }

    /** An LSTM with input-cell attention. */
    public ModelChoice() {
        this(
                new PreparationChoice(),
                new StemChoice(),
                Cell.LSTM,
                Attention.INPUT_CELL,
                null,
                null,
                null,
                null,
                null,
                1,
                false,
                null,
                4,
                16,
                null,
                null);
    }

    /** {@return the description of a model for labelled series, of some networks} */
    public ModelDescription description(SeriesSet set, int members) {
        return ModelDescription.of(
                spec(set).withMembers(members), Preset.or(standardization, Standardization.PER_FEATURE), set);
    }

    /** {@return the model for labelled series} */
    public ModelSpec spec(SeriesSet set) {
        ReadoutKind kind = Preset.or(readout, ReadoutKind.LAST);
        ModelSpec.Readout out = switch (kind) {
            case SELF_ATTENTION -> new ModelSpec.Readout(kind, readoutHops, readoutWidth);
            case CONJUNCTIVE -> new ModelSpec.Readout(kind, 0, readoutWidth);
            default -> ModelSpec.Readout.of(kind);
        };
        return new ModelSpec(
                preparation.preparation(),
                input.stem(preparedSteps(set)),
                cell,
                layers,
                bidirectional,
                Preset.or(hidden, HIDDEN),
                attention == Attention.NONE ? null : inputCell(attendedSteps(set)),
                out,
                set.features(),
                set.classCount(),
                Preset.or(dropout, 0.1),
                1);
    }

    /** {@return the steps that the attention reads of the longest series} */
    int attendedSteps(SeriesSet set) {
        int steps = preparedSteps(set);
        Stem stem = input.stem(steps);
        return stem == null ? steps : stem.steps(steps);
    }

    private int preparedSteps(SeriesSet set) {
        Preparation prepared = preparation.preparation();
        if (prepared.pool() > set.steps()) {
            throw BadRequest.of(
                    "{pool} must be at most the steps of the longest series, which are %d, but was %d",
                    set.steps(), prepared.pool());
        }
        return prepared.steps(set.steps());
    }

    /**
     * {@return the attention}
     *
     * @param steps that it reads of the longest series
     */
    private ModelSpec.Attention inputCell(int steps) {
        int frequencies = Preset.or(attentionPositions, 0);
        if (frequencies < 0 || frequencies > steps) {
            throw BadRequest.of(
                    "{attentionPositions} must be in 0..%d, the steps that the attention reads of the longest series, but"
                            + " was %d",
                    steps, frequencies);
        }
        return new ModelSpec.Attention(
                Preset.or(hops, 20),
                Preset.or(attentionWidth, 50),
                Preset.or(hopPooling, HopPooling.CONCAT),
                frequencies == 0 ? null : new Positions(frequencies, steps));
    }
}
