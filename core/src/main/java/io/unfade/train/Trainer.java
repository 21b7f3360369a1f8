package io.unfade.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.engine.Gradients;
import io.unfade.math.Seeds;
import io.unfade.model.Batch;
import io.unfade.model.Inputs;
import io.unfade.model.TrainedModel;
import io.unfade.model.tensor.Tensor;
import io.unfade.nn.Initialization;
import io.unfade.train.TrainingResult.Stop;
import io.unfade.train.augment.LeastSalient;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

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
 * machine, as does a run that was interrupted and resumed. The members of an ensemble are trained side by side, each with
 * its own seed, order and augmentation, and ends with its own best weights; the first is what a single network would be
 * with the seed. Each takes as many steps per epoch as its smallest training set allows; of larger ones each epoch leaves
 * out some series. Several models may be trained concurrently in one process; a
 * trainer and its model are used by one thread.
 */
public final class Trainer {
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
        return train(model, List.of(new MemberSeries(training, validation)), checkpoint, resume);
    }

    /**
     * Trains the members of a model in place, as {@link #train(TrainedModel, SeriesSet, SeriesSet, Checkpoint, boolean)}
     * does.
     *
     * @param series of each member, or one for all; all with validation series, or none
     * @return the outcome for all members together
     * @throws IOException if the checkpoint cannot be read or written; the previous one is untouched
     */
    public TrainingResult train(
            TrainedModel model, List<MemberSeries> series, @Nullable Checkpoint checkpoint, boolean resume)
            throws IOException {
        int members = model.spec().members();
        Require.argument(
                series.size() == 1 || series.size() == members,
                "%d members need series each, or the same for all, but there are %d sets",
                members,
                series.size());
        List<PreparedMember> prepared =
                series.stream().map(own -> PreparedMember.of(model, own)).toList();
        Kept kept = checkpoint == null ? null : new Kept(checkpoint, identity(model, prepared));
        List<Learner> learners = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            PreparedMember own = prepared.get(i % prepared.size());
            learners.add(new Learner(
                    options, Initialization.memberSeed(options.seed(), i), own.training(), own.validation()));
        }
        try (Run run = new Run(model, learners)) {
            TrainingState state = kept != null && resume ? kept.readOr(run::state) : run.state();
            run.restore(state);
            Stop stop = run.stop();
            while (stop == Stop.NOT_YET && run.epochsDone() < run.epochs) {
                stop = run.epoch();
                if (stop == Stop.CANCELLED) {
                    break;
                }
                if (kept != null) {
                    kept.write(run.state());
                }
                run.report();
            }
            model.restore(run.best);
            TrainingResult result = run.result(stop == Stop.NOT_YET ? Stop.EPOCHS : stop);
            model.setNoiseLevel(result.noiseLevel());
            return result;
        } finally {
            model.parameters().forEach(parameter -> parameter.setRequiresGradient(false));
        }
    }

    private Checkpoint.Identity identity(TrainedModel model, List<PreparedMember> prepared) {
        boolean validated = prepared.get(0).validation() != null;
        return Checkpoint.Identity.of(
                options,
                model,
                prepared.stream().map(PreparedMember::given).toList(),
                validated
                        ? prepared.stream()
                                .map(own ->
                                        Objects.requireNonNull(own.validation()).set())
                                .toList()
                        : null);
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
        private final List<Learner> learners;
        private final MemberBatches batches;
        private final TrainingStep step;
        private final WeightAverage average = new WeightAverage();
        private final TrainingReports reports;
        private final int series;
        private final int stepsPerEpoch;
        private final int epochs;
        private final int epochsBeforeAverage;
        private Map<String, Tensor> best;

        Run(TrainedModel model, List<Learner> learners) {
            this.model = model;
            this.learners = learners;
            batches = new MemberBatches(model, learners, options);
            series = Learner.smallest(
                    learners.stream().map(member -> member.training().set()).toList());
            stepsPerEpoch = options.length().stepsPerEpoch(series);
            epochs = options.length().epochs(series);
            epochsBeforeAverage = epochs - options.descent().averagedOf(epochs);
            reports = new TrainingReports(progress, epochs, opening);
            step = new TrainingStep(model, options, (long) epochs * stepsPerEpoch);
            best = model.weights();
        }

        int epochsDone() {
            return learners.get(0).epochsDone();
        }

        TrainingState state() {
            Adam adam = step.optimizer();
            return new TrainingState(
                    model.weights(),
                    best,
                    average.sums(),
                    adam.moments(),
                    adam.steps(),
                    learners.stream().map(Learner::state).toList());
        }

        void restore(TrainingState state) {
            model.restore(state.current());
            Gradients.without(() -> {
                step.optimizer().restore(state.steps(), state.moments());
                return true;
            });
            best = state.best();
            for (int i = 0; i < learners.size(); i++) {
                learners.get(i).restore(state.members().get(i));
            }
            average.restore(Math.max(0, epochsDone() - epochsBeforeAverage), state.sums());
        }

        /** {@return why training is over: when that of every member is} */
        Stop stop() {
            return learners.stream().anyMatch(member -> member.stop() == Stop.NOT_YET)
                    ? Stop.NOT_YET
                    : learners.get(0).stop();
        }

        TrainingResult result(Stop stop) {
            return TrainingResult.of(learners.stream()
                    .map(member -> member.result(stop, average.count()))
                    .toList());
        }

        void report() {
            reports.epoch(EpochResult.mean(learners.stream().map(Learner::last).toList()));
        }

        /** {@return whether training is over after one more epoch; cancelled if the progress was within it} */
        Stop epoch() {
            int epoch = epochsDone() + 1;
            model.network().seedDropout(Seeds.derive(options.seed(), DROPOUT_STREAM, epoch));
            List<int[]> orders =
                    learners.stream().map(member -> member.order(epoch, series)).toList();
            List<int[]> parts = Batch.rows(series, options.length().batchSize());
            Tally[] tallies = batches.tallies();
            boolean allRight = false;
            for (int b = 0; b < parts.size() && !allRight; b++) {
                List<Learner.Share> shares = new ArrayList<>();
                for (int i = 0; i < tallies.length; i++) {
                    int[] order = orders.get(i);
                    int[] rows =
                            Arrays.stream(parts.get(b)).map(row -> order[row]).toArray();
                    shares.add(learners.get(i).learnt(rows, epoch, b + 1));
                }
                step(shares, epoch, b + 1, tallies);
                reports.batch(
                        epoch, (b + 1.0) / parts.size(), mean(tallies, Tally::loss), mean(tallies, Tally::accuracy));
                if (progress.cancelled()) {
                    return Stop.CANCELLED;
                }
                boolean check = (b + 1) % ACCURACY_CHECK_STEPS == 0 || b + 1 == parts.size();
                allRight = options.regime() == TrainingOptions.Regime.AUTHORS && check && batches.allRight();
            }
            finishEpoch(epoch, tallies);
            for (Learner member : learners) {
                if (allRight) {
                    member.stop(Stop.FULL_ACCURACY);
                } else {
                    member.judge(stepsPerEpoch);
                }
            }
            return stop();
        }

        private void finishEpoch(int epoch, Tally[] tallies) {
            Map<String, Tensor> own = model.weights();
            Map<String, Tensor> candidate = candidate(epoch, own);
            if (candidate != own) {
                model.restore(candidate);
            }
            Tally[] validated = validated(false);
            Tally[] noised = options.adaptiveNoise().isOn() ? validated(true) : new Tally[tallies.length];
            if (candidate != own) {
                model.restore(own);
            }
            boolean[] better = new boolean[tallies.length];
            for (int i = 0; i < better.length; i++) {
                Learner member = learners.get(i);
                EpochResult result = result(epoch, tallies[i], validated[i], noised[i], member.noiseLevel());
                better[i] = member.add(result, average.count() > 0);
            }
            best = chosen(candidate, better);
        }

        /** {@return what each member says of its validation series, with noise or without; nulls if there are none} */
        private @Nullable Tally[] validated(boolean noised) {
            return learners.get(0).validation() == null
                    ? new Tally[learners.size()]
                    : batches.evaluate(member -> Objects.requireNonNull(member.validation()), noised);
        }

        private Map<String, Tensor> chosen(Map<String, Tensor> candidate, boolean[] better) {
            if (better.length == 1) {
                return better[0] ? candidate : best;
            }
            Map<String, Tensor> chosen = new LinkedHashMap<>();
            best.forEach((name, tensor) -> chosen.put(
                    name,
                    tensor.withParts(Require.present(candidate.get(name), "weight '%s' is missing", name), better)));
            return chosen;
        }

        /** {@return what would be kept of an epoch: its weights, or the mean of those that are averaged so far} */
        private Map<String, Tensor> candidate(int epoch, Map<String, Tensor> weights) {
            if (epoch <= epochsBeforeAverage) {
                return weights;
            }
            average.add(weights);
            return average.mean();
        }

        private EpochResult result(
                int epoch, Tally tally, @Nullable Tally validated, @Nullable Tally noised, double noiseLevel) {
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
                    validated == null ? Double.NaN : validated.accuracy(),
                    noised == null ? Double.NaN : noised.accuracy(),
                    options.adaptiveNoise().isOn() ? noiseLevel : Double.NaN);
        }

        private void step(List<Learner.Share> shares, int epoch, int batch, Tally[] tallies) {
            try (NDManager scope = model.newScope()) {
                NDArray targets = batches.targets(shares, scope);
                TrainingStep.Seen seen = options.guidance().isOn()
                        ? guided(shares, targets, epoch, batch, scope)
                        : step.take(batches.batch(shares, scope), targets);
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
                double[] accuracies = MemberBatches.add(seen, shares, tallies);
                for (int i = 0; i < accuracies.length; i++) {
                    learners.get(i).adapt(accuracies[i]);
                }
            }
        }

        /** Takes a step of saliency-guided training. */
        private TrainingStep.Seen guided(
                List<Learner.Share> shares, NDArray targets, int epoch, int number, NDManager scope) {
            Inputs inputs = MemberBatches.joined(shares);
            Batch batch = batches.batch(inputs, scope);
            long[] seeds = learners.stream()
                    .flatMapToLong(member -> member.guidanceSeeds(inputs.count() / learners.size(), epoch, number))
                    .toArray();
            double[] gradient = step.inputGradient(batch, targets);
            Inputs less =
                    LeastSalient.replaced(inputs, gradient, options.guidance().share(), seeds);
            return step.take(batch, batches.batch(less, scope), targets);
        }

        private static double mean(Tally[] tallies, ToDoubleFunction<Tally> number) {
            return Arrays.stream(tallies).mapToDouble(number).average().orElseThrow();
        }

        @Override
        public void close() {
            step.close();
        }
    }
}
