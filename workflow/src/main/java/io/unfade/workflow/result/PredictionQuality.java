package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.math.Vectors;
import io.unfade.metric.Bootstrap;
import io.unfade.metric.Calibration;
import io.unfade.metric.Ranking;
import io.unfade.metric.RankingIntervals;
import io.unfade.metric.Threshold;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the predicted probabilities of labelled series are worth: how they rank the series, and whether they mean what
 * they say.
 *
 * @param balanced balanced accuracy with its 95 % percentile bootstrap interval over series
 * @param rankings of each class against all others
 * @param intervals 95 % percentile bootstrap intervals of the areas of each ranking
 * @param calibration of all predictions
 */
public record PredictionQuality(
        Bootstrap.Interval balanced,
        List<Ranking> rankings,
        List<RankingIntervals> intervals,
        Calibration calibration) {
    private static final double CONFIDENCE = 0.95;
    private static final int RESAMPLES = 2_000;
    private static final long SEED = 0;

    /**
     * {@return the quality of predictions}
     *
     * @param probabilities {@code (n, K)}
     * @param labels n classes, each in 0..K-1
     */
    public static PredictionQuality of(double[][] probabilities, int[] labels) {
        int classes = probabilities[0].length;
        boolean[] right = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            right[i] = Vectors.argMax(probabilities[i]) == labels[i];
        }
        return new PredictionQuality(
                Bootstrap.interval(
                        labels.length,
                        drawn -> balancedAccuracy(drawn, labels, right, classes),
                        CONFIDENCE,
                        RESAMPLES,
                        SEED),
                Ranking.ofClasses(probabilities, labels),
                RankingIntervals.ofClasses(probabilities, labels, CONFIDENCE, RESAMPLES, SEED),
                Calibration.of(probabilities, labels));
    }

    private static double balancedAccuracy(int[] drawn, int[] labels, boolean[] right, int classes) {
        int[] counts = new int[classes];
        int[] hits = new int[classes];
        for (int i : drawn) {
            counts[labels[i]]++;
            hits[labels[i]] += right[i] ? 1 : 0;
        }
        double sum = 0;
        int occurring = 0;
        for (int k = 0; k < classes; k++) {
            if (counts[k] > 0) {
                sum += (double) hits[k] / counts[k];
                occurring++;
            }
        }
        return sum / occurring;
    }

    /** Adds the measures to those of an evaluation in JSON. */
    public void addTo(ObjectNode json) {
        put(json, "balancedAccuracyInterval", balanced);
        json.put("brier", calibration.brier());
        json.put("expectedCalibrationError", calibration.expectedError());
        ArrayNode bins = json.putArray("calibration");
        for (Calibration.Bin bin : calibration.bins()) {
            ObjectNode node = bins.addObject();
            node.put("confidence", bin.confidence());
            node.put("accuracy", bin.accuracy());
            node.put("series", bin.count());
        }
        for (int k = 0; k < rankings.size(); k++) {
            ObjectNode node = (ObjectNode) json.path("classes").path(k);
            Ranking ranking = rankings.get(k);
            JsonNumbers.put(node, "rocAuc", ranking.rocAuc());
            put(node, "rocAucInterval", intervals.get(k).rocAuc());
            JsonNumbers.put(node, "averagePrecision", ranking.averagePrecision());
            put(node, "averagePrecisionInterval", intervals.get(k).averagePrecision());
            ObjectNode thresholds = node.putObject("thresholds");
            put(thresholds, "f1", Threshold.ofLargestF1(ranking));
            put(thresholds, "youden", Threshold.ofLargestYouden(ranking));
        }
    }

    private static void put(ObjectNode node, String key, Bootstrap.Interval interval) {
        ObjectNode json = node.putObject(key);
        JsonNumbers.put(json, "low", interval.low());
        JsonNumbers.put(json, "high", interval.high());
        json.put("confidence", CONFIDENCE);
        json.put("resamples", RESAMPLES);
    }

    private static void put(ObjectNode node, String measure, Optional<Threshold> threshold) {
        if (threshold.isEmpty()) {
            node.putNull(measure);
            return;
        }
        ObjectNode json = node.putObject(measure);
        json.put("probability", threshold.get().value());
        json.put(measure, threshold.get().measure());
        json.put("precision", threshold.get().precision());
        json.put("recall", threshold.get().recall());
    }

    /** {@return the measures for people} */
    public String text(List<String> classNames) {
        Text.Table table = new Text.Table(
                "Class against all others", "ROC AUC", "95 % interval", "Average precision", "95 % interval");
        for (int k = 0; k < rankings.size(); k++) {
            table.row(
                    classNames.get(k),
                    Text.number(rankings.get(k).rocAuc()),
                    text(intervals.get(k).rocAuc()),
                    Text.number(rankings.get(k).averagePrecision()),
                    text(intervals.get(k).averagePrecision()));
        }
        return String.format(
                        Locale.ROOT,
                        "Balanced accuracy %s (95 %% interval %s); Brier score %s, expected calibration error %s%n%n",
                        Text.number(balanced.mean()),
                        text(balanced),
                        Text.number(calibration.brier()),
                        Text.number(calibration.expectedError()))
                + table;
    }

    private static String text(Bootstrap.Interval interval) {
        return Double.isNaN(interval.low())
                ? Text.number(Double.NaN)
                : Text.number(interval.low()) + " to " + Text.number(interval.high());
    }
}
