package io.unfade.experiments.mnist;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.data.source.TimeAxis;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.experiments.table.Measure;
import io.unfade.experiments.trial.Grid;
import io.unfade.experiments.trial.RunNumbers;
import io.unfade.experiments.trial.Trial;
import io.unfade.metric.Localization;
import io.unfade.vanishing.Diagnosis;
import io.unfade.vanishing.Fading;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The record of a model of digits. */
final class DigitRecord {
    private DigitRecord() {}

    /** {@return the columns of the tables} */
    static List<Measure> measures(Digits digits) {
        boolean rows = digits.timeAxis() == TimeAxis.ROWS;
        String steps = rows ? "rows" : "columns";
        String even = String.format(
                Locale.ROOT, "%.1f if spread evenly", 100 * digits.inkOverTime().uniformShareInLast(Fading.LAST_TENTH));
        return List.of(
                Measure.ACCURACY,
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
                Measure.EPOCHS);
    }

    /**
     * {@return the numbers of a run, computed by training, testing and explaining its model}
     *
     * @param withMaps whether to also keep the maps of one test digit per class
     */
    static ObjectNode of(Grid.Run<Digits> run, boolean withMaps) {
        Digits digits = run.on().data();
        TrainTestSplit standardized =
                run.pool().get("digits", digits::data, training -> Digits.standardizer(training.features()));
        try (Trial trial = run.train(standardized)) {
            SaliencyMaps maps = trial.maps();
            Fading fading = Diagnosis.fading(maps);
            double[] profile = fading.profile(maps.steps());
            double onInk = RunNumbers.mean(maps.count(), i -> shareOnInk(maps.absolute(i), digits.ink(i)));
            double inkShare = digits.inkShare();
            ObjectNode record = JsonNodeFactory.instance.objectNode();
            record.put("accuracy", 100 * trial.accuracy());
            record.put("onInk", 100 * onInk);
            record.put("inkShare", 100 * inkShare);
            record.put("enrichment", onInk / inkShare);
            record.put(
                    "rocAuc",
                    RunNumbers.mean(
                            maps.count(),
                            i -> Localization.of(maps.absolute(i), digits.ink(i))
                                    .rocAuc()));
            record.put("lastTenth", 100 * fading.shareInLast(Fading.LAST_TENTH));
            record.put(
                    "firstHalf",
                    100 * Arrays.stream(profile, 0, profile.length / 2).sum());
            record.put("halfLife", fading.halfLife());
            RunNumbers.putTraining(record, trial);
            RunNumbers.put(record, "profile", profile);
            if (withMaps) {
                ArrayNode all = record.putArray("digits");
                digits.firstOfEachClass().forEach(i -> put(all.addObject(), maps, digits, i));
            }
            return record;
        }
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
        RunNumbers.put(node, "image", digits.pixels(series));
        RunNumbers.put(node, "map", maps.absolute(series));
    }
}
