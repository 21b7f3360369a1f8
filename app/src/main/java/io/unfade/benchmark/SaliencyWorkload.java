package io.unfade.benchmark;

import io.unfade.attribution.Explainer;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.check.Progress;
import io.unfade.model.Output;
import io.unfade.attribution.Target;
import io.unfade.data.SeriesSet;
import io.unfade.model.TrainedModel;

/** Gradient saliency of the predicted class's logit, for all series. */
final class SaliencyWorkload implements Workload {
    private final TrainedModel model;
    private final SeriesSet series;
    private final Explainer.Request request;

    /**
     * Prepares a model.
     *
     * @param model is closed with this
     */
    SaliencyWorkload(TrainedModel model, SeriesSet series, int batchSize) {
        this.model = model;
        this.series = series;
        request = new Explainer.Request(new Target.Predicted(), Output.LOGIT, batchSize, 0);
    }

    @Override
    public void run() {
        Explainer.explain(model, series, new Gradient(), request, Progress.NONE);
    }

    @Override
    public void close() {
        model.close();
    }
}
