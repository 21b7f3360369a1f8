package io.unfade.cli;

import io.unfade.cli.base.Display;
import io.unfade.cli.base.ExitCode;
import io.unfade.cli.base.RequestCommand;
import io.unfade.cli.base.UsageException;
import io.unfade.cli.option.BatchOption;
import io.unfade.cli.option.DataOptions;
import io.unfade.workflow.Predict;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** {@code unfade predict}: the probability of every class for every series. */
@Command(
        name = "predict",
        description = "Writes the predicted class and the probability of every class, a line a series. Labels are not "
                + "needed. A file of .npz or of text may be larger than the memory.")
final class PredictCommand extends RequestCommand {
    @Option(
            names = "--model",
            required = true,
            order = 1,
            paramLabel = "MODEL",
            description = "Model folder, or a TorchScript file.")
    private Path folder;

    @Option(names = "--data", required = true, order = 2, paramLabel = "FILE", description = "Series to classify.")
    private Path data;

    @Option(
            names = "--out",
            order = 3,
            paramLabel = "P.csv|P.jsonl",
            description = "File to write, CSV or JSON lines by its name; standard output, as CSV, if not given.")
    private @Nullable Path out;

    @Mixin
    private BatchOption batch = new BatchOption();

    @Mixin
    private DataOptions reading = new DataOptions();

    @Override
    public Predict request() {
        return new Predict(folder, data, out, batch.size(), reading.reading());
    }

    /** Without a file the predictions are printed as they come: they may be larger than the memory. */
    @Override
    protected Result execute() throws Exception {
        if (out != null) {
            return super.execute();
        }
        if (printsJson()) {
            throw new UsageException("--json prints the counts alone; name a file for the predictions with --out");
        }
        PrintWriter printed = output();
        FilterWriter text = new FilterWriter(printed) {
            @Override
            public void flush() throws IOException {
                if (printed.checkError()) {
                    throw new IOException("standard output is full or closed");
                }
            }
        };
        try (Display display = display()) {
            request().write(text, display);
        }
        return new Result(newObject(), "", ExitCode.OK);
    }
}
