package io.unfade.workflow.option;

import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingOptions.ClassWeights;
import io.unfade.train.TrainingOptions.Optimizer;
import io.unfade.train.TrainingOptions.Regime;

/**
 * How a new model is trained.
 *
 * @param epochs at most
 * @param batchSize series per step
 * @param learningRate step size
 * @param optimizer Adam or AdamW
 * @param weightDecay pull of the weights towards 0
 * @param clipNorm longest gradient of all weights together; 0 for no limit; of no meaning in the authors' regime
 * @param patience epochs without a better validation loss before training stops; of no meaning in the authors' regime
 * @param classWeights how classes of different sizes count
 * @param regime standard, or as in the paper's code
 */
public record OptimizationChoice(
        int epochs,
        int batchSize,
        double learningRate,
        Optimizer optimizer,
        double weightDecay,
        double clipNorm,
        int patience,
        ClassWeights classWeights,
        Regime regime) {
    /** The usual training. */
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
