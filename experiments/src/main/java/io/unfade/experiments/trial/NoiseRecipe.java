package io.unfade.experiments.trial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.SeriesSet;
import io.unfade.data.Split;
import io.unfade.data.Splits;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Positions;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingOptions.Descent;
import io.unfade.train.TrainingOptions.Length;
import io.unfade.train.TrainingOptions.Optimizer;
import io.unfade.train.TrainingOptions.Schedule;
import io.unfade.train.TrainingOptions.Stopping;
import io.unfade.train.augment.AdaptiveNoise;

import java.util.Locale;

/**
 * How several small LSTMs are trained under noise at the edge of what can be learnt, so that they need every cell that
 * tells the classes apart.
 *
 * @param hidden H
 * @param epochs of training
 * @param batchSize series of a step
 * @param learningRate of Adam, which falls to nearly 0
 */
public record NoiseRecipe(int hidden, int epochs, int batchSize, double learningRate) {
    /** The level of noise at which untrained weights are explained, in standard deviations. */
    public static final double LEVEL_OF_UNTRAINED = 20;

    private static final int HOPS = 8;
    private static final int WIDTH = 16;
    private static final int HARMONICS = 8;
    private static final double HELD_OUT = 0.2;
    private static final double TARGET = 0.85;

    /** {@return the same with another number of epochs} */
    public NoiseRecipe withEpochs(int value) {
        return new NoiseRecipe(hidden, value, batchSize, learningRate);
    }

    /**
     * {@return the architecture}
     *
     * @param series that it is for
     * @param attention whether there is input-cell attention
     * @param positions whether the attention's scores see positions
     * @param members networks
     */
    public ModelSpec spec(SeriesSet series, boolean attention, boolean positions, int members) {
        Positions code = positions ? new Positions(Math.min(HARMONICS, series.steps()), series.steps()) : null;
        return new ModelSpec(
                        Cell.LSTM,
                        1,
                        false,
                        hidden,
                        attention ? new ModelSpec.Attention(HOPS, WIDTH, HopPooling.MEAN, code) : null,
                        ModelSpec.Readout.of(ReadoutKind.LAST),
                        series.features(),
                        series.classCount(),
                        0)
                .withMembers(members);
    }

    /** {@return training under noise} */
    public TrainingOptions options(long seed) {
        return quiet(seed).with(new AdaptiveNoise(TARGET));
    }

    /** {@return the same training without noise} */
    public TrainingOptions quiet(long seed) {
        Descent usual = TrainingOptions.defaults().descent();
        return TrainingOptions.defaults()
                .with(new Length(epochs, 0, batchSize))
                .with(new Descent(Optimizer.ADAM, learningRate, Schedule.COSINE, 0, 0, usual.clipNorm(), 0))
                .with(Stopping.NEVER)
                .withSeed(seed);
    }

    /** {@return the series to learn from, and as {@code test} those to validate on} */
    public static TrainTestSplit parts(SeriesSet training, long seed) {
        Split split = Splits.stratified(training, HELD_OUT, seed);
        return new TrainTestSplit(training.select(split.training()), training.select(split.validation()));
    }

    /** Adds this to the settings of a study. */
    public void putInto(ObjectNode settings) {
        settings.put("hidden", hidden);
        settings.put("hops", HOPS);
        settings.put("attentionWidth", WIDTH);
        settings.put("positions", HARMONICS);
        settings.put("epochs", epochs);
        settings.put("batchSize", batchSize);
        settings.put("learningRate", learningRate);
        settings.put("targetAccuracy", TARGET);
        settings.put("heldOut", HELD_OUT);
        settings.put("levelOfUntrained", LEVEL_OF_UNTRAINED);
    }

    /** {@return this in words, for readers} */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "under noise: hidden size %d, %d epochs of batches of %d, Adam %s, accuracy %s sought",
                hidden,
                epochs,
                batchSize,
                learningRate,
                TARGET);
    }
}
