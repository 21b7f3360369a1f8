package io.unfade.cli;

import io.unfade.cli.base.RequestCommand;
import io.unfade.cli.option.DataOptions;
import io.unfade.workflow.Convert;
import io.unfade.workflow.base.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;

/** {@code unfade convert}: a series file in another format. */
@Command(name = "convert", description = "Writes a series file, or some of its series, in another format.")
final class ConvertCommand extends RequestCommand {
    @Parameters(paramLabel = "DATA", description = "Series file to read.")
    private Path data;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "File to write; its ending says the format: .npz, .ts, .tsv, .csv or .jsonl.")
    private Path out;

    @Mixin
    private DataOptions options = new DataOptions();

    @Override
    public Request<?> request() {
        return new Convert(data, out, options.reading());
    }
}
