package io.unfade.workflow.option;

import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.nn.spec.Stem.Alignment;
import io.unfade.train.TrainingOptions.Optimizer;
import io.unfade.train.TrainingOptions.Schedule;

import java.util.stream.IntStream;

/**
 * Settings of models whose maps find the informative cells: several small networks that are trained under noise at the
 * edge of what can be learnt, so that they need every cell that tells the classes apart. Maps are {@code evidence} or
 * {@code noise-gradient}.
 */
final class LocalisationDefaults {
    private static final int MEMBERS = 6;
    private static final int HOPS = 8;
    private static final int WIDTH = 16;
    private static final int POSITIONS = 8;
    private static final int HIDDEN = 5;
    /** Of more than two classes, which 5 units cannot hold apart. */
    private static final int HIDDEN_OF_MANY = 16;

    private static final int HIDDEN_OF_CLASS = 2;

    private static final int EPOCHS = 24;
    /** Fewest steps of the largest batch; of smaller batches as many more as they are smaller. */
    private static final int FEWEST_STEPS = 192;

    private static final int LARGEST_BATCH = 100;
    private static final int SMALLEST_BATCH = 8;
    private static final double STEP = 0.01;

    private static final double TARGET = 0.85;
    /** Above this share of the largest class, guessing it comes near the target. */
    private static final double BALANCED = 0.55;
    /** Of what guessing the largest class leaves, the share that is to be right under noise. */
    private static final double BEYOND_GUESSING = 0.7;

    private static final double HIGHEST_TARGET = 0.999;

    private LocalisationDefaults() {}

    /**
     * {@return settings for a training set}
     *
     * @param given the architecture as far as it is given; a stem and pooling leave the attention fewer steps
     */
    static DataDefaults of(SeriesSet set, ModelChoice given) {
        int positions = Math.min(POSITIONS, given.attendedSteps(set));
        return new DataDefaults(model(set, positions), training(set), null, MEMBERS);
    }

    private static ModelChoice model(SeriesSet set, int positions) {
        ModelChoice open = new ModelChoice();
        return new ModelChoice(
                open.preparation(),
                new StemChoice(StemChoice.Kind.NONE, null, null, null, Alignment.CENTRED, null),
                open.cell(),
                open.attention(),
                HopPooling.MEAN,
                HOPS,
                WIDTH,
                positions,
                hidden(set.classCount()),
                open.layers(),
                open.bidirectional(),
                ReadoutKind.LAST,
                open.readoutHops(),
                open.readoutWidth(),
                0.0,
                set.equalLengths() ? Standardization.PER_CELL : Standardization.PER_FEATURE);
    }

    private static int hidden(int classes) {
        return classes <= 2 ? HIDDEN : Math.max(HIDDEN_OF_MANY, HIDDEN_OF_CLASS * classes);
    }

    private static OptimizationChoice training(SeriesSet set) {
        OptimizationChoice open = new OptimizationChoice();
        AdaptiveNoiseChoice noise = open.noising();
        int batch = Math.max(SMALLEST_BATCH, Math.min(LARGEST_BATCH, set.count() / 8));
        return new OptimizationChoice(
                EPOCHS,
                FEWEST_STEPS * LARGEST_BATCH / batch,
                batch,
                STEP,
                Schedule.COSINE,
                0.0,
                Optimizer.ADAM,
                0.0,
                open.clipNorm(),
                open.averageLast(),
                open.patience(),
                null, // patience would let validation series decide
                open.classWeights(),
                0.0,
                open.regime(),
                new AugmentationChoice(0.0, 0.0, 0.0, 0, 0.0, 0, 0),
                new AdaptiveNoiseChoice(
                        target(set),
                        noise.adaptiveNoiseStart(),
                        noise.adaptiveNoiseGrowth(),
                        noise.adaptiveNoiseFloor()),
                open.guidance());
    }

    /**
     * {@return the accuracy that the noise seeks: 0.85, which is 0.7 of the way from guessing one of two classes to 1; the
     * same part of the way where one class has most series, since guessing it alone would drive the noise up}
     */
    private static double target(SeriesSet set) {
        int[] counts = new int[set.classCount()];
        for (int i = 0; i < set.count(); i++) {
            counts[set.label(i)]++;
        }
        double largest = (double) IntStream.of(counts).max().orElseThrow() / set.count();
        if (largest <= BALANCED) {
            return TARGET;
        }
        double target = largest + BEYOND_GUESSING * (1 - largest);
        return Math.min(HIGHEST_TARGET, Math.round(1000 * target) / 1000.0);
    }
}
