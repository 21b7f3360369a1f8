package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.math.Vectors;
import io.unfade.metric.Bootstrap;
import io.unfade.metric.Calibration;
import io.unfade.metric.Ranking;

import java.util.List;
import java.util.Locale;

/**
 * What the predicted probabilities of labelled series are worth: how they rank the series, and whether they mean what
 * they say.
 *
 * @param balanced balanced accuracy with its 95 % percentile bootstrap interval over series
 * @param rankings of each class against all others
 * @param calibration of all predictions
 */
public record PredictionQuality(Bootstrap.Interval balanced, List<Ranking> rankings, Calibration calibration) {
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
        ObjectNode interval = json.putObject("balancedAccuracyInterval");
        interval.put("low", balanced.low());
        interval.put("high", balanced.high());
        interval.put("confidence", CONFIDENCE);
        interval.put("resamples", RESAMPLES);
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
            JsonNumbers.put(node, "rocAuc", rankings.get(k).rocAuc());
            JsonNumbers.put(node, "averagePrecision", rankings.get(k).averagePrecision());
        }
    }

    /** {@return the measures for people} */
    public String text(List<String> classNames) {
        Text.Table table = new Text.Table("Class against all others", "ROC AUC", "Average precision");
        for (int k = 0; k < rankings.size(); k++) {
            table.row(
                    classNames.get(k),
                    Text.number(rankings.get(k).rocAuc()),
                    Text.number(rankings.get(k).averagePrecision()));
        }
        return String.format(
                        Locale.ROOT,
                        "Balanced accuracy %s (95 %% interval %s to %s); Brier score %s, expected calibration error %s%n%n",
                        Text.number(balanced.mean()),
                        Text.number(balanced.low()),
                        Text.number(balanced.high()),
                        Text.number(calibration.brier()),
                        Text.number(calibration.expectedError()))
                + table;
    }
}
