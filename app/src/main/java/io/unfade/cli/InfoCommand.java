package io.unfade.cli;

import io.unfade.cli.base.RequestCommand;
import io.unfade.cli.option.DataOptions;
import io.unfade.workflow.Info;
import io.unfade.workflow.base.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;

/** {@code unfade info}: what was understood of a file. */
@Command(name = "info", description = "Shows what is understood of a series file: counts, lengths, classes, ranges.")
final class InfoCommand extends RequestCommand {
    @Parameters(
            paramLabel = "DATA",
            description =
                    "Series file: .npz, .npy, .ts, .tsv, .csv, .jsonl, .arff (each also .gz, but for .npz) or IDX (MNIST).")
    private Path data;

    @Mixin
    private DataOptions options = new DataOptions();

    @Override
    public Request<?> request() {
        return new Info(data, options.reading());
    }
}
