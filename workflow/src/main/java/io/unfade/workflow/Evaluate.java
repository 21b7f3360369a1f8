package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.option.ExplanationChoice;
import io.unfade.workflow.option.ReadingOptions;
import io.unfade.workflow.option.SeriesReader;
import io.unfade.workflow.result.Evaluation;

import java.io.IOException;
import java.nio.file.Path;

/**
 * How well a model classifies labelled series.
 *
 * @param reading how to read the series
 */
@Meaning("Accuracy, balanced accuracy, log-loss, confusion matrix and measures per class.")
public record Evaluate(
        @Meaning(value = "Model folder, or a TorchScript file.", label = "MODEL")
        Path model,

        @Meaning("Labelled series.") Path data,
        @Meaning(as = ExplanationChoice.class) int batchSize,
        ReadingOptions reading)
        implements Request<Evaluation> {
    /** Checks numbers. */
    public Evaluate {
        BadRequest.atLeast(1, batchSize, "batchSize");
    }

    /** All series, with the default settings. */
    public Evaluate(Path model, Path data) {
        this(model, data, ExplanationChoice.BATCH_SIZE, new ReadingOptions());
    }

    @Override
    public Result<Evaluation> execute(Progress progress) throws IOException {
        try (Model opened = Models.open(model)) {
            SeriesSet set = reading.reader(progress).readFor(opened, data);
            if (!set.hasLabels()) {
                throw BadRequest.of("%s: the series have no labels, so there is nothing to compare with", data);
            }
            SeriesSet aligned = SeriesReader.fittedLabelled(opened, set, data);
            Evaluation evaluation = Evaluation.of(opened.probabilities(aligned, batchSize), aligned);
            ObjectNode json = RequestJson.newObject();
            json.put("model", model.toString());
            json.put("data", data.toString());
            json.setAll(evaluation.json());
            return Result.of(this, evaluation, json, evaluation.text());
        }
    }
}
