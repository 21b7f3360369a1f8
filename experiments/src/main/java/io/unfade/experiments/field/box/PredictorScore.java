package io.unfade.experiments.field.box;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.SeriesSet;
import io.unfade.metric.Classification;
import io.unfade.metric.Ranking;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.PreparedSeries;
import io.unfade.model.TrainedModel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well a model predicts the test series, without which its maps say little.
 *
 * @param accuracy share of right classes, 0..1
 * @param macroF1 mean F1 of the classes that occur or are predicted, 0..1
 * @param rocAuc area under the ROC curve of the second of two classes, or the mean over more classes, each against the rest;
 *     NaN if only one class occurs
 */
public record PredictorScore(double accuracy, double macroF1, double rocAuc) {
    private static final int BATCH = 50;

    /** {@return the score of series with a class each} */
    public static PredictorScore ofSeries(TrainedModel model, SeriesSet test) {
        int[] labels = IntStream.range(0, test.count()).map(test::label).toArray();
        return of(model.probabilities(test, BATCH), labels);
    }

    /**
     * {@return the score of all steps of series together}
     *
     * @param model that reads forwards
     * @param classes of each step, {@code (n, T)}
     */
    public static PredictorScore ofSteps(TrainedModel model, SeriesSet test, int[][] classes) {
        PreparedSeries prepared = model.prepare(test);
        List<double[]> probabilities = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int[] rows : prepared.batches(BATCH)) {
            Inputs inputs = prepared.inputs(rows);
            double[][][] ofSteps = model.outputsOfPrefixes(inputs, 1, Output.PROBABILITY);
            for (int b = 0; b < rows.length; b++) {
                for (int t = 0; t < ofSteps[b].length; t++) {
                    probabilities.add(ofSteps[b][t]);
                    labels.add(classes[rows[b]][t]);
                }
            }
        }
        return of(
                probabilities.toArray(double[][]::new),
                labels.stream().mapToInt(Integer::intValue).toArray());
    }

    private static PredictorScore of(double[][] probabilities, int... labels) {
        Classification found = Classification.of(probabilities, labels);
        double macro = found.perClass().stream()
                .mapToDouble(Classification.ClassScores::f1)
                .filter(Double::isFinite)
                .average()
                .orElseThrow();
        List<Ranking> rankings = Ranking.ofClasses(probabilities, labels);
        double area = (rankings.size() == 2 ? rankings.subList(1, 2) : rankings)
                .stream()
                        .mapToDouble(Ranking::rocAuc)
                        .filter(Double::isFinite)
                        .average()
                        .orElse(Double.NaN);
        return new PredictorScore(found.accuracy(), macro, area);
    }

    /** Adds the numbers to a record. */
    public void putInto(ObjectNode record) {
        record.put("accuracy", accuracy);
        record.put("macroF1", macroF1);
        record.put("predictorRocAuc", rocAuc);
    }
}
