package io.unfade.examples;

import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;

import java.util.Map;

/** Any function as a model, explained by a method that needs nothing but predictions. */
public final class OwnFunction {
    private OwnFunction() {}

    /** {@return maps of a rule: the second class, if the first feature's mean is large} */
    public static SaliencyMaps explain(SeriesSet set) {
        // example: function
        Model rule = Model.of(Signature.of(set.features(), 2, Output.LOGIT), inputs -> {
            double[][] logits = new double[inputs.count()][2];
            for (int i = 0; i < inputs.count(); i++) {
                int length = inputs.lengths()[i];
                for (int t = 0; t < length; t++) {
                    logits[i][1] += inputs.values()[inputs.offset(i) + t * inputs.features()] / length;
                }
            }
            return logits;
        });
        SaliencyMaps maps = Explainer.explain(
                rule,
                set,
                Attributions.of("occlusion", Map.of("window", "2")),
                new Explainer.Request(new Target.Fixed(1), Output.LOGIT, 64, 0),
                Progress.NONE);
        // end of the example
        return maps;
    }
}
