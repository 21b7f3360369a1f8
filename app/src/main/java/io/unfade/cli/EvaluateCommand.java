package io.unfade.cli;

import io.unfade.cli.base.RequestCommand;
import io.unfade.cli.option.BatchOption;
import io.unfade.cli.option.DataOptions;
import io.unfade.workflow.Evaluate;
import io.unfade.workflow.base.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** {@code unfade evaluate}: how well a model classifies labelled series. */
@Command(
        name = "evaluate",
        description = "Accuracy, balanced accuracy, log-loss, confusion matrix and measures per class.")
final class EvaluateCommand extends RequestCommand {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "MODEL",
            description = "Model folder, or a TorchScript file.")
    private Path folder;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "Labelled series.")
    private Path data;

    @Mixin
    private BatchOption batch = new BatchOption();

    @Mixin
    private DataOptions reading = new DataOptions();

    @Override
    public Request<?> request() {
        return new Evaluate(folder, data, batch.size(), reading.reading());
    }
}
