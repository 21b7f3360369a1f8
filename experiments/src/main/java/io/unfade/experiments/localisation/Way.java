package io.unfade.experiments.localisation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Split;
import io.unfade.data.Splits;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.Regime;
import io.unfade.experiments.trial.Trial;
import io.unfade.math.Seeds;
import io.unfade.model.ModelDescription;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Positions;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.train.AdaptiveNoise;
import io.unfade.train.Trainer;
import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingOptions.Descent;
import io.unfade.train.TrainingOptions.Length;
import io.unfade.train.TrainingOptions.Optimizer;
import io.unfade.train.TrainingOptions.Schedule;
import io.unfade.train.TrainingOptions.Stopping;
import io.unfade.train.TrainingResult;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * A way to make a model whose maps are looked at: the paper's, training under noise, and what remains of the latter without
 * one of its parts or without anything to learn.
 *
 * @param key its name in files
 * @param title its name for readers
 * @param training of the model
 * @param attention whether there is input-cell attention
 * @param positions whether the attention's scores see positions; of ways under noise
 * @param members networks; of ways under noise
 */
record Way(String key, String title, Training training, boolean attention, boolean positions, int members) {
    /** How a model is trained. */
    enum Training {
        /** As the paper's authors do. */
        AUTHORS,
        /** Under noise at the edge of what can be learnt. */
        NOISE,
        /** The same without noise. */
        QUIET,
        /** The same under noise, with labels in random order: there is nothing to learn. */
        PERMUTED,
        /** Not at all; explained under the noise that trained models end with. */
        NONE
    }

    static final Way PAPER_PLAIN = new Way("paper-lstm", "LSTM, the paper's way", Training.AUTHORS, false, false, 1);
    static final Way PAPER = new Way("paper-attention", "attention, the paper's way", Training.AUTHORS, true, false, 1);
    static final Way NOISE_PLAIN = new Way("noise-lstm", "LSTM, under noise", Training.NOISE, false, false, 6);
    static final Way NOISE = new Way("noise-attention", "attention, under noise", Training.NOISE, true, true, 6);

    static final Way UNTRAINED = new Way("untrained", "untrained weights", Training.NONE, true, true, 6);

    /** The ways for all data. */
    static final List<Way> ALL = List.of(PAPER_PLAIN, PAPER, NOISE_PLAIN, NOISE);

    /** What becomes of {@link #NOISE} without one of its parts, and without anything to learn; for some data. */
    static final List<Way> WITHOUT = List.of(
            new Way("no-noise", "attention, without noise", Training.QUIET, true, true, 6),
            new Way("no-positions", "under noise, without positions", Training.NOISE, true, false, 6),
            new Way("one-network", "under noise, one network", Training.NOISE, true, true, 1),
            UNTRAINED,
            new Way("permuted", "under noise, labels permuted", Training.PERMUTED, true, true, 6));

    private static final int HIDDEN = 5;
    private static final int HOPS = 8;
    private static final int WIDTH = 16;
    private static final int HARMONICS = 8;
    private static final double HELD_OUT = 0.2;
    private static final int BATCH = 100;
    private static final double RATE = 0.01;
    private static final double TARGET = 0.85;
    private static final double LEVEL_OF_UNTRAINED = 20;
    private static final int PERMUTATION_STREAM = 17;
    private static final Regime.Schedule AUTHORS = new Regime.Schedule(100, 50, 1e-3, 1);

    /** {@return whether the network is trained, or explained, under noise} */
    boolean isNoisy() {
        return training == Training.NOISE || training == Training.PERMUTED || training == Training.NONE;
    }

