package io.unfade.workflow.option;

import io.unfade.check.Range;
import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingOptions.ClassWeights;
import io.unfade.train.TrainingOptions.Descent;
import io.unfade.train.TrainingOptions.Length;
import io.unfade.train.TrainingOptions.Loss;
import io.unfade.train.TrainingOptions.Optimizer;
import io.unfade.train.TrainingOptions.Regime;
import io.unfade.train.TrainingOptions.Schedule;
import io.unfade.train.TrainingOptions.Stopping;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import org.jspecify.annotations.Nullable;

/** How to train a new model. What is null is left to a {@link Preset}, and is as for the paper without one. */
public record OptimizationChoice(
        @Meaning(value = "Epochs at most.", usual = Preset.BY_DATA) @Nullable
        Integer epochs,

        @Meaning(
                value = "More epochs if {epochs} have fewer steps than this; 0 for no more.",
                usual = Preset.BY_DATA,
                unless = "regime authors")
        @Nullable
        Integer steps,

        @Meaning(value = "Series per step.", label = "B", usual = Preset.BY_DATA) @Nullable
        Integer batchSize,

        @Meaning(value = "Step size.", label = "LR", usual = Preset.BY_DATA) @Nullable
        Double learningRate,

        @Meaning(
                value = "Step size over the steps of the run: constant, or cosine: falls to 0 by half a cosine.",
                label = "RULE",
                usual = Preset.BY_DATA,
                unless = "regime authors")
        @Nullable
        Schedule schedule,

        @Meaning(
                value = "Share of all steps at the beginning in which the step size rises linearly.",
                label = "SHARE",
                usual = Preset.BY_DATA,
                unless = "regime authors")
        @Nullable
        Double warmup,

        @Meaning(value = "adam or adamw.", label = "NAME", usual = Preset.BY_DATA) @Nullable
        Optimizer optimizer,

        @Meaning(value = "Pull of the weights towards 0.", label = "W", usual = Preset.BY_DATA) @Nullable
        Double weightDecay,

        @Meaning(value = "Longest gradient of all weights together; 0 for no limit.", unless = "regime authors")
        double clipNorm,

        @Meaning(
                value = "Keep the mean of the weights after each of the last epochs, this share of all; 0 for no mean.",
                label = "SHARE",
                unless = "regime authors")
        double averageLast,

        @Meaning(
                value = "Epochs without a better validation loss before training stops.",
                unless = {"regime authors", "validation 0"})
        int patience,

        @Meaning(
                value = "Steps without a better validation loss that training must also have taken before it stops.",
                usual = Preset.BY_DATA,
                unless = {"regime authors", "validation 0"})
        @Nullable
        Integer patienceSteps,

        @Meaning(value = "none, or balanced: all classes count the same.", label = "RULE")
        ClassWeights classWeights,

        @Meaning(
                value = "Share of each training target that is spread evenly over all classes.",
                label = "SHARE",
                usual = Preset.BY_DATA,
                unless = "regime authors")
        @Nullable
        Double labelSmoothing,

        @Meaning(
                value = "standard, or authors: as in the paper's code, softmax fed to the cross-entropy, no "
                        + "gradient clipping, stop at 100 %% training accuracy; validated only if {validation} is "
                        + "given.",
                label = "NAME")
        Regime regime,

        @Meaning(unless = "regime authors") AugmentationChoice augmentation,
        @Meaning(unless = "regime authors") AdaptiveNoiseChoice noising,
        @Meaning(unless = "regime authors") GuidanceChoice guidance) {
    private static final TrainingOptions PAPER = TrainingOptions.defaults();

    /** Checks the ranges. */
    public OptimizationChoice {
        BadRequest.atLeast(0, Preset.or(steps, 0), "steps");
        BadRequest.within(Range.SHARE, Preset.or(warmup, 0.0), "warmup");
        BadRequest.within(Range.SHARE_OR_ALL, averageLast, "averageLast");
        BadRequest.atLeast(0, Preset.or(patienceSteps, 0), "patienceSteps");
        BadRequest.within(Range.SHARE, Preset.or(labelSmoothing, 0.0), "labelSmoothing");
    }

    /** All that presets choose left open. */
    public OptimizationChoice() {
        this(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                1,
                0,
                20,
                null,
                ClassWeights.NONE,
                null,
                Regime.STANDARD,
                new AugmentationChoice(),
                new AdaptiveNoiseChoice(),
                new GuidanceChoice());
    }

    /** {@return the options for the trainer} */
    public TrainingOptions of(long seed) {
        Length length = PAPER.length();
        Descent descent = PAPER.descent();
        return new TrainingOptions(
                new Length(
                        Preset.or(epochs, length.epochs()),
                        Preset.or(steps, length.steps()),
                        Preset.or(batchSize, length.batchSize())),
                new Descent(
                        Preset.or(optimizer, descent.optimizer()),
                        Preset.or(learningRate, descent.learningRate()),
                        Preset.or(schedule, descent.schedule()),
                        Preset.or(warmup, descent.warmup()),
                        Preset.or(weightDecay, descent.weightDecay()),
                        regime == Regime.AUTHORS ? 0 : clipNorm,
                        averageLast),
                new Loss(classWeights, Preset.or(labelSmoothing, 0.0)),
                noising.of().isOn() && !stops() ? Stopping.NEVER : new Stopping(patience, Preset.or(patienceSteps, 0)),
                augmentation.of(),
                noising.of(),
                guidance.of(),
                regime,
                seed);
    }

    /** {@return whether anything is given that decides by validation series when training ends} */
    public boolean stops() {
        return patienceSteps != null || patience != new OptimizationChoice().patience();
    }
}
