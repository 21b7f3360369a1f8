package io.unfade.cli.option;

import io.unfade.check.NearestWord;
import io.unfade.cli.base.UsageException;
import io.unfade.data.Standardization;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.workflow.option.ModelChoice;
import picocli.CommandLine.Option;

import java.util.List;

/** The architecture of a new model. */
public final class ModelOptions {
    @Option(names = "--cell", order = 20, paramLabel = "CELL", defaultValue = "lstm", description = "lstm, gru or rnn.")
    private String cell = "lstm";

    @Option(
            names = "--attention",
            order = 21,
            paramLabel = "KIND",
            defaultValue = "input-cell",
            description = "input-cell or none.")
    private String attention = "input-cell";

    @Option(
            names = "--hop-pooling",
            order = 22,
            paramLabel = "FORM",
            defaultValue = "concat",
            description =
                    "What the cell sees of the attention matrix: concat (all rows, the paper), mean (of the rows) or "
                            + "concat-l2.")
    private String hopPooling = "concat";

    @Option(names = "--hops", order = 23, paramLabel = "A", defaultValue = "20", description = "Rows of the matrix.")
    private int hops;

    @Option(
            names = "--attention-width",
            order = 24,
            paramLabel = "D",
            defaultValue = "50",
            description = "Hidden units of the attention's scores.")
    private int attentionWidth;

    @Option(names = "--hidden", order = 25, paramLabel = "H", defaultValue = "64", description = "Hidden size.")
    private int hidden;

    @Option(names = "--layers", order = 26, paramLabel = "L", defaultValue = "1", description = "Recurrent layers.")
    private int layers;

    @Option(names = "--bidirectional", order = 27, description = "Also run backwards in time.")
    private boolean bidirectional;

    @Option(
            names = "--readout",
            order = 28,
            paramLabel = "KIND",
            defaultValue = "last",
            description = "From hidden states to one vector: last, last-step, max, mean or self-attention.")
    private String readout = "last";

    @Option(
            names = "--readout-hops",
            order = 29,
            paramLabel = "A",
            defaultValue = "4",
            description = "Rows of a self-attention readout.")
    private int readoutHops;

    @Option(
            names = "--readout-width",
            order = 30,
            paramLabel = "D",
            defaultValue = "16",
            description = "Hidden units of a self-attention readout.")
    private int readoutWidth;

    @Option(
            names = "--dropout",
            order = 31,
            paramLabel = "P",
            defaultValue = "0.1",
            description = "Share of inputs and hidden states dropped in training.")
    private double dropout;

    @Option(
            names = "--standardization",
            order = 32,
            paramLabel = "KIND",
            defaultValue = "per-feature",
            description =
                    "Inputs to mean 0, deviation 1: per-feature or per-cell (of the training series), per-series (of "
                            + "each series), per-group (of each run or subject), or none.")
    private String standardization = "per-feature";

    public ModelChoice choice() {
        return new ModelChoice(
                Cell.of(cell),
                attention(),
                HopPooling.of(hopPooling),
                hops,
                attentionWidth,
                hidden,
                layers,
                bidirectional,
                ReadoutKind.of(readout),
                readoutHops,
                readoutWidth,
                dropout,
                Standardization.of(standardization));
    }

    private ModelChoice.Attention attention() {
        return switch (attention) {
            case "none" -> ModelChoice.Attention.NONE;
            case "input-cell" -> ModelChoice.Attention.INPUT_CELL;
            default ->
                throw new UsageException("--attention must be input-cell or none, but was '" + attention + "'"
                        + NearestWord.clause(attention, List.of("input-cell", "none")));
        };
    }
}
