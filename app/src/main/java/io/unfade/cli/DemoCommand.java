package io.unfade.cli;

import io.unfade.cli.base.RequestCommand;
import io.unfade.workflow.Demo;
import io.unfade.workflow.base.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** {@code unfade demo}: the main job on generated data, in about a minute. */
@Command(
        name = "demo",
        description =
                "Shows what unfade is for, in about a minute: trains an LSTM and an LSTM with input-cell attention on "
                        + "generated series whose class is decided early, and writes a report with their saliency side by side. "
                        + "Training is the authors' regime; --seed is the first of the seeds.")
final class DemoCommand extends RequestCommand {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "unfade-demo",
            description = "Folder to write to; made if missing.")
    private Path out;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "3", description = "How many seeds.")
    private int seeds;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "20",
            description = "Epochs at most; a model whose training series are all right stops earlier.")
    private int epochs;

    @Override
    public Request<?> request() {
        return new Demo(out, seeds, epochs, seed());
    }
}
