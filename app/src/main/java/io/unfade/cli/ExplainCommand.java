package io.unfade.cli;

import io.unfade.cli.base.RequestCommand;
import io.unfade.cli.option.DataOptions;
import io.unfade.cli.option.ExplanationOptions;
import io.unfade.workflow.Explain;
import io.unfade.workflow.base.Request;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** {@code unfade explain}: a saliency map for every series. */
@Command(
        name = "explain",
        description =
                "Writes a signed saliency map for every series: by default how the output changes with every feature at "
                        + "every time step, per standard deviation of the input. Padded steps are absent (NaN).")
final class ExplainCommand extends RequestCommand {
    @Option(
            names = "--model",
            required = true,
            order = 1,
            paramLabel = "MODEL",
            description = "Model folder, or a TorchScript file.")
    private Path folder;

    @Option(names = "--data", required = true, order = 2, paramLabel = "FILE", description = "Series to explain.")
    private Path data;

    @Option(names = "--out", required = true, order = 3, paramLabel = "S.npz", description = "Maps to write.")
    private Path out;

    @Option(
            names = "--report",
            order = 4,
            paramLabel = "R.html",
            description = "Also write a page that shows the maps; figures as PNG and SVG go next to it.")
    private @Nullable Path report;

    @Option(
            names = "--report-series",
            order = 5,
            paramLabel = "N",
            description = "How many series the page shows, and up to two more that were wrong; 6, or one of each of up "
                    + "to 12 classes, if not given.")
    private @Nullable Integer reportSeries;

    @Mixin
    private ExplanationOptions explanation = new ExplanationOptions();

    @Mixin
    private DataOptions reading = new DataOptions();

    @Override
    public Request<?> request() {
        return new Explain(folder, data, out, report, reportSeries, explanation.choice(), seed(), reading.reading());
    }
}
