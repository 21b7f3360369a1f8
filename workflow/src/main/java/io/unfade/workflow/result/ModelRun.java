package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.metric.MapMeasure;
import io.unfade.vanishing.Fading;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One model of a comparison: trained with one seed, tested, explained, scored.
 *
 * @param name of the kind of model
 * @param seed of data and model
 * @param epochs number of epochs run
 * @param evaluation on the test series
 * @param maps of the test series
 * @param scores of the maps
 * @param fading where in time the saliency lies
 */
public record ModelRun(
        String name, long seed, int epochs, Evaluation evaluation, SaliencyMaps maps, Scores scores, Fading fading) {

    /** {@return the share of test series classified correctly} */
    public double accuracy() {
        return evaluation.scores().accuracy();
    }

    /** {@return the share of saliency in the last 10 % of the steps} */
    public double shareInLast() {
        return fading.shareInLast(Fading.LAST_TENTH);
    }

    /** {@return the numbers for programs} */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("model", name);
        json.put("seed", seed);
        json.put("epochs", epochs);
        json.put("testAccuracy", accuracy());
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
