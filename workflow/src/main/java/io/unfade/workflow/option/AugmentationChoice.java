package io.unfade.workflow.option;

import io.unfade.check.Range;
import io.unfade.train.augment.Augmentation;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import org.jspecify.annotations.Nullable;

/** How to change the training series at random at each step. What is null is left to a {@link Preset}, else it is 0. */
public record AugmentationChoice(
        @Meaning(
                value = "Deviation of random noise that is added to each standardized value of a training series.",
                label = "SD",
                usual = Preset.BY_DATA)
        @Nullable
        Double noise,

        @Meaning(
                value = "Deviation of a random factor around 1 for each feature of a training series.",
                label = "SD",
                usual = Preset.BY_DATA)
        @Nullable
        Double scale,

        @Meaning(
                value = "Longest random move of a training series in time, as a share of its length.",
                label = "SHARE",
                usual = Preset.BY_DATA)
        @Nullable
        Double shift,

        @Meaning(
                value = "Longest displacement by a random smooth change of tempo, as a share of the length of a "
                        + "training series; at most 0.2.",
                label = "SHARE")
        double warp,

        @Meaning(
                value = "Mix pairs of training series and their classes, with random shares from Beta(A, A); at "
                        + "most 1.",
                label = "A",
                usual = Preset.BY_DATA)
        @Nullable
        Double mix,

        @Meaning(value = "Share of the cells of training series that are set to the mean.", label = "P")
        double cellDropout,

        @Meaning(value = "Share of the features that are set to the mean in a whole training series.", label = "P")
        double featureDropout) {
    /** Checks the ranges. */
    public AugmentationChoice {
        BadRequest.within(Range.NOT_NEGATIVE, Preset.or(noise, 0.0), "noise");
        BadRequest.within(Range.NOT_NEGATIVE, Preset.or(scale, 0.0), "scale");
        BadRequest.within(Range.SHARE, Preset.or(shift, 0.0), "shift");
        BadRequest.within(Augmentation.WARP, warp, "warp");
        BadRequest.within(Range.SHARE_OR_ALL, Preset.or(mix, 0.0), "mix");
        BadRequest.within(Range.SHARE, cellDropout, "cellDropout");
        BadRequest.within(Range.SHARE, featureDropout, "featureDropout");
    }

    /** All that presets choose left open. */
    public AugmentationChoice() {
        this(null, null, null, 0, null, 0, 0);
    }

    /** {@return the changes for the trainer} */
    Augmentation of() {
        return new Augmentation(
                Preset.or(noise, 0.0),
                Preset.or(scale, 0.0),
                Preset.or(shift, 0.0),
                warp,
                Preset.or(mix, 0.0),
                cellDropout,
                featureDropout);
    }
}
