package io.unfade.cli;

import io.unfade.cli.base.Display;
import io.unfade.cli.base.ExitCode;
import io.unfade.cli.base.UsageException;
import io.unfade.cli.base.UseCaseCommand;
import io.unfade.workflow.Predict;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;

/** {@code unfade predict}: the probability of every class for every series. */
final class PredictCommand extends UseCaseCommand {
    PredictCommand() {
        super(Predict.class);
    }

    /** Without an output file, predictions are streamed to standard output, since they may not fit in memory. */
    @Override
    protected Result execute() throws Exception {
        if (given("--out")) {
            return super.execute();
        }
        if (printsJson()) {
            throw new UsageException("--json prints only the counts; name a file for the predictions with --out");
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
            ((Predict) request()).write(text, display);
        }
        return new Result(newObject(), "", ExitCode.OK);
    }
}
