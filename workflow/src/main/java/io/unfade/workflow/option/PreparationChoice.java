package io.unfade.workflow.option;

import io.unfade.nn.spec.Preparation;
import io.unfade.nn.spec.Preparation.Differences;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import org.jspecify.annotations.Nullable;

/** What a new model does to each standardised series before it reads it. */
public record PreparationChoice(
        @Meaning(
                value = "Limit of the standardised values, in standard deviations: larger ones become K or -K.",
                label = "K",
                usual = "none")
        @Nullable
        Double clipValues,

        @Meaning(
                value = "First differences over time as features: none, added (to the series' own) or only.",
                label = "KIND")
        Differences differences,

        @Meaning(value = "Read the series as means of blocks of so many steps.", label = "STEPS")
        int pool) {
    /** Checks the ranges. */
    public PreparationChoice {
        if (clipValues != null && !(clipValues > 0 && Double.isFinite(clipValues))) {
            throw BadRequest.of("{clipValues} must be above 0, but was %s", clipValues);
        }
        BadRequest.atLeast(1, pool, "pool");
    }

    /** The series as they are. */
    public PreparationChoice() {
        this(null, Differences.NONE, 1);
    }

    /** {@return the preparation} */
    public Preparation preparation() {
        return new Preparation(clipValues, differences, pool);
    }
}
