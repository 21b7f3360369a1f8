package io.unfade.experiments.localisation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.Attribution;
import io.unfade.attribution.Contrast;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.model.Model;
import io.unfade.model.Output;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Explains series by several methods and keeps how well the maps find the informative cells.
 *
 * @param methods to explain by, each a name, followed by its options if any
 * @param series number of first test series to explain
 */
record ScoredMaps(List<String> methods, int series) {
    static final Measure FORWARD = new Measure("forward", "Passes without a gradient", "", 0, "lower");
    static final Measure BACKWARD = new Measure("backward", "Passes with one", "", 0, "lower");

    private static final int BATCH = 16;

    /**
     * Adds an object for each method that can explain the model, by the method's text.
     *
     * @param data standardised; the training series are the background of methods that need one
     */
    void put(ObjectNode record, Model model, TrainTestSplit data, long seed, Progress progress) {
        SeriesSet explained = data.test().select(IntStream.range(0, series).toArray());
        for (String text : methods) {
            Attribution method = Attributions.parse(text);
            if (explains(method, model)) {
                Explainer.Request request = new Explainer.Request(
                        new Target.Label(), new Contrast.None(), Output.LOGIT, BATCH, seed, data.training());
                SaliencyMaps maps = Explainer.explain(model, explained, method, request, progress);
                ObjectNode node = record.putObject(text);
                MapRecord.putScores(node, maps, explained);
                Attribution.Cost cost = method.cost(explained.steps(), explained.features());
                node.put(FORWARD.key(), cost.forward());
                node.put(BACKWARD.key(), cost.backward());
            }
        }
    }

    private static boolean explains(Attribution method, Model model) {
        try {
            Explainer.check(model, method, Output.LOGIT);
            return true;
        } catch (IllegalArgumentException e) { // what the method needs, the model does not have
            return false;
        }
    }
}
