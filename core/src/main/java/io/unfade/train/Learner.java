package io.unfade.train;

import io.unfade.data.SeriesSet;
import io.unfade.data.Splits;
import io.unfade.math.Seeds;
import io.unfade.model.Inputs;
import io.unfade.model.PreparedSeries;
import io.unfade.train.TrainingOptions.Regime;
import io.unfade.train.TrainingResult.Stop;
import io.unfade.train.augment.Augmentation;
import io.unfade.train.augment.Augmenter;
import io.unfade.train.augment.CellNoise;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** One member of a training: its seed, what it learns from, what it is validated on, and how its training goes. */
final class Learner {
    private static final int ORDER_STREAM = 1;
    private static final int AUGMENTATION_STREAM = 3;
    private static final int VALIDATION_NOISE_STREAM = 4;
    private static final int GUIDANCE_STREAM = 5;

    private final TrainingOptions options;
    private final long seed;
    private final PreparedSeries training;
    private final @Nullable PreparedSeries validation;
    private final Targets targets;
    private final Augmenter augmenter;
    private final List<EpochResult> history = new ArrayList<>();
    private double noiseLevel;
    private int bestEpoch;
    private Stop stop = Stop.NOT_YET;

    Learner(TrainingOptions options, long seed, PreparedSeries training, @Nullable PreparedSeries validation) {
        this.options = options;
        this.seed = seed;
        this.training = training;
        this.validation = validation;
        targets = Targets.of(options.loss(), training.set());
        augmenter = new Augmenter(options.augmentation(), Seeds.derive(seed, AUGMENTATION_STREAM));
        noiseLevel = options.adaptiveNoise().isOn() ? options.adaptiveNoise().start() : 0;
    }

    /**
     * A member's series of a batch.
     *
     * @param set contains them
     * @param rows their indices in the set
     * @param inputs the series; further ones after these are not looked at
     * @param targets likewise; 0 for those
     */
    record Share(SeriesSet set, int[] rows, Inputs inputs, double[][] targets) {}

    /** {@return the size of the smallest of some sets} */
    static int smallest(List<SeriesSet> sets) {
        return sets.stream().mapToInt(SeriesSet::count).min().orElseThrow();
    }

    PreparedSeries training() {
        return training;
    }

    @Nullable
    PreparedSeries validation() {
        return validation;
    }

    /** {@return the training series of an epoch in its order: some of them, if there are more} */
    int[] order(int epoch, int count) {
        int[] order = Splits.shuffled(
                IntStream.range(0, training.set().count()).toArray(),
                new Random(Seeds.derive(seed, ORDER_STREAM, epoch)));
        return count == order.length ? order : Arrays.copyOf(order, count);
    }

    /** {@return training series as a step learns from them} */
    Share learnt(int[] rows, int epoch, int batch) {
        Inputs inputs = training.inputs(rows);
        double[][] goals = targets.of(training.set(), rows);
        if (options.augmentation().equals(Augmentation.NONE) && noiseLevel == 0) {
            return new Share(training.set(), rows, inputs, goals);
        }
        Augmenter.Augmented changed = augmenter.augment(inputs, goals, noiseLevel, epoch, batch);
        return new Share(training.set(), rows, changed.inputs(), changed.targets());
    }

    /** {@return seeds of what replaces cells of the first series of a step in saliency-guided training} */
    LongStream guidanceSeeds(int count, int epoch, int batch) {
        return LongStream.range(0, count).map(row -> Seeds.derive(seed, GUIDANCE_STREAM, epoch, batch, row));
    }

    /** Adapts the level of the noise to the accuracy of a step. */
    void adapt(double accuracy) {
        if (options.adaptiveNoise().isOn()) {
            noiseLevel = options.adaptiveNoise().after(noiseLevel, accuracy);
        }
    }

    /** {@return the level of the adaptive noise; 0 without} */
    double noiseLevel() {
        return noiseLevel;
    }

    /** {@return series with noise of the current level, for each series of a set always the same numbers} */
    Share noised(Share share) {
        Inputs inputs = share.inputs().with(share.inputs().values().clone());
        for (int b = 0; b < share.rows().length; b++) {
            long noiseSeed = Seeds.derive(seed, VALIDATION_NOISE_STREAM, share.rows()[b]);
            CellNoise.mixInto(inputs.values(), inputs.offset(b), inputs.cells(b), noiseLevel, noiseSeed);
        }
        return new Share(share.set(), share.rows(), inputs, share.targets());
    }

    /**
     * {@return series as they are judged}
     *
     * @param from the first of them
     * @param most of the set, fewer at its end
     * @param padded the number of series in the share
     */
    Share judged(PreparedSeries series, int from, int most, int padded) {
        int last = series.set().count() - 1;
        int[] all =
                IntStream.range(0, padded).map(i -> Math.min(from + i, last)).toArray();
        int[] rows = Arrays.copyOf(all, Math.max(0, Math.min(most, last + 1 - from)));
        double[][] goals = targets.plain().of(series.set(), all);
        for (int i = rows.length; i < padded; i++) {
            Arrays.fill(goals[i], 0);
        }
        return new Share(series.set(), rows, series.inputs(all), goals);
    }

    /** Adds the result of an epoch. Returns whether its weights, or the mean with them, are the best so far. */
    boolean add(EpochResult result, boolean averaged) {
        history.add(result);
        if (stop != Stop.NOT_YET || !(averaged || isBest())) {
            return false;
        }
        bestEpoch = result.epoch();
        return true;
    }

    private boolean isBest() {
        if (validation == null || bestEpoch == 0 || options.stopping().isNever()) {
            return true;
        }
        EpochResult last = history.get(history.size() - 1);
        EpochResult best = history.get(bestEpoch - 1);
        return options.regime() == Regime.AUTHORS
                ? last.validationAccuracy() > best.validationAccuracy()
                : last.validationLoss() < best.validationLoss();
    }

    /** Ends the training if the validation loss has stopped improving. */
    void judge(int stepsPerEpoch) {
        int without = history.size() - bestEpoch;
        boolean patient = options.regime() == Regime.AUTHORS
                || without < options.stopping().patience()
                || (long) without * stepsPerEpoch < options.stopping().patienceSteps();
        if (!patient) {
            stop(Stop.PATIENCE);
        }
    }

    /** Ends the training, unless it has ended. */
    void stop(Stop reason) {
        stop = stop == Stop.NOT_YET ? reason : stop;
    }

    Stop stop() {
        return stop;
    }

    int epochsDone() {
        return history.size();
    }

    EpochResult last() {
        return history.get(history.size() - 1);
    }

    TrainingState.OfMember state() {
        return new TrainingState.OfMember(bestEpoch, List.copyOf(history), stop);
    }

    void restore(TrainingState.OfMember state) {
        bestEpoch = state.bestEpoch();
        history.addAll(state.history());
        stop = state.stop();
        if (!history.isEmpty() && last().hasNoise()) {
            noiseLevel = last().noiseLevel();
        }
    }

    TrainingResult result(Stop reason, int averaged) {
        return new TrainingResult(reason, bestEpoch, averaged, List.copyOf(history), List.of());
    }
}
