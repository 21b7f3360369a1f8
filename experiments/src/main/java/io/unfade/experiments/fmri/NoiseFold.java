package io.unfade.experiments.fmri;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.Contrast;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.Split;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.Trial;
import io.unfade.metric.TaskShare;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;

import java.util.stream.IntStream;

/** The record of a fold: where the maps of every model lie, and those that need none. */
final class NoiseFold {
    /** Shares of the cells, the most salient ones. */
    static final double FEW = 0.1;

    static final double MANY = 0.5;

    private static final double[] FRACTIONS = {FEW, MANY};

    private static final int BATCH = 16;

    private NoiseFold() {}

    /** {@return the record, by model and map} */
    static ObjectNode of(NoiseRuns runs, Problem problem, Split fold, long seed, Progress progress) {
        TrainTestSplit data = problem.standardized(fold);
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        for (NoiseRuns.Model kind : NoiseRuns.Model.ALL) {
            try (TrainedModel model = runs.model(kind, data, seed, progress)) {
                ObjectNode node = record.putObject(kind.key());
                double accuracy = 100 * Trial.accuracy(model, data.test());
                for (String map : kind.maps()) {
                    ObjectNode numbers = node.putObject(map);
                    put(numbers, explained(model, map, data, seed, progress), data.test());
                    if (kind.isModel()) {
                        numbers.put("accuracy", accuracy);
                        numbers.put(NoiseRuns.NOISE_LEVEL.key(), model.noiseLevel());
                    }
                }
            }
        }
        return record;
    }

    private static SaliencyMaps explained(
            TrainedModel model, String map, TrainTestSplit data, long seed, Progress progress) {
        Explainer.Request request = new Explainer.Request(
                new Target.Label(), new Contrast.None(), Output.LOGIT, BATCH, seed, data.training());
        return Explainer.explain(model, data.test(), Attributions.parse(map), request, progress);
    }

    private static void put(ObjectNode node, SaliencyMaps maps, SeriesSet test) {
        TaskShare share = TaskShare.mean(IntStream.range(0, test.count())
                .mapToObj(i -> TaskShare.of(maps.absolute(i), Problem.onTask(test, i), FRACTIONS))
                .toList());
        for (int f = 0; f < FRACTIONS.length; f++) {
            node.put(FmriTable.onTask(FRACTIONS[f]).key(), 100 * share.shares()[f]);
        }
        node.put(FmriTable.EVEN.key(), 100 * share.even());
        if (test.hasReference()) {
            MapRecord.putScores(node, maps, test);
        }
    }
}
