package io.unfade.workflow.option;

import io.unfade.check.Range;
import io.unfade.train.augment.AdaptiveNoise;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import org.jspecify.annotations.Nullable;

/** How much further noise the training series get: as much as can be learnt, see {@link AdaptiveNoise}. */
public record AdaptiveNoiseChoice(
        @Meaning(
                value =
                        "Noise on training series that grows while more than this share of a step's series are classified "
                                + "correctly, else shrinks; 0 for none. All epochs are done and the last weights kept, unless "
                                + "{patience} or {patienceSteps} is given.",
                label = "SHARE",
                usual = Preset.BY_PRESET)
        @Nullable
        Double adaptiveNoise,

        @Meaning(
                value = "Level of the noise at the first step: its deviation where a standardized value has 1.",
                label = "S",
                needs = {"adaptiveNoise", "preset localise"},
                unless = "adaptiveNoise 0")
        double adaptiveNoiseStart,

        @Meaning(
                value = "Factor by which the level of the noise changes after each step.",
                label = "FACTOR",
                needs = {"adaptiveNoise", "preset localise"},
                unless = "adaptiveNoise 0")
        double adaptiveNoiseGrowth,

        @Meaning(
                value = "Least level of the noise.",
                label = "S",
                needs = {"adaptiveNoise", "preset localise"},
                unless = "adaptiveNoise 0")
        double adaptiveNoiseFloor) {
    /** Checks the ranges. */
    public AdaptiveNoiseChoice {
        BadRequest.within(Range.SHARE, Preset.or(adaptiveNoise, 0.0), "adaptiveNoise");
        if (!(adaptiveNoiseGrowth > 1 && adaptiveNoiseGrowth <= AdaptiveNoise.FASTEST)) {
            throw BadRequest.of(
                    "{adaptiveNoiseGrowth} must be above 1 and at most %s, but was %s",
                    Math.round(AdaptiveNoise.FASTEST), adaptiveNoiseGrowth);
        }
        if (!(adaptiveNoiseFloor > 0)) {
            throw BadRequest.of("{adaptiveNoiseFloor} must be above 0, but was %s", adaptiveNoiseFloor);
        }
        if (!(adaptiveNoiseStart >= adaptiveNoiseFloor && adaptiveNoiseStart <= AdaptiveNoise.LARGEST)) {
            throw BadRequest.of(
                    "{adaptiveNoiseStart} must be from {adaptiveNoiseFloor} %s to %s, but was %s",
                    adaptiveNoiseFloor, AdaptiveNoise.LARGEST, adaptiveNoiseStart);
        }
    }

    /** As the preset says, else no noise. */
    public AdaptiveNoiseChoice() {
        this(null, AdaptiveNoise.NONE.start(), AdaptiveNoise.NONE.growth(), AdaptiveNoise.NONE.floor());
    }

    /** {@return the noise for the trainer} */
    AdaptiveNoise of() {
        return new AdaptiveNoise(
                Preset.or(adaptiveNoise, 0.0), adaptiveNoiseStart, adaptiveNoiseGrowth, adaptiveNoiseFloor);
    }
}
