package io.unfade.cli.option;

import io.unfade.benchmark.CellGrid;
import io.unfade.benchmark.Size;
import io.unfade.cli.base.UsageException;
import io.unfade.nn.spec.Cell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.util.List;

/** At which sizes a training step is measured. */
public final class GridOptions {
    /** The names of all options. */
    public static final List<String> NAMES =
            List.of("--full", "--cell", "--batch-size", "--steps", "--features", "--hidden", "--hops");

    @Option(
            names = "--full",
            order = 10,
            description = "All combinations of the sizes (cell); takes hours. Otherwise one size at a time is varied.")
    private boolean full;

    @Option(
            names = "--cell",
            order = 11,
            paramLabel = "CELL",
            defaultValue = "lstm",
            description = "lstm, gru or rnn (cell).")
    private String cell = "lstm";

    @Option(
            names = "--batch-size",
            order = 12,
            split = ",",
            paramLabel = "B",
            description = "Series at a time (cell); several with commas. This and the next four: all combinations.")
    private @Nullable List<Integer> batches;

    @Option(names = "--steps", order = 13, split = ",", paramLabel = "T", description = "Steps of a series (cell).")
    private @Nullable List<Integer> steps;

    @Option(names = "--features", order = 14, split = ",", paramLabel = "C", description = "Features (cell).")
    private @Nullable List<Integer> features;

    @Option(names = "--hidden", order = 15, split = ",", paramLabel = "H", description = "Hidden sizes (cell).")
    private @Nullable List<Integer> hidden;

    @Option(names = "--hops", order = 16, split = ",", paramLabel = "A", description = "Attention hops (cell).")
    private @Nullable List<Integer> hops;

    /** {@return the sizes that the options choose; the paper's where nothing is said} */
    public CellGrid grid() {
        Cell kind = Cell.of(cell);
        boolean own = batches != null || steps != null || features != null || hidden != null || hops != null;
        if (full && own) {
            throw new UsageException("--full measures all sizes; leave it away to choose some");
        }
        if (full) {
            return CellGrid.full(kind);
        }
        return own ? CellGrid.of(kind, axes(Size.paper(kind))) : CellGrid.aroundPaper(kind);
    }

    private CellGrid.Axes axes(Size paper) {
        return new CellGrid.Axes(
                given(batches, paper.batch()),
                given(steps, paper.steps()),
                given(features, paper.features()),
                given(hidden, paper.hidden()),
                given(hops, paper.hops()));
    }

    private static List<Integer> given(@Nullable List<Integer> values, int otherwise) {
        return values == null ? List.of(otherwise) : values;
    }
}
