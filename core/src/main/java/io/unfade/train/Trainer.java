package io.unfade.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.data.Splits;
import io.unfade.engine.Gradients;
import io.unfade.math.Seeds;
import io.unfade.model.Batch;
import io.unfade.model.PreparedSeries;
import io.unfade.model.Tensor;
import io.unfade.model.TrainedModel;
import io.unfade.train.TrainingOptions.Regime;
import io.unfade.train.TrainingResult.Stop;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Trains a model on labelled series.
 *
 * <p>In the standard regime the cross-entropy of the logits is minimised and training stops when the validation loss
 * has not improved for {@code patience} epochs; the weights of the best epoch are kept. Where weights are averaged, each
 * epoch among those that are averaged is judged by the mean so far; patience no longer ends training then, and the mean
 * over all of them is kept. If patience ends training before, the weights of the best epoch are. In the authors' regime the
 * softmax output is fed to a cross-entropy that expects logits, as in their code, and training stops when every
 * training series is classified correctly, which is checked every third step and at the end of every epoch. (The
 * authors check every third step with attention and every tenth without.) With validation series, that regime keeps the
 * weights of the first epoch with the highest validation accuracy, else the last ones. The authors select by their test
 * series, which biases the results reported for these.
 *
 * <p>All random numbers derive from the seed and the epoch, so the same call gives bit-equal weights on the same
 * machine, as does a run that was interrupted and resumed. Several models may be trained concurrently in one process; a
 * trainer and its model are used by one thread.
 */
public final class Trainer {
    private static final int ORDER_STREAM = 1;
    private static final int DROPOUT_STREAM = 2;
    private static final int AUGMENTATION_STREAM = 3;
    private static final int ACCURACY_CHECK_STEPS = 3;

    private final TrainingOptions options;
    private final Progress progress;
    private final String opening;

    /**
     * Prepares a run.
     *
     * @param progress receives an update after every step, a line after every epoch, when its checkpoint has been written,
     *     and ends training after the current step when cancelled
     */
    public Trainer(TrainingOptions options, Progress progress) {
        this(options, progress, "");
    }

    /**
     * Prepares a run that says what it does.
     *
     * @param opening what is trained, in words; the progress begins with it once training has begun, not if it is refused
     */
    public Trainer(TrainingOptions options, Progress progress, String opening) {
        this.options = options;
        this.progress = progress;
        this.opening = opening;
    }

    /**
     * Trains the model in place.
     *
     * @param model starts with its weights, and ends with the best found
     * @param training labelled; with the model's features and classes, by name, in any order
     * @param validation likewise; null for none
     * @param checkpoint written after every epoch; null for none
     * @param resume whether to resume from the checkpoint, if it exists
     * @return the outcome
     * @throws IllegalStateException if the loss is not finite; the message says where, and suggests remedies
     * @throws IllegalArgumentException if the data do not match the model or the checkpoint belongs to another run
     * @throws IOException if the checkpoint cannot be read or written; the previous one is untouched
     */
    public TrainingResult train(
            TrainedModel model,
            SeriesSet training,
            @Nullable SeriesSet validation,
            @Nullable Checkpoint checkpoint,
            boolean resume)
            throws IOException {
        PreparedSeries learnt = prepared(model, training, "training");
        PreparedSeries validated = validation == null ? null : prepared(model, validation, "validation");
        Kept kept = checkpoint == null
                ? null
                : new Kept(
                        checkpoint,
                        Checkpoint.Identity.of(
                                options, model, learnt.set(), validated == null ? null : validated.set()));
        try (Run run = new Run(model, model.prepareStandardized(learnt.standardized()), validated)) {
            TrainingState state = kept != null && resume ? kept.readOr(run::start) : run.start();
            run.restore(state);
            Stop stop = state.stop();
            while (stop == Stop.NOT_YET && run.epochsDone() < run.epochs) {
                stop = run.epoch();
                if (stop == Stop.CANCELLED) {
                    break;
                }
                if (kept != null) {
                    kept.write(run.state(stop));
                }
                run.reports.epoch(run.history.get(run.history.size() - 1));
            }
            model.restore(run.best);
            return new TrainingResult(
                    stop == Stop.NOT_YET ? Stop.EPOCHS : stop,
                    run.bestEpoch,
                    run.average.count(),
                    List.copyOf(run.history));
        } finally {
            model.parameters().forEach(parameter -> parameter.setRequiresGradient(false));
        }
    }

