package io.unfade.workflow.option;

import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import io.unfade.nn.Classifier;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;

import java.util.Map;

/** What to explain, and how. */
public record ExplanationChoice(
        @Meaning(as = TargetChoice.class) String method,
        @Meaning(as = TargetChoice.class) Map<String, String> set,
        @Meaning(as = TargetChoice.class) String target,
        @Meaning(as = TargetChoice.class) Output output,

        @Meaning(value = "Series at a time; bounds the memory.", label = "B")
        int batchSize,

        @Meaning(
                value = "Keep the state of recurrent layers every STEPS steps only, and run the steps between a "
                        + "second time for the gradient: less memory for long series. 0 keeps all.",
                label = "STEPS")
        int recompute) {
    /** Default number of series at a time. */
    public static final int BATCH_SIZE = 64;

    /** Checks the method and the numbers. */
    public ExplanationChoice {
        set = new TargetChoice(method, set, target, output).set();
        BadRequest.atLeast(1, batchSize, "batchSize");
        BadRequest.atLeast(0, recompute, "recompute");
    }

    /** The default target. */
    public ExplanationChoice() {
        this(new TargetChoice(), BATCH_SIZE, Classifier.RECOMPUTED_STEPS);
    }

    private ExplanationChoice(TargetChoice what, int batchSize, int recompute) {
        this(what.method(), what.set(), what.target(), what.output(), batchSize, recompute);
    }

    /** Fails if the model cannot be explained like this; for a check before data are read. */
    public void check(Model model) {
        Explainer.check(model, what().attribution(), output);
        if (model instanceof TrainedModel trained) { // others know their classes only after seeing series
            what().of(trained.description().allClassNames());
        }
    }

    private TargetChoice what() {
        return new TargetChoice(method, set, target, output);
    }

    /** {@return a signed map for each series} */
    public SaliencyMaps explain(Model model, SeriesSet series, long seed, Progress progress) {
        if (model instanceof TrainedModel trained) {
            trained.network().recompute(recompute);
        }
        what().checkGiven(model.signature());
        Explainer.Request request =
                new Explainer.Request(what().of(model.signature().allClassNames()), output, batchSize, seed);
        return Explainer.explain(model, series, what().attribution(), request, progress);
    }
}
