package io.unfade.train;

import io.unfade.check.Keyed;
import io.unfade.check.Range;
import io.unfade.check.Require;
import io.unfade.train.augment.AdaptiveNoise;
import io.unfade.train.augment.Augmentation;
import io.unfade.train.augment.SaliencyGuidance;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Training options. Copies with another part are made by {@code with}.
 *
 * @param length of a run and of its steps
 * @param descent how gradients change the weights
 * @param loss what is minimised
 * @param stopping when training ends early, in the standard regime
 * @param augmentation random changes of the training series
 * @param adaptiveNoise further noise on them, as much as can be learnt
 * @param guidance what the loss asks of the gradients
 * @param regime loss and stopping criterion
 * @param seed of order, dropout, augmentation and initial weights
 */
public record TrainingOptions(
        Length length,
        Descent descent,
        Loss loss,
        Stopping stopping,
        Augmentation augmentation,
        AdaptiveNoise adaptiveNoise,
        SaliencyGuidance guidance,
        Regime regime,
        long seed) {
    /** Checks that the parts go together. */
    public TrainingOptions {
        Require.argument(
                regime == Regime.STANDARD || !adaptiveNoise.isOn(), "the authors' regime has no adaptive noise");
    }

    /** Computation of steps from gradients. */
    public enum Optimizer implements Keyed {
        /** Kingma and Ba 2015, arXiv 1412.6980; weight decay is added to the gradient. */
        ADAM,
        /** Loshchilov and Hutter 2019, arXiv 1711.05101; weight decay is separate from the gradient. */
        ADAMW
    }

    /** The learning rate over the steps of a run. */
    public enum Schedule implements Keyed {
        /** The same at every step after warm-up. */
        CONSTANT,
        /** Half a cosine from the full rate after warm-up to 0 after the last step. */
        COSINE
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

    /**
     * How long training is.
     *
     * @param epochs maximum passes over the training series, at least 1
     * @param steps as many more epochs as this number of steps takes, if {@code epochs} are fewer; 0 for no more
     * @param batchSize series per step, at least 1
     */
    public record Length(int epochs, int steps, int batchSize) {
        /** Checks the ranges. */
        public Length {
            Require.atLeastOne("epochs", epochs);
            Range.NOT_NEGATIVE.require("steps", steps);
            Require.atLeastOne("batch size", batchSize);
        }

        /** A number of epochs, however few steps these have. */
        public Length(int epochs, int batchSize) {
            this(epochs, 0, batchSize);
        }

        /** {@return the maximum number of steps of a run with a number of series, at least 1} */
        public int totalSteps(int series) {
            return epochs(series) * stepsPerEpoch(series);
        }

        /** {@return the steps of an epoch with a number of series} */
        int stepsPerEpoch(int series) {
            return 1 + (series - 1) / batchSize;
        }

        /** {@return the maximum number of epochs with a number of series} */
        int epochs(int series) {
            return Math.max(epochs, (int) Math.ceil((double) steps / stepsPerEpoch(series)));
        }
    }

    /**
     * How gradients change the weights.
     *
     * @param optimizer computes steps from gradients
     * @param learningRate largest step size, positive
     * @param schedule of the learning rate
     * @param warmup share of all steps in which the learning rate rises linearly, 0 to below 1
     * @param weightDecay L2 penalty (Adam) or decoupled decay (AdamW) of all weights, at least 0
     * @param clipNorm maximum Euclidean norm of the gradients of all weights together, enforced by scaling; 0 for no limit
     * @param averageLast share of the epochs at the end over whose weights the mean is taken, 0 to 1; 0 for no mean
     */
    public record Descent(
            Optimizer optimizer,
            double learningRate,
            Schedule schedule,
            double warmup,
            double weightDecay,
            double clipNorm,
            double averageLast) {
        /** Checks the ranges. */
        public Descent {
            Require.argument(
                    learningRate > 0 && Double.isFinite(learningRate),
                    "learning rate must be positive, but was %s",
                    learningRate);
            Range.SHARE.require("warmup", warmup);
            Range.NOT_NEGATIVE.require("weight decay", weightDecay);
            Range.NOT_NEGATIVE.require("clip norm", clipNorm);
            Range.SHARE_OR_ALL.require("the share of averaged epochs", averageLast);
        }

        /** A constant learning rate, and weights as they are after an epoch. */
        public Descent(Optimizer optimizer, double learningRate, double weightDecay, double clipNorm) {
            this(optimizer, learningRate, Schedule.CONSTANT, 0, weightDecay, clipNorm, 0);
        }

        /** {@return how many of all epochs are averaged: the nearest number, but at least one if any} */
        int averagedOf(int epochs) {
            return averageLast == 0 ? 0 : (int) Math.max(1, Math.round(averageLast * epochs));
        }

        /** {@return whether steps depend on how many there will be} */
        boolean needsLength() {
            return schedule != Schedule.CONSTANT || warmup > 0 || averageLast > 0;
        }
    }

    /**
     * What is minimised in training.
     *
     * @param classWeights weights of the classes
     * @param labelSmoothing e: the target is 1 - e for the true class plus e / K for every class; 0 to below 1
     */
    public record Loss(ClassWeights classWeights, double labelSmoothing) {
        /** Checks the ranges. */
        public Loss {
            Range.SHARE.require("label smoothing", labelSmoothing);
        }

        /** Targets that are certain. */
        public Loss(ClassWeights classWeights) {
            this(classWeights, 0);
        }
    }

    /**
     * When training ends early. Both numbers must be reached.
     *
     * @param patience epochs without improvement of the validation loss before training stops, at least 1
     * @param patienceSteps steps without improvement, at least 0
     */
    public record Stopping(int patience, int patienceSteps) {
        /** All epochs are done and the last weights are kept, whatever validation says. */
        public static final Stopping NEVER = new Stopping(Integer.MAX_VALUE, Integer.MAX_VALUE);

        /** Checks the ranges. */
        public Stopping {
            Require.atLeastOne("patience", patience);
            Range.NOT_NEGATIVE.require("patience in steps", patienceSteps);
        }

        /** Patience in epochs, however few steps these have. */
        public Stopping(int patience) {
            this(patience, 0);
        }

        boolean isNever() {
            return equals(NEVER);
        }
    }

    /** {@return 100 epochs of Adam at 1e-3, batches of 50, gradients clipped at norm 1, patience 20} */
    public static TrainingOptions defaults() {
        return new TrainingOptions(
                new Length(100, 50),
                new Descent(Optimizer.ADAM, 1e-3, 0, 1),
                new Loss(ClassWeights.NONE),
                new Stopping(20),
                Augmentation.NONE,
                AdaptiveNoise.NONE,
                SaliencyGuidance.NONE,
                Regime.STANDARD,
                0);
    }

    /** {@return a copy with another length} */
    public TrainingOptions with(Length other) {
        return new TrainingOptions(other, descent, loss, stopping, augmentation, adaptiveNoise, guidance, regime, seed);
    }

    /** {@return a copy with other steps} */
    public TrainingOptions with(Descent other) {
        return new TrainingOptions(length, other, loss, stopping, augmentation, adaptiveNoise, guidance, regime, seed);
    }

    /** {@return a copy with another loss} */
    public TrainingOptions with(Loss other) {
        return new TrainingOptions(
                length, descent, other, stopping, augmentation, adaptiveNoise, guidance, regime, seed);
    }

    /** {@return a copy with another end} */
    public TrainingOptions with(Stopping other) {
        return new TrainingOptions(length, descent, loss, other, augmentation, adaptiveNoise, guidance, regime, seed);
    }

    /** {@return a copy with other changes of the training series} */
    public TrainingOptions with(Augmentation other) {
        return new TrainingOptions(length, descent, loss, stopping, other, adaptiveNoise, guidance, regime, seed);
    }

    /** {@return a copy with other noise on the training series} */
    public TrainingOptions with(AdaptiveNoise other) {
        return new TrainingOptions(length, descent, loss, stopping, augmentation, other, guidance, regime, seed);
    }

    /** {@return a copy with other guidance by gradients} */
    public TrainingOptions with(SaliencyGuidance other) {
        return new TrainingOptions(length, descent, loss, stopping, augmentation, adaptiveNoise, other, regime, seed);
    }

    /** {@return a copy with another regime} */
    public TrainingOptions with(Regime other) {
        return new TrainingOptions(length, descent, loss, stopping, augmentation, adaptiveNoise, guidance, other, seed);
    }

    /** {@return a copy with another number of epochs} */
    public TrainingOptions withEpochs(int value) {
        return with(new Length(value, length.steps(), length.batchSize()));
    }

    /** {@return a copy with another seed} */
    public TrainingOptions withSeed(long value) {
        return new TrainingOptions(
                length, descent, loss, stopping, augmentation, adaptiveNoise, guidance, regime, value);
    }

    /** {@return all options by name, for provenance} */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        for (Record part : List.of(length, descent, loss, stopping, augmentation)) {
            for (RecordComponent component : part.getClass().getRecordComponents()) {
                map.put(component.getName(), text(value(part, component)));
            }
        }
        if (stopping.isNever()) {
            map.put("patience", "never");
            map.remove("patienceSteps");
        }
        map.putAll(adaptiveNoise.toMap());
        map.putAll(guidance.toMap());
        map.put("regime", regime.key());
        map.put("seed", Long.toString(seed));
        return map;
    }

    private static Object value(Record part, RecordComponent component) {
        try {
            return component.getAccessor().invoke(part);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Object value) {
        return value instanceof Keyed keyed ? keyed.key() : value.toString();
    }
}
