package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.data.SeriesSet;
import io.unfade.metric.Classification;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How well a model classifies series.
 *
 * @param scores the measures
 * @param classNames by class index
 * @param series number of series
 */
public record Evaluation(Classification scores, List<String> classNames, int series) {
    /** {@return the evaluation of predictions for labelled series} */
    public static Evaluation of(double[][] probabilities, SeriesSet set) {
        int[] labels = IntStream.range(0, set.count()).map(set::label).toArray();
        List<String> names = set.classNames().subList(0, probabilities[0].length);
        return new Evaluation(Classification.of(probabilities, labels), names, set.count());
    }

    /**
     * {@return the evaluation of the explained predictions, for the labelled series with a class known to the model; empty if
     * there are none}
     */
    public static Optional<Evaluation> of(SaliencyMaps maps, SeriesSet set) {
        int[] known = IntStream.range(0, set.hasLabels() ? set.count() : 0)
                .filter(i -> set.label(i) < maps.classCount())
                .toArray();
        if (known.length == 0) {
            return Optional.empty();
        }
        double[][] probabilities = new double[known.length][maps.classCount()];
        for (int i = 0; i < known.length; i++) {
            for (int k = 0; k < probabilities[i].length; k++) {
                probabilities[i][k] = maps.probability(known[i], k);
            }
        }
        return Optional.of(of(probabilities, set.select(known)));
    }

    /** {@return the number of series labelled with a class unknown to the model} */
    public static int unknownLabels(SaliencyMaps maps, SeriesSet set) {
        return (int) IntStream.range(0, set.hasLabels() ? set.count() : 0)
                .filter(i -> set.label(i) >= maps.classCount())
                .count();
    }

    /** {@return the accuracy with its interval and the chance levels} */
    public Accuracy accuracy() {
        return Accuracy.of(scores);
    }

    /** {@return the measures for programs} */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("series", series);
        json.put("accuracy", scores.accuracy());
        accuracy().addTo(json);
        json.put("balancedAccuracy", scores.balancedAccuracy());
        json.put("logLoss", scores.logLoss());
        var classes = json.putArray("classes");
        for (int k = 0; k < classNames.size(); k++) {
            Classification.ClassScores one = scores.perClass().get(k);
            ObjectNode node = classes.addObject();
            node.put("name", classNames.get(k));
            JsonNumbers.put(node, "precision", one.precision());
            JsonNumbers.put(node, "recall", one.recall());
            JsonNumbers.put(node, "f1", one.f1());
            node.put("support", one.support());
        }
        var confusion = json.putArray("confusion");
        for (int[] row : scores.confusion()) {
            var cells = confusion.addArray();
            for (int count : row) {
                cells.add(count);
            }
        }
        return json;
    }

    /** {@return the measures for people} */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%d series: accuracy %s, balanced accuracy %s, log-loss %s%n%s%n%n",
                series,
                accuracy().text(),
                Text.number(scores.balancedAccuracy()),
                Text.number(scores.logLoss()),
                accuracy().chanceText()));
        return text.append(tables()).toString();
    }

    /** {@return the measures of each class and the confusion matrix for people} */
    public String tables() {
        return classTable() + '\n' + confusionTable();
    }

    private String classTable() {
        Text.Table table = new Text.Table("Class", "Precision", "Recall", "F1", "Series");
        for (int k = 0; k < classNames.size(); k++) {
            Classification.ClassScores one = scores.perClass().get(k);
            table.row(
                    classNames.get(k),
                    Text.number(one.precision()),
                    Text.number(one.recall()),
                    Text.number(one.f1()),
                    Integer.toString(one.support()));
        }
        return table.toString();
    }

    private String confusionTable() {
        String[] header = new String[classNames.size() + 1];
        header[0] = "True \\ predicted";
        for (int k = 0; k < classNames.size(); k++) {
            header[k + 1] = classNames.get(k);
        }
        Text.Table table = new Text.Table(header);
        for (int k = 0; k < classNames.size(); k++) {
            String[] row = new String[header.length];
            row[0] = classNames.get(k);
            for (int j = 0; j < classNames.size(); j++) {
                row[j + 1] = Integer.toString(scores.confusion()[k][j]);
            }
            table.row(row);
        }
        return table.toString();
    }
}
