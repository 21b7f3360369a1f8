package io.unfade.workflow.option;

import io.unfade.attribution.Output;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.SaliencyMethod;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.model.ModelDescription;
import io.unfade.model.TrainedModel;
import io.unfade.nn.Classifier;
import io.unfade.workflow.base.BadRequest;

/**
 * What is explained, and how.
 *
 * @param method as of {@link TargetChoice}
 * @param target likewise
 * @param output likewise
 * @param batchSize series at a time; bounds the memory
 * @param recompute recurrent layers keep their state every so many steps only; 0 keeps all
 */
public record ExplanationChoice(String method, String target, Output output, int batchSize, int recompute) {
    /** Series at a time, if nothing else is asked for. */
    public static final int BATCH_SIZE = 64;

    /** Checks numbers. */
    public ExplanationChoice {
        BadRequest.atLeast(1, batchSize, "batchSize");
        BadRequest.atLeast(0, recompute, "recompute");
    }

    /** The usual target. */
    public ExplanationChoice() {
        this(new TargetChoice(), BATCH_SIZE, Classifier.RECOMPUTED_STEPS);
    }

    /** This target. */
    public ExplanationChoice(TargetChoice what, int batchSize, int recompute) {
        this(what.method(), what.target(), what.output(), batchSize, recompute);
    }

    /** Fails if what is asked for cannot be, as far as the model alone can tell. */
    public void check(ModelDescription model) {
        what().of(model);
    }

    private TargetChoice what() {
        return new TargetChoice(method, target, output);
    }

    /** {@return a signed map for each series} */
    public SaliencyMaps explain(TrainedModel model, SeriesSet set, Progress progress) {
        model.network().recompute(recompute);
        SaliencyMethod.Request request =
                new SaliencyMethod.Request(what().of(model.description()), output, batchSize, (series, of) -> {
                    progress.check();
                    progress.update("Explaining", (double) series / of, "");
                });
        return SaliencyMethod.of(method).attribute(model, set, request);
    }
}
