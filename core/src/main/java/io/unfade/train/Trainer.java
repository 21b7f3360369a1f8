package io.unfade.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.engine.Gradients;
import io.unfade.math.Seeds;
import io.unfade.math.Vectors;
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

/**
 * Trains a model on labelled series.
 *
 * <p>In the standard regime the cross-entropy of the logits is minimised and training stops when the validation loss
 * has not improved for {@code patience} epochs; the weights of the best epoch are kept. In the authors' regime the
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
            while (stop == Stop.NOT_YET && run.epochsDone() < options.epochs()) {
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
                    stop == Stop.NOT_YET ? Stop.EPOCHS : stop, run.bestEpoch, List.copyOf(run.history));
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
        private final double[] classWeights;
        private final List<EpochResult> history = new ArrayList<>();
        private final TrainingReports reports = new TrainingReports(progress, options.epochs(), opening);
        private Map<String, Tensor> best;
        private int bestEpoch;

        Run(TrainedModel model, PreparedSeries training, @Nullable PreparedSeries validation) {
            this.model = model;
            this.training = training;
            this.validation = validation;
            step = new TrainingStep(model, options);
            classWeights = classWeights(training.set());
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
                    model.weights(), best, adam.moments(), adam.steps(), bestEpoch, List.copyOf(history), stop);
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
        }

        /** {@return whether training is over after one more epoch; cancelled if the progress was within it} */
        Stop epoch() {
            int epoch = epochsDone() + 1;
            model.network().seedDropout(Seeds.derive(options.seed(), DROPOUT_STREAM, epoch));
            int[] order = shuffled(training.set().count(), Seeds.derive(options.seed(), ORDER_STREAM, epoch));
            List<int[]> batches = TrainedModel.batches(order.length, options.batchSize());
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
            history.add(result(epoch, tally));
            if (isBest()) {
                best = model.weights();
                bestEpoch = epochsDone();
            }
            return allRight ? Stop.FULL_ACCURACY : judge();
        }

        private EpochResult result(int epoch, Tally tally) {
            Tally validated = validation == null ? null : evaluate(validation);
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
            boolean patient = options.regime() == Regime.AUTHORS || epochsDone() - bestEpoch < options.patience();
            return patient ? Stop.NOT_YET : Stop.PATIENCE;
        }

        /**
         * {@return whether every training series is classified correctly in evaluation mode; returns at the first that
         * is not}
         */
        private boolean allRight() {
            for (int[] rows : TrainedModel.batches(training.set().count(), options.batchSize())) {
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
                Batch inputs = training.batch(scope, rows);
                NDArray targets = targets(training.set(), rows, scope);
                TrainingStep.Seen seen = step.take(inputs, targets);
                if (!Double.isFinite(seen.loss())) {
                    throw new IllegalStateException(String.format(
                            Locale.ROOT,
                            "epoch %d, batch %d: the loss is %s; try a lower learning rate (now %s), a smaller clip"
                                    + " norm (now %s) or another standardization",
                            epoch,
                            batch,
                            seen.loss(),
                            options.learningRate(),
                            options.clipNorm()));
                }
                tally.add(seen.loss(), weight(training.set(), rows), seen.logits(), training.set(), rows);
            }
        }

        private Tally evaluate(PreparedSeries series) {
            Tally tally = new Tally();
            for (int[] rows : TrainedModel.batches(series.set().count(), options.batchSize())) {
                evaluate(series, rows, tally);
            }
            return tally;
        }

        private void evaluate(PreparedSeries series, int[] rows, Tally tally) {
            SeriesSet set = series.set();
            try (NDManager scope = model.newScope()) {
                Batch inputs = series.batch(scope, rows);
                NDArray targets = targets(set, rows, scope);
                NDArray logits = Gradients.without(() -> model.logits(inputs.inputs()));
                double loss = Gradients.without(() -> TrainingStep.loss(options.regime(), logits, targets))
                        .toArray()[0]
                        .doubleValue();
                tally.add(loss, weight(set, rows), TrainedModel.rows(logits), set, rows);
            }
        }

        private double weight(SeriesSet set, int[] rows) {
            return Arrays.stream(rows)
                    .mapToDouble(row -> classWeights[set.label(row)])
                    .sum();
        }

        /** {@return the class weight at the true class and 0 elsewhere, {@code (B, K)}} */
        private NDArray targets(SeriesSet set, int[] rows, NDManager scope) {
            int classes = classWeights.length;
            double[] values = new double[rows.length * classes];
            for (int b = 0; b < rows.length; b++) {
                int label = set.label(rows[b]);
                values[b * classes + label] = classWeights[label];
            }
            NDArray targets = scope.create(values, new Shape(rows.length, classes));
            return targets.toType(model.parameters().head().getDataType(), false);
        }

        @Override
        public void close() {
            step.close();
        }
    }

    private double[] classWeights(SeriesSet training) {
        int classes = training.classCount();
        double[] weights = new double[classes];
        Arrays.fill(weights, 1);
        if (options.classWeights() == TrainingOptions.ClassWeights.BALANCED) {
            int[] counts = new int[classes];
            for (int i = 0; i < training.count(); i++) {
                counts[training.label(i)]++;
            }
            Arrays.setAll(weights, k -> counts[k] == 0 ? 0 : (double) training.count() / classes / counts[k]);
        }
        return weights;
    }

    private static int[] shuffled(int count, long seed) {
        int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        Random random = new Random(seed);
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }

    /** Sums losses and correct predictions over batches, so that their means do not depend on the batching. */
    private static final class Tally {
        private double lossSum;
        private double weightSum;
        private int right;
        private int count;

        void add(double loss, double weight, double[][] logits, SeriesSet set, int[] rows) {
            if (weight > 0) { // a class without training series has weight 0, and a batch of it no loss
                lossSum += loss * weight;
                weightSum += weight;
            }
            count += rows.length;
            for (int b = 0; b < rows.length; b++) {
                if (Vectors.argMax(logits[b]) == set.label(rows[b])) {
                    right++;
                }
            }
        }

        double loss() {
            return lossSum / weightSum;
        }

        double accuracy() {
            return (double) right / count;
        }
    }
}
