package io.unfade.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.base.UsageException;
import io.unfade.cli.option.BatchOption;
import io.unfade.cli.option.DataOptions;
import io.unfade.data.SeriesSet;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.workflow.result.Evaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;

/** {@code unfade evaluate}: how well a model classifies labelled series. */
@Command(
        name = "evaluate",
        description = "Accuracy, balanced accuracy, log-loss, confusion matrix and measures per class.")
final class EvaluateCommand extends AbstractCommand {
    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "Model folder.")
    private Path folder;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "Labelled series.")
    private Path data;

    @Mixin
    private BatchOption batch = new BatchOption();

    @Mixin
    private DataOptions reading = new DataOptions();

    @Override
    protected Result execute() throws IOException {
        try (Model model = Models.open(folder)) {
            SeriesSet set = reading.readFor(model, data);
            if (!set.hasLabels()) {
                throw new UsageException(data + ": the series have no labels, so there is nothing to compare with");
            }
            SeriesSet aligned = DataOptions.fittedLabelled(model, set, data);
            Evaluation evaluation = Evaluation.of(model.probabilities(aligned, batch.size()), aligned);
            ObjectNode json = newObject();
            json.put("model", folder.toString());
            json.put("data", data.toString());
            json.setAll(evaluation.json());
            return Result.of(json, evaluation.text());
        }
    }
}
