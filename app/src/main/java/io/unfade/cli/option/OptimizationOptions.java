package io.unfade.cli.option;

import io.unfade.cli.base.UsageException;
import io.unfade.train.TrainingOptions;
import io.unfade.workflow.option.OptimizationChoice;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.function.Predicate;

/** How a new model is trained. */
public final class OptimizationOptions {
    @Option(names = "--epochs", order = 40, paramLabel = "N", defaultValue = "100", description = "Epochs at most.")
    private int epochs;

    @Option(names = "--batch-size", order = 41, paramLabel = "B", defaultValue = "50", description = "Series per step.")
    private int batchSize;

    @Option(names = "--learning-rate", order = 42, paramLabel = "LR", defaultValue = "1e-3", description = "Step size.")
    private double learningRate;

    @Option(
            names = "--optimizer",
            order = 43,
            paramLabel = "NAME",
            defaultValue = "adam",
            description = "adam or adamw.")
    private TrainingOptions.Optimizer optimizer = TrainingOptions.Optimizer.ADAM;

    @Option(
            names = "--weight-decay",
            order = 44,
            paramLabel = "W",
            defaultValue = "0",
            description = "Pull of the weights towards 0.")
    private double weightDecay;

    @Option(
            names = "--clip-norm",
            order = 45,
            paramLabel = "N",
            defaultValue = "1",
            description = "Longest gradient of all weights together; 0 for no limit.")
    private double clipNorm;

    @Option(
            names = "--patience",
            order = 46,
            paramLabel = "N",
            defaultValue = "20",
            description = "Epochs without a better validation loss before training stops.")
    private int patience;

    @Option(
            names = "--class-weights",
            order = 47,
            paramLabel = "RULE",
            defaultValue = "none",
            description = "none, or balanced: all classes count the same.")
    private TrainingOptions.ClassWeights classWeights = TrainingOptions.ClassWeights.NONE;

    @Option(
            names = "--regime",
            order = 48,
            paramLabel = "NAME",
            defaultValue = "standard",
            description = "standard, or authors: as in the paper's code, softmax fed to the cross-entropy, no gradient "
                    + "clipping, stop at 100 %% training accuracy; validated only if --validation is given.")
    private TrainingOptions.Regime regime = TrainingOptions.Regime.STANDARD;

    /**
     * Fails if an option was given that has no meaning in the regime.
     *
     * @param given says whether an option was
     * @return whether the regime is the authors'
     */
    public boolean checkRegime(Predicate<String> given) {
        if (regime != TrainingOptions.Regime.AUTHORS) {
            return false;
        }
        for (String option : List.of("--patience", "--clip-norm")) {
            if (given.test(option)) {
                throw new UsageException(option + " has no meaning with --regime authors; omit it");
            }
        }
        return true;
    }

    public OptimizationChoice choice() {
        return new OptimizationChoice(
                epochs, batchSize, learningRate, optimizer, weightDecay, clipNorm, patience, classWeights, regime);
    }
}
