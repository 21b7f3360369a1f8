package io.unfade.spark;

import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.model.InputLayout;
import io.unfade.spark.work.Explaining;
import io.unfade.workflow.Evaluate;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.option.ExplanationChoice;
import io.unfade.workflow.option.ReadingOptions;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A saliency map of every series of a table, as {@link io.unfade.workflow.Explain} makes them. The value is the number of rows.
 *
 * @param explanation what to explain
 * @param seed of the method's random numbers
 */
@Meaning(
        "Writes a signed saliency map of every row of a table of series, as the command explain does in one process: the same "
                + "bytes, whatever the number of executors.")
public record ExplainTable(
        @Meaning(as = Evaluate.class) Path model,
        @Meaning(as = PredictTable.class) String data,
        @Meaning(as = PredictTable.class) String out,
        @Meaning(as = Evaluate.class) @Nullable InputLayout modelLayout,
        ExplanationChoice explanation,
        long seed,
        SliceChoice slices)
        implements Request<Long> {
    /** The default explanation of all series. */
    public ExplainTable(Path model, String data, String out) {
        this(model, data, out, null, new ExplanationChoice(), 0, new SliceChoice());
    }

    @Override
    public Result<Long> execute(Progress progress) throws IOException {
        SeriesSet background = ClusterModels.check(model, modelLayout, opened -> {
            ExplanationChoice usual = explanation.orUsualOf(opened);
            usual.check(opened);
            return usual.background(opened, new ReadingOptions().reader(progress));
        });
        return new TableRun(this, data, out, slices, progress)
                .run(model, modelLayout, background, Explaining.of(explanation, seed), explanation.batchSize());
    }
}
