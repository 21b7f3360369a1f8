package io.unfade.spark;

import io.unfade.check.Progress;
import io.unfade.model.InputLayout;
import io.unfade.spark.work.Predicting;
import io.unfade.workflow.Evaluate;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.option.ExplanationChoice;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The probability of every class for every series of a table, as {@link io.unfade.workflow.Predict} gives them. The value is the
 * number of rows.
 */
@Meaning(
        "Writes the predicted class and the probability of every class of every row of a table of series, as the command "
                + "predict does in one process.")
public record PredictTable(
        @Meaning(as = Evaluate.class) Path model,

        @Meaning(
                value =
                        "Parquet files, a folder of them, or another address that the cluster reads: columns id and values, an "
                                + "array of steps, each an array of features; label, length and group if there.",
                label = "TABLE")
        String data,

        @Meaning(value = "Folder to write, of Parquet files.", label = "TABLE")
        String out,

        @Meaning(as = Evaluate.class) @Nullable InputLayout modelLayout,
        @Meaning(as = ExplanationChoice.class) int batchSize,
        SliceChoice slices)
        implements Request<Long> {
    /** Checks numbers. */
    public PredictTable {
        BadRequest.atLeast(1, batchSize, "batchSize");
    }

    /** All series. */
    public PredictTable(Path model, String data, String out) {
        this(model, data, out, null, ExplanationChoice.BATCH_SIZE, new SliceChoice());
    }

    @Override
    public Result<Long> execute(Progress progress) throws IOException {
        ClusterModels.check(model, modelLayout, opened -> null);
        return new TableRun(this, data, out, slices, progress)
                .run(model, modelLayout, null, new Predicting(batchSize), batchSize);
    }
}
