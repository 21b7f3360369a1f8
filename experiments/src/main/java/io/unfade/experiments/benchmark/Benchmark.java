package io.unfade.experiments.benchmark;

import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.data.synth.Box;
import io.unfade.data.synth.BoxData;
import io.unfade.engine.EngineRuntime;
import io.unfade.experiments.trial.ModelKind;
import io.unfade.model.ModelDescription;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Stem;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Measures the cost of a plain LSTM and of LSTMs with input-cell attention, without a stem and after convolutions, on this
 * machine: wall time and memory of training and explaining at a few sizes, and time per streaming step. The models of a task and size take turns in one process.
 *
 * <p>Series are noise with a box that encodes the class; models have one layer, read their last state, and use single
 * precision without dropout.
 */
public final class Benchmark {
    /** C, the number of features. */
    static final int FEATURES = 100;

    private static final ModelKind MEAN =
            ModelKind.attentive("mean", "LSTM + attention, mean", Cell.LSTM, HopPooling.MEAN);

    /** Filters of each size. */
    private static final int FILTERS = 32;

    /** The kernels that training chooses for series of 100 steps, without their stride. */
    private static final Stem CONVOLUTIONS = new Stem.Convolutions(
            List.of(new Stem.Layer(List.of(3, 5, 11), FILTERS, 1), new Stem.Layer(List.of(3), FILTERS, 1)),
            Stem.Alignment.CAUSAL,
            0);

    /** The models; the first is the baseline. */
    static final List<Candidate> MODELS = List.of(
            new Candidate("plain", ModelKind.plain("plain", "LSTM", Cell.LSTM), null),
            new Candidate("mean", MEAN, null),
            new Candidate(
                    "concat",
                    ModelKind.attentive("concat", "LSTM + attention, concat", Cell.LSTM, HopPooling.CONCAT),
                    null),
            new Candidate("conv-mean", MEAN, CONVOLUTIONS));

    private static final int PAPER_STEPS = 100;

    private Benchmark() {}

    /**
     * The amount of measuring.
     *
     * @param rounds in which each model takes one turn, at least 1
     * @param samples number of series of 100 steps to train on and explain, at least 1; fewer if series are longer
     * @param seed of series and weights
     */
    public record Request(int rounds, int samples, long seed) {
        /** Checks the ranges. */
        public Request {
            Require.atLeastOne("rounds", rounds);
            Require.atLeastOne("samples", samples);
        }
    }

    /**
     * A model that is measured.
     *
     * @param key its name in files
     * @param kind of what follows the stem
     * @param stem null for none
     */
    record Candidate(String key, ModelKind kind, @Nullable Stem stem) {
        ModelSpec spec(ModelKind.Size size) {
            return kind.spec(size, FEATURES, 2).withStem(stem);
        }
    }

    /**
     * The models of one task and size, taking turns.
     *
     * @param task what they do
     * @param hidden H
     * @param steps T
     * @param series n
     */
    record Group(Task task, int hidden, int steps, int series) {
        /** {@return the group in words} */
        String title() {
            String data = task == Task.STREAM ? "one series" : series + " series of " + steps + " steps";
            return task.title() + ": " + data + ", C=" + FEATURES + " H=" + hidden;
        }

        ModelKind.Size size() {
            return new ModelKind.Size(hidden, 20, 50, 0);
        }

        private Work open(Candidate model, SeriesSet data, long seed) {
            ModelDescription description =
                    new ModelDescription(model.spec(size()), Standardization.NONE, data.classNames(), null);
            return task.open(TrainedModel.initialize(description, Standardizer.none(), Precision.SINGLE, seed), data);
        }
    }

    /** {@return everything measured before cancellation} */
    public static BenchmarkResult run(Request request, Progress progress) {
        EngineRuntime.seed(request.seed());
        List<Group> groups = groups(request.samples());
        Rounds rounds = new Rounds(request.rounds(), System::nanoTime, progress::cancelled);
        List<BenchmarkResult.Measured> measured = new ArrayList<>();
        for (Group group : groups) {
            if (progress.cancelled()) {
                break;
            }
            double before = groups.indexOf(group);
            progress.update(group.title(), before / groups.size(), "");
            measured.add(new BenchmarkResult.Measured(
                    group,
                    measure(
                            group,
                            request.seed(),
                            rounds,
                            done -> progress.update(group.title(), (before + done) / groups.size(), ""))));
        }
        measured.removeIf(each -> each.timings().isEmpty());
        return new BenchmarkResult(request, measured, progress.cancelled());
    }

    private static List<Timings> measure(Group group, long seed, Rounds rounds, DoubleConsumer progress) {
        SeriesSet data = BoxData.ofSize(
                        group.steps(), FEATURES, new Box(0, Math.max(1, group.steps() * 3 / 10), 10, FEATURES - 10))
                .generate(group.series(), seed);
        List<Work> works = new ArrayList<>();
        try {
            MODELS.forEach(model -> works.add(group.open(model, data, seed)));
            return rounds.measure(works, progress);
        } finally {
            works.forEach(Work::close);
        }
    }

    private static List<Group> groups(int samples) {
        List<Group> groups = new ArrayList<>();
        for (Task task : List.of(Task.TRAIN, Task.EXPLAIN)) {
            groups.add(new Group(task, 5, PAPER_STEPS, samples));
            groups.add(new Group(task, 64, PAPER_STEPS, samples));
            groups.add(new Group(task, 64, 10 * PAPER_STEPS, Math.max(1, samples / 10)));
        }
        groups.add(new Group(Task.STREAM, 64, PAPER_STEPS, 1));
        return groups;
    }
}