    private static PreparedSeries prepared(TrainedModel model, SeriesSet set, String role) {
        Require.argument(set.hasLabels(), "%s needs labels, but the series have none", role);
        try {
            return model.prepareLabelled(set);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the " + role + " series: " + e.getMessage(), e);
        }
    }

    /** The checkpoint of a run and its identity, which is computed from all series. */
    private record Kept(Checkpoint checkpoint, Checkpoint.Identity identity) {
        TrainingState readOr(Supplier<TrainingState> start) throws IOException {
            return checkpoint.exists() ? checkpoint.read(identity) : start.get();
        }

        void write(TrainingState state) throws IOException {
            checkpoint.write(state, identity);
        }
    }

    /** One run in progress. */
    private final class Run implements AutoCloseable {
        private final TrainedModel model;
        private final PreparedSeries training;
        private final @Nullable PreparedSeries validation;
        private final TrainingStep step;
        private final Targets targets;
        private final Augmenter augmenter;
        private final WeightAverage average = new WeightAverage();
        private final List<EpochResult> history = new ArrayList<>();
        private final TrainingReports reports;
        private final int stepsPerEpoch;
        private final int epochs;
        private final int epochsBeforeAverage;
        private Map<String, Tensor> best;
        private int bestEpoch;

        Run(TrainedModel model, PreparedSeries training, @Nullable PreparedSeries validation) {
            this.model = model;
            this.training = training;
            this.validation = validation;
            int series = training.set().count();
            stepsPerEpoch = options.length().stepsPerEpoch(series);
            epochs = options.length().epochs(series);
            epochsBeforeAverage = epochs - options.descent().averagedOf(epochs);
            reports = new TrainingReports(progress, epochs, opening);
            step = new TrainingStep(model, options, (long) epochs * stepsPerEpoch);
            targets = Targets.of(options.loss(), training.set());
            augmenter = new Augmenter(options.augmentation(), Seeds.derive(options.seed(), AUGMENTATION_STREAM));
            best = model.weights();
        }

        int epochsDone() {
            return history.size();
        }

        TrainingState start() {
            return state(Stop.NOT_YET);
        }

        TrainingState state(Stop stop) {
            Adam adam = step.optimizer();
            return new TrainingState(
                    model.weights(),
                    best,
                    average.sums(),
                    adam.moments(),
                    adam.steps(),
                    bestEpoch,
                    List.copyOf(history),
                    stop);
        }

        void restore(TrainingState state) {
            model.restore(state.current());
            Gradients.without(() -> {
                step.optimizer().restore(state.steps(), state.moments());
                return true;
            });
            best = state.best();
            bestEpoch = state.bestEpoch();
            history.addAll(state.history());
            average.restore(Math.max(0, epochsDone() - epochsBeforeAverage), state.sums());
        }

        /** {@return whether training is over after one more epoch; cancelled if the progress was within it} */
        Stop epoch() {
            int epoch = epochsDone() + 1;
            model.network().seedDropout(Seeds.derive(options.seed(), DROPOUT_STREAM, epoch));
            int[] order = Splits.shuffled(
                    IntStream.range(0, training.set().count()).toArray(),
                    new Random(Seeds.derive(options.seed(), ORDER_STREAM, epoch)));
            List<int[]> batches =
                    TrainedModel.batches(order.length, options.length().batchSize());
            Tally tally = new Tally();
            boolean allRight = false;
            for (int b = 0; b < batches.size() && !allRight; b++) {
                int[] rows = Arrays.stream(batches.get(b)).map(i -> order[i]).toArray();
                step(rows, epoch, b + 1, tally);
                reports.batch(epoch, (b + 1.0) / batches.size(), tally.loss(), tally.accuracy());
                if (progress.cancelled()) {
                    return Stop.CANCELLED;
                }
                boolean check = (b + 1) % ACCURACY_CHECK_STEPS == 0 || b + 1 == batches.size();
                allRight = options.regime() == Regime.AUTHORS && check && allRight();
            }
            Map<String, Tensor> candidate = candidate(epoch);
            history.add(result(epoch, tally, candidate));
            if (average.count() > 0 || isBest()) {
                best = candidate;
                bestEpoch = epoch;
            }
            return allRight ? Stop.FULL_ACCURACY : judge();
        }

        /** {@return what would be kept of an epoch: its weights, or the mean of those that are averaged so far} */
        private Map<String, Tensor> candidate(int epoch) {
            Map<String, Tensor> weights = model.weights();
            if (epoch <= epochsBeforeAverage) {
                return weights;
            }
            average.add(weights);
            return average.mean();
        }