    /** Adds all settings of the ways to those of a study. */
    static void putInto(ObjectNode settings, int epochs) {
        AUTHORS.putInto(settings.putObject("authors"));
        ModelKind.Size.AUTHORS.putInto(settings.putObject("authorsSize"));
        ObjectNode node = settings.putObject("underNoise");
        node.put("hidden", HIDDEN);
        node.put("hops", HOPS);
        node.put("attentionWidth", WIDTH);
        node.put("positions", HARMONICS);
        node.put("epochs", epochs);
        node.put("batchSize", BATCH);
        node.put("learningRate", RATE);
        node.put("targetAccuracy", TARGET);
        node.put("heldOut", HELD_OUT);
        node.put("levelOfUntrained", LEVEL_OF_UNTRAINED);
    }

    /**
     * {@return a model; to be closed by the caller}
     *
     * @param data standardised
     * @param epochs of training under noise
     * @throws CancellationException if it was cancelled
     */
    TrainedModel make(TrainTestSplit data, int epochs, long seed, Progress progress) {
        SeriesSet series = data.training();
        ModelDescription description =
                new ModelDescription(spec(series), Standardization.NONE, series.classNames(), null);
        TrainedModel model = TrainedModel.initialize(description, Standardizer.none(), Precision.SINGLE, seed);
        try {
            if (training == Training.NONE) {
                model.setNoiseLevel(LEVEL_OF_UNTRAINED);
            } else {
                train(model, data, epochs, seed, progress);
            }
            return model;
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private void train(TrainedModel model, TrainTestSplit data, int epochs, long seed, Progress progress) {
        TrainTestSplit parts = parts(data, seed);
        try {
            TrainingResult result = new Trainer(options(epochs, seed), progress)
                    .train(model, parts.training(), parts.test(), null, false);
            if (result.stop() == TrainingResult.Stop.CANCELLED) {
                throw new CancellationException();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ModelSpec spec(SeriesSet series) {
        if (training == Training.AUTHORS) {
            return kind().spec(ModelKind.Size.AUTHORS, series.features(), series.classCount());
        }
        Positions code = positions ? new Positions(HARMONICS, series.steps()) : null;
        return new ModelSpec(
                        Cell.LSTM,
                        1,
                        false,
                        HIDDEN,
                        attention ? new ModelSpec.Attention(HOPS, WIDTH, HopPooling.MEAN, code) : null,
                        ModelSpec.Readout.of(ReadoutKind.LAST),
                        series.features(),
                        series.classCount(),
                        0)
                .withMembers(members);
    }

    private ModelKind kind() {
        return attention ? Methods.ATTENTIVE : Methods.PLAIN;
    }

    private TrainingOptions options(int epochs, long seed) {
        if (training == Training.AUTHORS) {
            return new Trial.Recipe(kind(), ModelKind.Size.AUTHORS, Regime.AUTHORS, AUTHORS).options(seed);
        }
        Descent usual = TrainingOptions.defaults().descent();
        TrainingOptions options = TrainingOptions.defaults()
                .with(new Length(epochs, 0, BATCH))
                .with(new Descent(Optimizer.ADAM, RATE, Schedule.COSINE, 0, 0, usual.clipNorm(), 0))
                .with(Stopping.NEVER)
                .withSeed(seed);
        return training == Training.QUIET ? options : options.with(new AdaptiveNoise(TARGET));
    }

    /** {@return the series to learn from, and as {@code test} those to validate on, as the paper's authors do the test series} */
    private TrainTestSplit parts(TrainTestSplit data, long seed) {
        if (training == Training.AUTHORS) {
            return data;
        }
        SeriesSet all = training == Training.PERMUTED ? permuted(data.training(), seed) : data.training();
        Split split = Splits.stratified(all, HELD_OUT, seed);
        return new TrainTestSplit(all.select(split.training()), all.select(split.validation()));
    }

    private static SeriesSet permuted(SeriesSet set, long seed) {
        int[] rows = IntStream.range(0, set.count()).toArray();
        int[] order = Splits.shuffled(rows, new Random(Seeds.derive(seed, PERMUTATION_STREAM)));
        int[] labels = Arrays.stream(order).map(set::label).toArray();
        @Nullable List<String> names = set.classNames();
        return set.toBuilder().labels(labels, names).build();
    }
}
