package io.unfade.experiments.fmri;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.Split;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.experiments.trial.Regime;
import io.unfade.experiments.trial.RunNumbers;
import io.unfade.experiments.trial.Setup;
import io.unfade.experiments.trial.Trial;
import io.unfade.faithfulness.RemovalCurve;
import io.unfade.math.Seeds;
import io.unfade.math.Vectors;
import io.unfade.metric.Localization;
import io.unfade.metric.TaskShare;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The record of both models of a fold, or of the baseline classifiers. */
final class FmriRecord {
    /** Keys of removal curves: of the model's own cells, the other model's, and random cells. */
    static final String OWN = "own";

    static final String OTHER = "other";
    static final String RANDOM = "random";

    /** The steps of the task kept for brain maps. */
    static final int MAPS = 3;

    private static final int BATCH = 50;
    private static final int CHOICE = 1;

    private FmriRecord() {}

    /** {@return the numbers of the linear classifier and of always predicting the most frequent class} */
    static ObjectNode ofBaselines(Problem problem, Split fold) {
        TrainTestSplit data = problem.standardized(fold);
        SeriesSet test = data.test();
        LinearBaseline linear = LinearBaseline.of(data.training(), test);
        int most = Vectors.argMax(LinearBaseline.shares(data.training()));
        long right = IntStream.range(0, test.count())
                .filter(i -> test.label(i) == most)
                .count();
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("linear", 100 * linear.accuracy());
        record.put("alpha", linear.alpha());
        record.put("majority", 100.0 * right / test.count());
        return record;
    }

    /**
     * {@return the numbers of both models, under their keys, computed by training, testing and explaining them}
     *
     * @param seed of the fold, see {@link #seed}
     */
    static ObjectNode of(FmriRuns runs, Problem problem, Split fold, long seed, Progress progress) {
        TrainTestSplit data = problem.standardized(fold);
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        Setup setup = runs.setup();
        try (Trial plain = Trial.run(setup.recipe(runs.plain(), Regime.SOUND), data, seed, progress);
                Trial attentive = Trial.run(setup.recipe(runs.attentive(), Regime.SOUND), data, seed, progress)) {
            SaliencyMaps ofPlain = plain.maps();
            SaliencyMaps ofAttentive = attentive.maps();
            record.set(runs.plain().key(), model(plain, data.test(), ofPlain, ofAttentive, seed));
            record.set(runs.attentive().key(), model(attentive, data.test(), ofAttentive, ofPlain, seed));
        }
        return record;
    }

    /** {@return the seed of a fold's models: different in every fold, so that folds are independent} */
    static long seed(long seed, String fold) {
        return Seeds.derive(seed, Integer.parseInt(fold));
    }

    private static ObjectNode model(Trial trial, SeriesSet test, SaliencyMaps own, SaliencyMaps other, long seed) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("accuracy", 100 * trial.accuracy());
        double[] fractions = FmriTable.FRACTIONS;
        RunNumbers.put(node, OWN, percent(RemovalCurve.of(trial.model(), test, own, BATCH, fractions)));
        RunNumbers.put(node, OTHER, percent(RemovalCurve.of(trial.model(), test, other, BATCH, fractions)));
        long cells = Seeds.derive(seed, CHOICE);
        RunNumbers.put(node, RANDOM, percent(RemovalCurve.random(trial.model(), test, cells, BATCH, fractions)));
        TaskShare share = TaskShare.mean(IntStream.range(0, test.count())
                .mapToObj(i -> TaskShare.of(own.absolute(i), Problem.onTask(test, i), fractions))
                .toList());
        RunNumbers.put(node, "onTask", scaled(share.shares(), 100));
        node.put("even", 100 * share.even());
        if (test.hasReference()) {
            node.put(
                    "rocAuc",
                    RunNumbers.mean(
                            own.count(),
                            i -> Localization.of(own.absolute(i), test.referenceMask(i))
                                    .rocAuc()));
        }
        RunNumbers.put(node, "profile", profile(own));
        ArrayNode maps = node.putArray("maps");
        for (double[] map : taskMaps(own, test)) {
            RunNumbers.put(maps.addObject(), "map", map);
        }
        RunNumbers.putTraining(node, trial);
        return node;
    }

    private static double[] percent(RemovalCurve curve) {
        return scaled(curve.accuracies(), 100);
    }

    private static double[] scaled(double[] values, double by) {
        return Arrays.stream(values).map(value -> value * by).toArray();
    }

    /** {@return the share of |saliency| on each step, in percent, mean over the series that reach the step} */
    private static double[] profile(SaliencyMaps maps) {
        double[] profile = new double[maps.steps()];
        int[] counts = new int[maps.steps()];
        for (int i = 0; i < maps.count(); i++) {
            double[] map = maps.absolute(i);
            double all = DoubleStream.of(map).sum();
            for (int t = 0; t < maps.length(i) && all > 0; t++) {
                profile[t] += 100 * sum(map, t, maps.features()) / all;
                counts[t]++;
            }
        }
        for (int t = 0; t < profile.length; t++) {
            profile[t] /= counts[t];
        }
        return profile;
    }

    private static double sum(double[] map, int step, int features) {
        return Arrays.stream(map, step * features, (step + 1) * features).sum();
    }

    /**
     * {@return |saliency| at the first, the middle and the last step on task, divided by the series' maximum, mean over
     * series, {@code (3, C)}}
     */
    private static double[][] taskMaps(SaliencyMaps maps, SeriesSet test) {
        int features = maps.features();
        double[] means = RunNumbers.meanScaled(maps, MAPS * features, i -> {
            int[] steps = Problem.taskSteps(test, i);
            return IntStream.range(0, MAPS * features)
                    .map(place ->
                            steps[place / features * (steps.length - 1) / (MAPS - 1)] * features + place % features)
                    .toArray();
        });
        double[][] rows = new double[MAPS][];
        Arrays.setAll(rows, m -> Arrays.copyOfRange(means, m * features, (m + 1) * features));
        return rows;
    }
}
