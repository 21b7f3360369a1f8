package io.unfade.train;

import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.model.PreparedSeries;
import io.unfade.model.TrainedModel;
import org.jspecify.annotations.Nullable;

/**
 * The series of a member, ready for the model.
 *
 * @param given the training series, labelled, not standardised
 * @param training the same, standardised
 * @param validation null for none
 */
record PreparedMember(
        SeriesSet given, PreparedSeries training, @Nullable PreparedSeries validation) {
    /** {@return series matched with a model; fails if they do not fit, with their role in the message} */
    static PreparedMember of(TrainedModel model, MemberSeries series) {
        PreparedSeries learnt = prepared(model, series.training(), "training");
        SeriesSet validation = series.validation();
        PreparedSeries validated = validation == null ? null : prepared(model, validation, "validation");
        return new PreparedMember(learnt.set(), model.prepareStandardized(learnt.standardized()), validated);
    }

    private static PreparedSeries prepared(TrainedModel model, SeriesSet set, String role) {
        Require.argument(set.hasLabels(), "%s needs labels, but the series have none", role);
        try {
            return model.prepareLabelled(set);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the " + role + " series: " + e.getMessage(), e);
        }
    }
}
