package io.unfade.cli.option;

import io.unfade.attribution.Explainer;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.cli.base.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.model.Model;
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
    public SaliencyMaps explain(Model model, SeriesSet set, long seed, Progress progress) {
        recompute.applyTo(model);
        Explainer.Request request =
                new Explainer.Request(what.target(model.signature().allClassNames()), what.output(), batch.size(), seed);
        try {
            return Explainer.explain(model, set, what.method(), request, progress::update);
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
    public void check(Model model) {
        what.check(model);
    }
}
