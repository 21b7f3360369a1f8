package io.unfade.train;

import io.unfade.check.Keyed;
import io.unfade.check.Require;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a model is trained.
 *
 * @param epochs passes over the training series at most, at least 1
 * @param batchSize series per step, at least 1
 * @param learningRate step size, positive
 * @param optimizer how gradients become steps
 * @param weightDecay L2 penalty (Adam) or decoupled decay (AdamW), 0 or more
 * @param clipNorm the gradients of all weights together are scaled to this Euclidean norm if longer; 0 for no limit
 * @param patience epochs without a better validation loss before training stops, at least 1
 * @param classWeights how the classes count in the loss
 * @param regime what is minimised and when training stops
 * @param seed of order, dropout and first weights
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
    /** How gradients become steps. */
    public enum Optimizer implements Keyed {
        /** Kingma and Ba 2015, arXiv 1412.6980; weight decay added to the gradient. */
        ADAM,
        /** Loshchilov and Hutter 2019, arXiv 1711.05101; weight decay apart from the gradient. */
        ADAMW
    }

    /** How the classes count in the loss. */
    public enum ClassWeights implements Keyed {
        /** Every series counts the same. */
        NONE,
        /** A series counts n / (K n_k), so that all classes together count the same. */
        BALANCED
    }

    /** What is minimised and when training stops. */
    public enum Regime implements Keyed {
        /** Cross-entropy of the logits; stops on the validation loss and keeps the best weights. */
        STANDARD,
        /** The authors': cross-entropy of the softmax output taken as logits; stops at 100 % training accuracy. */
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

    /** {@return these options with another number of epochs} */
    public TrainingOptions withEpochs(int value) {
        return new TrainingOptions(
                value, batchSize, learningRate, optimizer, weightDecay, clipNorm, patience, classWeights, regime, seed);
    }

    /** {@return these options with another seed} */
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
