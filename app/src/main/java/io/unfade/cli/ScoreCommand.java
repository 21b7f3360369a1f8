package io.unfade.cli;

import io.unfade.cli.base.RequestCommand;
import io.unfade.cli.option.DataOptions;
import io.unfade.workflow.Score;
import io.unfade.workflow.base.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** {@code unfade score}: saliency maps against the cells known to be informative. */
@Command(
        name = "score",
        description =
                "Scores saliency maps against the cells known to be informative (the file's `reference`). Absolute "
                        + "values are taken and rescaled to 0..1 within each series, as in the paper.")
final class ScoreCommand extends RequestCommand {
    @Option(names = "--saliency", required = true, paramLabel = "S.npz", description = "Maps that explain wrote.")
    private Path saliency;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "Series with a reference mask.")
    private Path data;

    @Mixin
    private DataOptions options = new DataOptions();

    @Override
    public Request<?> request() {
        return new Score(saliency, data, seed(), options.reading());
    }
}
