package io.unfade.experiments.methods;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.Attribution;
import io.unfade.attribution.Contrast;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.data.SeriesSet;
import io.unfade.data.synth.BoxData;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.trial.Grid;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.Trial;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The localisation of the maps of several methods, all of the same trained model.
 *
 * @param methods to explain by, each a name, followed by its options if any
 * @param counts of series
 */
record MethodScores(List<String> methods, Methods.Counts counts) {
    static final Measure FORWARD = new Measure("forward", "Passes without a gradient", "", 0, "lower");
    static final Measure BACKWARD = new Measure("backward", "Passes with one", "", 0, "lower");

    /** The columns of the tables. */
    static final List<Measure> MEASURES = List.of(
            MapRecord.ROC_AUC,
            MapRecord.AVERAGE_PRECISION,
            MapRecord.WEIGHTED_JACCARD,
            Measure.ACCURACY,
            FORWARD,
            BACKWARD);

    private static final int BATCH = 16;

    /** {@return the numbers of a run: an object for each method that can explain the model, named as in the columns} */
    ObjectNode of(Grid.Run<BoxData> run) {
        TrainTestSplit data =
                run.data(() -> run.on().data().generate(counts.training(), counts.test(), run.seed()));
        SeriesSet explained = data.test()
                .select(IntStream.range(0, counts.explained()).toArray());
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        try (Trial trial = run.train(data)) {
            double accuracy = 100 * trial.accuracy();
            for (String text : methods) {
                Attribution method = Attributions.parse(text);
                if (explains(method, trial.model())) {
                    Explainer.Request request = request(run.seed(), data.training());
                    SaliencyMaps maps =
                            Explainer.explain(trial.model(), explained, method, request, run.progress());
                    put(record.putObject(text).put("accuracy", accuracy), method, maps, explained);
                }
            }
        }
        return record;
    }

    private static void put(ObjectNode node, Attribution method, SaliencyMaps maps, SeriesSet explained) {
        MapRecord.putScores(node, maps, explained);
        Attribution.Cost cost = method.cost(explained.steps(), explained.features());
        node.put(FORWARD.key(), cost.forward());
        node.put(BACKWARD.key(), cost.backward());
    }

    private static boolean explains(Attribution method, TrainedModel model) {
        try {
            Explainer.check(model, method, Output.LOGIT);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Explainer.Request request(long seed, SeriesSet background) {
        return new Explainer.Request(
                new Target.Label(), new Contrast.None(), Output.LOGIT, BATCH, seed, background);
    }
}
