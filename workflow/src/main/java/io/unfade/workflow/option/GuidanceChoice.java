package io.unfade.workflow.option;

import io.unfade.check.Range;
import io.unfade.train.augment.SaliencyGuidance;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import org.jspecify.annotations.Nullable;

/** Whether predictions shall stay when cells of small gradients change, see {@link SaliencyGuidance}. */
public record GuidanceChoice(
        @Meaning(
                value =
                        "Share of each training series' cells, those of the smallest gradients, without which predictions "
                                + "shall stay: saliency-guided training; 0 for none.",
                label = "SHARE",
                usual = "0")
        @Nullable
        Double saliencyGuided,

        @Meaning(
                value = "Weight in the loss of the change of the predictions.",
                label = "W",
                needs = "saliencyGuided",
                unless = "saliencyGuided 0")
        double saliencyGuidedWeight) {
    /** Checks the ranges. */
    public GuidanceChoice {
        BadRequest.within(Range.SHARE, Preset.or(saliencyGuided, 0.0), "saliencyGuided");
        if (!(saliencyGuidedWeight > 0) || Double.isInfinite(saliencyGuidedWeight)) {
            throw BadRequest.of("{saliencyGuidedWeight} must be above 0, but was %s", saliencyGuidedWeight);
        }
    }

    /** Plain training. */
    public GuidanceChoice() {
        this(null, SaliencyGuidance.NONE.weight());
    }

    /** {@return the guidance for the trainer} */
    SaliencyGuidance of() {
        return new SaliencyGuidance(Preset.or(saliencyGuided, 0.0), saliencyGuidedWeight);
    }
}
