package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.data.SeriesSet;
import io.unfade.metric.MapMeasure;
import io.unfade.vanishing.Diagnosis;
import io.unfade.vanishing.Fading;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One model of a comparison, trained with one seed, tested, explained, scored; or maps that need no model, scored.
 *
 * @param name of the kind of model
 * @param seed of data and model
 * @param epochs number of epochs run; 0 of maps without a model
 * @param evaluation on the test series; null of maps without a model
 * @param maps of the test series
 * @param scores of the maps
 * @param fading where in time the saliency lies
 */
public record ModelRun(
        String name,
        long seed,
        int epochs,
        @Nullable Evaluation evaluation,
        SaliencyMaps maps,
        Scores scores,
        Fading fading) {

    /** {@return a run of a model} */
    public static ModelRun of(
            String name, long seed, int epochs, Evaluation evaluation, SaliencyMaps maps, SeriesSet tested) {
        return new ModelRun(
                name, seed, epochs, evaluation, maps, Scores.of(maps, tested, seed), Diagnosis.fading(maps));
    }

    /** {@return maps that need no model} */
    public static ModelRun ofControl(String name, long seed, SaliencyMaps maps, SeriesSet tested) {
        return new ModelRun(name, seed, 0, null, maps, Scores.of(maps, tested, seed), Diagnosis.fading(maps));
    }

    /** {@return whether the maps need no model, and are there to be compared with} */
    public boolean isControl() {
        return evaluation == null;
    }

    /** {@return the method that made the maps} */
    public String method() {
        return maps.origin().method();
    }

    /** {@return the share of test series classified correctly; NaN of maps without a model} */
    public double accuracy() {
        return evaluation == null ? Double.NaN : evaluation.scores().accuracy();
    }

    /** {@return the mean ROC AUC of the maps against the known cells} */
    public double rocAuc() {
        return scores.mean(MapMeasure.ROC_AUC);
    }

    /** {@return the share of saliency in the last 10 % of the steps} */
    public double shareInLast() {
        return fading.shareInLast(Fading.LAST_TENTH);
    }

    /** {@return the numbers for programs} */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("model", name);
        json.put("method", method());
        json.put("control", isControl());
        json.put("seed", seed);
        json.put("epochs", isControl() ? null : epochs);
        JsonNumbers.put(json, "testAccuracy", accuracy());
        JsonNumbers.put(json, "shareInLast10Percent", shareInLast());
        JsonNumbers.put(json, "halfLifeSteps", fading.halfLife());
        json.put("verdict", fading.verdict().label());
        json.set("scores", scores.meansJson());
        return json;
    }

    /** {@return the means over runs, for programs} */
    public static ObjectNode means(List<ModelRun> runs) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        JsonNumbers.put(json, "testAccuracy", mean(runs, ModelRun::accuracy));
        JsonNumbers.put(json, "shareInLast10Percent", mean(runs, ModelRun::shareInLast));
        for (MapMeasure measure : runs.stream()
                .flatMap(run -> run.scores().measures().stream())
                .distinct()
                .toList()) {
            JsonNumbers.put(json, measure.key(), mean(runs, run -> run.scores().mean(measure)));
        }
        return json;
    }

    /** {@return the mean of a value over runs} */
    public static double mean(List<ModelRun> runs, ToDoubleFunction<ModelRun> value) {
        return runs.stream().mapToDouble(value).average().orElse(Double.NaN);
    }
}
