package io.unfade.experiments.mnist;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.data.source.TimeAxis;
import io.unfade.data.synth.TrainTest;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.trial.MapRecord;
import io.unfade.experiments.trial.Trial;
import io.unfade.metric.Localization;
import io.unfade.vanishing.Diagnosis;
import io.unfade.vanishing.Fading;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** What is kept of a model of digits. */
final class DigitRecord {
    static final double LAST = 0.1;

    private DigitRecord() {}

    /** {@return the columns of the tables} */
    static List<Measure> measures(Digits digits) {
        boolean rows = digits.timeAxis() == TimeAxis.ROWS;
        String steps = rows ? "rows" : "columns";
        String even = String.format(
                Locale.ROOT, "%.1f if spread evenly", 100 * digits.inkOverTime().uniformShareInLast(LAST));
        return List.of(
                new Measure("accuracy", "Accuracy", "%", 1, "higher"),
                new Measure("onInk", "Saliency on ink", "%", 1, "higher; ink's share of the cells if spread evenly"),
                new Measure("inkShare", "Ink's share of the cells", "%", 1, ""),
                new Measure(
                        "enrichment",
                        "Saliency on ink / ink's share of the cells",
                        "",
                        2,
                        "higher; 1 if spread evenly"),
                new Measure("rocAuc", "ROC AUC of saliency against ink", "", 3, "higher; 0.5 is chance"),
                new Measure("lastTenth", "Saliency in the last 10 % of " + steps, "%", 1, even),
                new Measure(
                        "firstHalf",
                        "Saliency in the " + (rows ? "upper" : "left") + " half of " + steps,
                        "%",
                        1,
                        "50 if spread evenly"),
                new Measure(
                        "halfLife",
                        "Half-life of saliency, from the end",
                        steps,
                        1,
                        (digits.steps() + 1) / 2 + " if spread evenly"),
                new Measure("epochs", "Epochs trained", "", 0, ""));
    }

    /**
     * {@return the numbers of a model, computed by training, testing and explaining it}
     *
     * @param standardized the digits as the model sees them
     * @param digits the same as they are in the files
     * @param withMaps whether the maps of one test digit of each class are kept too
     */
    static ObjectNode of(Trial.Recipe recipe, TrainTest standardized, Digits digits, long seed, boolean withMaps) {
        try (Trial trial = Trial.run(recipe, standardized, seed)) {
            SaliencyMaps maps = trial.maps();
            Fading fading = Diagnosis.fading(maps);
            double[] profile = fading.profile(maps.steps());
            double onInk = mean(maps, i -> shareOnInk(maps.absolute(i), digits.ink(i)));
            double inkShare = digits.inkShare();
            ObjectNode record = JsonNodeFactory.instance.objectNode();
            record.put("accuracy", 100 * trial.accuracy());
            record.put("onInk", 100 * onInk);
            record.put("inkShare", 100 * inkShare);
            record.put("enrichment", onInk / inkShare);
            record.put(
                    "rocAuc",
                    mean(
                            maps,
                            i -> Localization.of(maps.absolute(i), digits.ink(i))
                                    .rocAuc()));
            record.put("lastTenth", 100 * fading.shareInLast(LAST));
            record.put(
                    "firstHalf",
                    100 * Arrays.stream(profile, 0, profile.length / 2).sum());
            record.put("halfLife", fading.halfLife());
            record.put("epochs", trial.result().history().size());
            record.put("bestEpoch", trial.result().bestEpoch());
            record.put("stopped", trial.result().stop().reason());
            MapRecord.put(record, "profile", profile);
            if (withMaps) {
                ArrayNode all = record.putArray("digits");
                digits.firstOfEachClass().forEach(i -> put(all.addObject(), maps, digits, i));
            }
            return record;
        }
    }

    private static double mean(SaliencyMaps maps, IntToDoubleFunction measure) {
        return IntStream.range(0, maps.count())
                .mapToDouble(measure)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    /** {@return the share of a map that lies on ink, 0..1; NaN for a map of zeros} */
    private static double shareOnInk(double[] map, boolean[] ink) {
        double inside = 0;
        double all = 0;
        for (int i = 0; i < map.length; i++) {
            inside += ink[i] ? map[i] : 0;
            all += map[i];
        }
        return inside / all;
    }

    private static void put(ObjectNode node, SaliencyMaps maps, Digits digits, int series) {
        int predicted = maps.predicted(series);
        node.put("series", series);
        node.put("label", digits.test().classNames().get(digits.test().label(series)));
        node.put("predicted", digits.test().classNames().get(predicted));
        node.put("probability", maps.probability(series, predicted));
        MapRecord.put(node, "image", digits.pixels(series));
        MapRecord.put(node, "map", maps.absolute(series));
    }
}
