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

/** How to train a new model. */
public record OptimizationChoice(
        @Meaning("Epochs at most.") int epochs,

        @Meaning(
                value = "More epochs if {epochs} have fewer steps than this; 0 for no more.",
                unless = "regime authors")
        int steps,

        @Meaning(value = "Series per step.", label = "B") int batchSize,
        @Meaning(value = "Step size.", label = "LR") double learningRate,

        @Meaning(
                value = "Step size over the steps of the run: constant, or cosine: falls to 0 by half a cosine.",
                label = "RULE",
                unless = "regime authors")
        Schedule schedule,

        @Meaning(
                value = "Share of all steps at the beginning in which the step size rises linearly.",
                label = "SHARE",
                unless = "regime authors")
        double warmup,

        @Meaning(value = "adam or adamw.", label = "NAME") Optimizer optimizer,

        @Meaning(value = "Pull of the weights towards 0.", label = "W")
        double weightDecay,

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
                unless = {"regime authors", "validation 0"})
        int patienceSteps,

        @Meaning(value = "none, or balanced: all classes count the same.", label = "RULE")
        ClassWeights classWeights,

        @Meaning(
                value = "Share of each training target that is spread evenly over all classes.",
                label = "SHARE",
                unless = "regime authors")
        double labelSmoothing,

        @Meaning(
                value = "standard, or authors: as in the paper's code, softmax fed to the cross-entropy, no "
                        + "gradient clipping, stop at 100 %% training accuracy; validated only if {validation} is "
                        + "given.",
                label = "NAME")
        Regime regime,

        @Meaning(unless = "regime authors") AugmentationChoice augmentation) {
    /** Checks the ranges. */
    public OptimizationChoice {
        BadRequest.atLeast(0, steps, "steps");
        BadRequest.within(Range.SHARE, warmup, "warmup");
        BadRequest.within(Range.SHARE_OR_ALL, averageLast, "averageLast");
        BadRequest.atLeast(0, patienceSteps, "patienceSteps");
        BadRequest.within(Range.SHARE, labelSmoothing, "labelSmoothing");
    }

    /** The default training. */
    public OptimizationChoice() {
        this(
                100,
                0,
                50,
                1e-3,
                Schedule.CONSTANT,
                0,
                Optimizer.ADAM,
                0,
                1,
                0,
                20,
                0,
                ClassWeights.NONE,
                0,
                Regime.STANDARD,
                new AugmentationChoice());
    }

    /** {@return the options for the trainer} */
    public TrainingOptions of(long seed) {
        double limit = regime == Regime.AUTHORS ? 0 : clipNorm;
        return new TrainingOptions(
                new Length(epochs, steps, batchSize),
                new Descent(optimizer, learningRate, schedule, warmup, weightDecay, limit, averageLast),
                new Loss(classWeights, labelSmoothing),
                new Stopping(patience, patienceSteps),
                augmentation.of(),
                regime,
                seed);
    }
}
