package io.unfade.experiments.localisation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.Splits;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.experiments.trial.NoiseRecipe;
import io.unfade.experiments.trial.Regime;
import io.unfade.experiments.trial.Trial;
import io.unfade.math.Seeds;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.train.TrainingOptions;
import io.unfade.train.WholeTraining;
import org.jspecify.annotations.Nullable;

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
    private static final int BATCH = 100;
    private static final double RATE = 0.01;
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
        recipe(epochs).putInto(settings.putObject("underNoise"));
    }

    private static NoiseRecipe recipe(int epochs) {
        return new NoiseRecipe(HIDDEN, epochs, BATCH, RATE);
    }

    /**
     * {@return a model; to be closed by the caller}
     *
     * @param data standardised
     * @param epochs of training under noise
     * @throws CancellationException if it was cancelled
     */
    TrainedModel make(TrainTestSplit data, int epochs, long seed, Progress progress) {
        NoiseRecipe recipe = recipe(epochs);
        TrainTestSplit parts = parts(data, seed);
        TrainedModel model = Trial.initialized(spec(data.training(), recipe), data.training(), seed);
        if (training == Training.NONE) {
            model.setNoiseLevel(NoiseRecipe.LEVEL_OF_UNTRAINED);
        } else {
            WholeTraining.of(model, options(recipe, seed), parts.training(), parts.test(), progress);
        }
        return model;
    }

    private ModelSpec spec(SeriesSet series, NoiseRecipe recipe) {
        return training == Training.AUTHORS
                ? kind().spec(ModelKind.Size.AUTHORS, series.features(), series.classCount())
                : recipe.spec(series, attention, positions, members);
    }

    private ModelKind kind() {
        return attention ? Methods.ATTENTIVE : Methods.PLAIN;
    }

    private TrainingOptions options(NoiseRecipe recipe, long seed) {
        return switch (training) {
            case AUTHORS -> new Trial.Recipe(kind(), ModelKind.Size.AUTHORS, Regime.AUTHORS, AUTHORS).options(seed);
            case QUIET -> recipe.quiet(seed);
            case NOISE, PERMUTED, NONE -> recipe.options(seed);
        };
    }

    /** {@return the series to learn from, and as {@code test} those to validate on, as the paper's authors do the test series} */
    private TrainTestSplit parts(TrainTestSplit data, long seed) {
        if (training == Training.AUTHORS) {
            return data;
        }
        return NoiseRecipe.parts(
                training == Training.PERMUTED ? permuted(data.training(), seed) : data.training(), seed);
    }

    private static SeriesSet permuted(SeriesSet set, long seed) {
        int[] rows = IntStream.range(0, set.count()).toArray();
        int[] order = Splits.shuffled(rows, new Random(Seeds.derive(seed, PERMUTATION_STREAM)));
        int[] labels = Arrays.stream(order).map(set::label).toArray();
        @Nullable List<String> names = set.classNames();
        return set.toBuilder().labels(labels, names).build();
    }
}
