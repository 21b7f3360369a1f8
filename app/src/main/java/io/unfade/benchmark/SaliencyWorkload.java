package io.unfade.benchmark;

import io.unfade.attribution.GradientSaliency;
import io.unfade.attribution.Output;
import io.unfade.attribution.SaliencyMethod;
import io.unfade.attribution.Target;
import io.unfade.data.SeriesSet;
import io.unfade.model.TrainedModel;

/** Gradient saliency of the predicted class's logit, for all series. */
final class SaliencyWorkload implements Workload {
    private final TrainedModel model;
    private final SeriesSet series;
    private final SaliencyMethod.Request request;

    /**
     * Prepares a model.
     *
     * @param model is closed with this
     */
    SaliencyWorkload(TrainedModel model, SeriesSet series, int batchSize) {
        this.model = model;
        this.series = series;
        request = new SaliencyMethod.Request(new Target.Predicted(), Output.LOGIT, batchSize, (done, of) -> {});
    }

    @Override
    public void run() {
        new GradientSaliency().attribute(model, series, request);
    }

    @Override
    public void close() {
        model.close();
    }
}
