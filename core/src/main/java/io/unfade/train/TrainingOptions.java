package io.unfade.train;

import io.unfade.check.Keyed;
import io.unfade.check.Require;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Training options.
 *
 * @param epochs maximum passes over the training series, at least 1
 * @param batchSize series per step, at least 1
 * @param learningRate step size, positive
 * @param optimizer computes steps from gradients
 * @param weightDecay L2 penalty (Adam) or decoupled decay (AdamW), at least 0
 * @param clipNorm maximum Euclidean norm of the gradients of all weights together, enforced by scaling; 0 for no limit
 * @param patience epochs without improvement of the validation loss before training stops, at least 1
 * @param classWeights weights of the classes in the loss
 * @param regime loss and stopping criterion
 * @param seed of order, dropout and initial weights
 */
public record TrainingOptions(
        int epochs,
        int batchSize,
        double learningRate,
        Optimizer optimizer,
        double weightDecay,
        double clipNorm,
        int patience,
        ClassWeights classWeights,
        Regime regime,
        long seed) {
    /** Computation of steps from gradients. */
    public enum Optimizer implements Keyed {
        /** Kingma and Ba 2015, arXiv 1412.6980; weight decay is added to the gradient. */
        ADAM,
        /** Loshchilov and Hutter 2019, arXiv 1711.05101; weight decay is separate from the gradient. */
        ADAMW
    }

    /** Weights of the classes in the loss. */
    public enum ClassWeights implements Keyed {
        /** Every series has weight 1. */
        NONE,
        /** A series has weight n / (K n_k), so that all classes have equal total weight. */
        BALANCED
    }

    /** Loss and stopping criterion. */
    public enum Regime implements Keyed {
        /** Cross-entropy of the logits; stops on the validation loss and keeps the best weights. */
        STANDARD,
        /** The authors': cross-entropy with the softmax output as logits; stops at 100 % training accuracy. */
        AUTHORS
    }

    /** Checks the ranges. */
    public TrainingOptions {
        Require.atLeastOne("epochs", epochs);
        Require.atLeastOne("batch size", batchSize);
        Require.argument(
                learningRate > 0 && Double.isFinite(learningRate),
                "learning rate must be positive, but was %s",
                learningRate);
        Require.argument(
                weightDecay >= 0 && Double.isFinite(weightDecay),
                "weight decay must be 0 or more, but was %s",
                weightDecay);
        Require.argument(
                clipNorm >= 0 && Double.isFinite(clipNorm), "clip norm must be 0 or more, but was %s", clipNorm);
        Require.atLeastOne("patience", patience);
    }

    /** {@return 100 epochs of Adam at 1e-3, batches of 50, gradients clipped at norm 1, patience 20} */
    public static TrainingOptions defaults() {
        return new TrainingOptions(100, 50, 1e-3, Optimizer.ADAM, 0, 1, 20, ClassWeights.NONE, Regime.STANDARD, 0);
    }

    /** {@return a copy with another number of epochs} */
    public TrainingOptions withEpochs(int value) {
        return new TrainingOptions(
                value, batchSize, learningRate, optimizer, weightDecay, clipNorm, patience, classWeights, regime, seed);
    }

    /** {@return a copy with another seed} */
    public TrainingOptions withSeed(long value) {
        return new TrainingOptions(
                epochs,
                batchSize,
                learningRate,
                optimizer,
                weightDecay,
                clipNorm,
                patience,
                classWeights,
                regime,
                value);
    }

    /** {@return the options by name, for provenance} */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("epochs", Integer.toString(epochs));
        map.put("batchSize", Integer.toString(batchSize));
        map.put("learningRate", Double.toString(learningRate));
        map.put("optimizer", optimizer.key());
        map.put("weightDecay", Double.toString(weightDecay));
        map.put("clipNorm", Double.toString(clipNorm));
        map.put("patience", Integer.toString(patience));
        map.put("classWeights", classWeights.key());
        map.put("regime", regime.key());
        map.put("seed", Long.toString(seed));
        return map;
    }
}
