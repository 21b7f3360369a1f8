package io.unfade.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.option.DataOptions;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;

/** {@code unfade convert}: a series file in another format. */
@Command(name = "convert", description = "Writes a series file, or some of its series, in another format.")
final class ConvertCommand extends AbstractCommand {
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
    protected Result execute() throws IOException {
        claimFile(out, "--out", options.sources(data).toArray(Path[]::new));
        SeriesSet set = options.read(data);
        SeriesFiles.write(set, out);
        ObjectNode json = newObject();
        json.put("file", data.toString());
        json.put("out", out.toString());
        json.put("series", set.count());
        return Result.of(json, "Wrote " + set.count() + " series to " + out);
    }
}