        private EpochResult result(int epoch, Tally tally, Map<String, Tensor> candidate) {
            Tally validated = validation == null ? null : evaluate(validation, candidate);
            if (validated != null && !Double.isFinite(validated.loss())) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT,
                        "epoch %d: the loss of the validation series is %s; they hold values far from those of the"
                                + " training series, or only classes that the class weights leave out",
                        epoch,
                        validated.loss()));
            }
            return new EpochResult(
                    epoch,
                    tally.loss(),
                    tally.accuracy(),
                    validated == null ? Double.NaN : validated.loss(),
                    validated == null ? Double.NaN : validated.accuracy());
        }

        /** {@return whether the weights of the last epoch are the best so far, by the regime's criterion} */
        private boolean isBest() {
            if (validation == null || bestEpoch == 0) {
                return true;
            }
            EpochResult last = history.get(history.size() - 1);
            EpochResult best = history.get(bestEpoch - 1);
            return options.regime() == Regime.AUTHORS
                    ? last.validationAccuracy() > best.validationAccuracy()
                    : last.validationLoss() < best.validationLoss();
        }

        /** {@return whether training is over because the validation loss has stopped improving} */
        private Stop judge() {
            int without = epochsDone() - bestEpoch;
            boolean patient = options.regime() == Regime.AUTHORS
                    || without < options.stopping().patience()
                    || (long) without * stepsPerEpoch < options.stopping().patienceSteps();
            return patient ? Stop.NOT_YET : Stop.PATIENCE;
        }

        /**
         * {@return whether every training series is classified correctly in evaluation mode; returns at the first that
         * is not}
         */
        private boolean allRight() {
            for (int[] rows : batches(training)) {
                Tally tally = new Tally();
                evaluate(training, rows, tally);
                if (tally.accuracy() < 1) {
                    return false;
                }
            }
            return true;
        }

        private void step(int[] rows, int epoch, int batch, Tally tally) {
            try (NDManager scope = model.newScope()) {
                double[][] goals = targets.of(training.set(), rows);
                Batch inputs;
                if (options.augmentation().equals(Augmentation.NONE)) {
                    inputs = training.batch(scope, rows);
                } else {
                    Augmenter.Augmented changed = augmenter.augment(training.inputs(rows), goals, epoch, batch);
                    inputs = training.batch(scope, changed.inputs());
                    goals = changed.targets();
                }
                TrainingStep.Seen seen = step.take(inputs, array(goals, scope));
                if (!Double.isFinite(seen.loss())) {
                    throw new IllegalStateException(String.format(
                            Locale.ROOT,
                            "epoch %d, batch %d: the loss is %s; try a lower learning rate (now %s), a smaller clip"
                                    + " norm (now %s) or another standardization",
                            epoch,
                            batch,
                            seen.loss(),
                            options.descent().learningRate(),
                            options.descent().clipNorm()));
                }
                tally.add(seen, goals, training.set(), rows);
            }
        }

        /** Evaluates weights; the model has its own again at the end. */
        private Tally evaluate(PreparedSeries series, Map<String, Tensor> weights) {
            Map<String, Tensor> own = model.weights();
            model.restore(weights);
            Tally tally = new Tally();
            batches(series).forEach(rows -> evaluate(series, rows, tally));
            model.restore(own);
            return tally;
        }

        private List<int[]> batches(PreparedSeries series) {
            return TrainedModel.batches(series.set().count(), options.length().batchSize());
        }

        private void evaluate(PreparedSeries series, int[] rows, Tally tally) {
            try (NDManager scope = model.newScope()) {
                Batch inputs = series.batch(scope, rows);
                double[][] goals = targets.plain().of(series.set(), rows);
                NDArray goal = array(goals, scope);
                NDArray logits = Gradients.without(() -> model.logits(inputs.inputs()));
                NDArray loss = Gradients.without(() -> TrainingStep.loss(options.regime(), logits, goal));
                TrainingStep.Seen seen =
                        new TrainingStep.Seen(loss.toArray()[0].doubleValue(), TrainedModel.rows(logits));
                tally.add(seen, goals, series.set(), rows);
            }
        }

        /** {@return targets {@code (B, K)} in the precision of the model} */
        private NDArray array(double[][] goals, NDManager scope) {
            double[] values =
                    Arrays.stream(goals).flatMapToDouble(Arrays::stream).toArray();
            NDArray array = scope.create(values, new Shape(goals.length, goals[0].length));
            return array.toType(model.parameters().head().getDataType(), false);
        }

        @Override
        public void close() {
            step.close();
        }
    }
}
