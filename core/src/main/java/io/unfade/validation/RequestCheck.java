package io.unfade.validation;

import io.unfade.attribution.Explainer;
import io.unfade.attribution.Extent;
import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.model.ModelDescription;
import io.unfade.model.TrainedModel;
import io.unfade.train.augment.AdaptiveNoise;

/** Finds out whether a cross-validation can be done, before anything is trained. */
final class RequestCheck {
    private RequestCheck() {}

    /** Checks all of a request. */
    static void whole(CrossValidation.Request request, SeriesSet set) {
        of(request, set);
        if (request.explanation() != null) {
            explained(request, request.explanation(), set);
        }
    }

    private static void explained(
            CrossValidation.Request request, CrossValidation.Explanation explanation, SeriesSet set) {
        explanation.method().check(Extent.of(set));
        ModelDescription description = request.description();
        Standardizer standardizer = Standardizer.fit(description.standardization(), set);
        try (TrainedModel untrained = TrainedModel.initialize(description, standardizer, Precision.SINGLE, 0)) {
            AdaptiveNoise noise = request.training().adaptiveNoise();
            untrained.setNoiseLevel(noise.isOn() ? noise.start() : 0); // as after training, more or less
            Explainer.check(untrained, explanation.method(), explanation.output());
        }
    }

    static void of(CrossValidation.Request request, SeriesSet set) {
        Require.argument(set.hasLabels(), "a cross-validation needs labels, but the series have none");
        Require.argument(
                set.classCount() >= 2,
                "a cross-validation needs at least 2 classes, but there is %d",
                set.classCount());
        Require.argument(
                request.description().standardization() != Standardization.PER_GROUP
                        || set.groups().isPresent(),
                "per-group standardization needs groups, but the series have none");
        Require.argument(
                request.description().standardization() != Standardization.PER_GROUP
                        || request.plan().kind().keepsGroups(),
                "per-group standardization needs folds of whole groups: with a part of a group left out, its mean and deviation "
                        + "are another's");
    }
}
