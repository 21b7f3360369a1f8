package io.unfade.cli.option;

import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.SaliencyMethod;
import io.unfade.cli.base.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.model.ModelDescription;
import io.unfade.model.TrainedModel;
import picocli.CommandLine.Mixin;

/** What is explained, and how. */
public final class ExplanationOptions {
    @Mixin
    private TargetOptions what = new TargetOptions();

    @Mixin
    private BatchOption batch = new BatchOption();

    @Mixin
    private RecomputeOption recompute = new RecomputeOption();

    /** {@return a signed map for each series} */
    public SaliencyMaps explain(TrainedModel model, SeriesSet set, Progress progress) {
        SaliencyMethod chosen = what.method();
        recompute.applyTo(model);
        SaliencyMethod.Request request = new SaliencyMethod.Request(
                what.target(model.description()),
                what.output(),
                batch.size(),
                (series, of) -> progress.update("Explaining", (double) series / of, ""));
        try {
            return chosen.attribute(model, set, request);
        } finally {
            progress.close();
        }
    }

    public String target() {
        return what.target();
    }

    public int batchSize() {
        return batch.size();
    }

    /** Fails if what is asked for cannot be, as far as the model alone can tell. */
    public void check(ModelDescription model) {
        what.check(model);
    }
}
