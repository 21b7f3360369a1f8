package io.unfade.workflow.option;

import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingOptions.ClassWeights;
import io.unfade.train.TrainingOptions.Optimizer;
import io.unfade.train.TrainingOptions.Regime;
import io.unfade.workflow.base.Meaning;

/** How to train a new model. */
public record OptimizationChoice(
        @Meaning("Epochs at most.") int epochs,
        @Meaning(value = "Series per step.", label = "B") int batchSize,
        @Meaning(value = "Step size.", label = "LR") double learningRate,
        @Meaning(value = "adam or adamw.", label = "NAME") Optimizer optimizer,

        @Meaning(value = "Pull of the weights towards 0.", label = "W")
        double weightDecay,

        @Meaning(value = "Longest gradient of all weights together; 0 for no limit.", unless = "regime authors")
        double clipNorm,

        @Meaning(
                value = "Epochs without a better validation loss before training stops.",
                unless = {"regime authors", "validation 0"})
        int patience,

        @Meaning(value = "none, or balanced: all classes count the same.", label = "RULE")
        ClassWeights classWeights,

        @Meaning(
                value = "standard, or authors: as in the paper's code, softmax fed to the cross-entropy, no "
                        + "gradient clipping, stop at 100 %% training accuracy; validated only if {validation} is "
                        + "given.",
                label = "NAME")
        Regime regime) {
    /** The default training. */
    public OptimizationChoice() {
        this(100, 50, 1e-3, Optimizer.ADAM, 0, 1, 20, ClassWeights.NONE, Regime.STANDARD);
    }

    /** {@return the options for the trainer} */
    public TrainingOptions of(long seed) {
        double limit = regime == Regime.AUTHORS ? 0 : clipNorm;
        return new TrainingOptions(
                epochs, batchSize, learningRate, optimizer, weightDecay, limit, patience, classWeights, regime, seed);
    }
}
