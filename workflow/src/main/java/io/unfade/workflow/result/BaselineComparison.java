package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.baseline.Baselines;
import io.unfade.metric.BinomialTest;
import io.unfade.metric.Proportion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A model compared with guessing and with simple classifiers on the same series.
 *
 * <p>Guessing any class alike is right with probability 1/K. The model is better than that if it would be right so often,
 * or more often, with a probability of at most 0.05. It is better than a simple classifier if, of the series where just
 * one of the two is right, it is right on so many that a fair coin would reach as many with a probability of at most
 * 0.05. Both tests are exact, one-sided, and take the series as independent.
 *
 * @param judged what the series are, such as "validation series"
 * @param series their number, at least 1
 * @param classes K
 * @param right the number that the model classifies correctly
 * @param rows the simple classifiers
 * @param averages whether these see only the mean of each feature over time
 */
public record BaselineComparison(String judged, int series, int classes, int right, List<Row> rows, boolean averages) {
    /** The largest probability that is not put down to luck. */
    public static final double LEVEL = 0.05;

    private static final double LARGE_GAP = 0.15;
    private static final double CONFIDENCE = 0.95;

    /**
     * One simple classifier.
     *
     * @param key its name in files
     * @param title its name in texts
     * @param right the number of series it classifies correctly; -1 if it was not computed, because it would take too
     *     long
     * @param wins the number of series that only the model classifies correctly
     * @param losses the number of series that only the simple classifier classifies correctly
     */
    public record Row(String key, String title, int right, int wins, int losses) {
        static Row of(Baselines.Prediction prediction, int[] labels, int[] model) {
            int[] classes = prediction.classes().orElse(null);
            if (classes == null) {
                return new Row(prediction.key(), prediction.title(), -1, 0, 0);
            }
            int right = 0;
            int wins = 0;
            int losses = 0;
            for (int i = 0; i < labels.length; i++) {
                boolean simple = classes[i] == labels[i];
                boolean whole = model[i] == labels[i];
                right += simple ? 1 : 0;
                wins += whole && !simple ? 1 : 0;
                losses += simple && !whole ? 1 : 0;
            }
            return new Row(prediction.key(), prediction.title(), right, wins, losses);
        }

        /** {@return whether it was computed} */
        public boolean isKnown() {
            return right >= 0;
        }

        /** {@return the probability that an equally good model would be ahead like this by luck; NaN if unknown} */
        public double probability() {
            return isKnown() ? BinomialTest.sign(wins, losses) : Double.NaN;
        }
    }

    /** Copies the list. */
    public BaselineComparison {
        rows = List.copyOf(rows);
    }

    /**
     * {@return the comparison}
     *
     * @param judged what the series are, such as "validation series"
     * @param labels their classes
     * @param model the classes that the model predicts
     * @param classes K
     * @param baselines what the simple classifiers predict
     */
    public static BaselineComparison of(String judged, int[] labels, int[] model, int classes, Baselines baselines) {
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            right += labels[i] == model[i] ? 1 : 0;
        }
        List<Row> rows = baselines.predictions().stream()
                .map(prediction -> Row.of(prediction, labels, model))
                .toList();
        return new BaselineComparison(judged, labels.length, classes, right, rows, baselines.averages());
    }

    /** {@return the accuracy of some right answers; NaN for a negative number} */
    public double accuracy(int correct) {
        return correct < 0 ? Double.NaN : (double) correct / series;
    }

    /** {@return the accuracy of guessing any class alike} */
    public double chance() {
        return 1.0 / classes;
    }

    /** {@return the probability that guessing would be right as often} */
    public double chanceProbability() {
        return BinomialTest.atLeast(right, series, chance());
    }

    /** {@return whether the model is better than guessing, by more than luck} */
    public boolean isAboveChance() {
        return chanceProbability() <= LEVEL;
    }

    /** {@return the simple classifier with the most right answers; of equal ones the first} */
    public Row best() {
        Row best = rows.get(0);
        for (Row row : rows) {
            best = row.right() > best.right() ? row : best;
        }
        return best;
    }

    /** {@return whether the model is better than the best simple classifier, by more than luck} */
    public boolean isAboveBaselines() {
        return best().probability() <= LEVEL;
    }

    /**
     * {@return what should make a reader doubt the model, in sentences without a full stop; empty if nothing}
     *
     * @param trainingAccuracy the accuracy on the training series; NaN if unknown
     */
    public List<String> doubts(double trainingAccuracy) {
        List<String> doubts = new ArrayList<>();
        if (!isAboveChance()) {
            doubts.add(
                    Math.pow(chance(), series) > LEVEL
                            ? String.format(
                                    Locale.ROOT, "%d %s are too few to tell the model from chance", series, judged)
                            : String.format(
                                    Locale.ROOT,
                                    "the model is right on %s of %d %s, chance is %s: not distinguishable from chance (p = %s),"
                                            + " so its maps explain a model that has learnt little",
                                    Text.percent(accuracy(right)),
                                    series,
                                    judged,
                                    Text.percent(chance()),
                                    Text.number(chanceProbability())));
        } else if (!isAboveBaselines()) {
            doubts.add(String.format(
                    Locale.ROOT,
                    "the model is right on %s of %d %s, a simple classifier (%s) on %s%s",
                    Text.percent(accuracy(right)),
                    series,
                    judged,
                    best().title(),
                    Text.percent(accuracy(best().right())),
                    lead()));
        }
        Proportion accuracy = proportion();
        if (trainingAccuracy - accuracy.share() > LARGE_GAP && accuracy.isBelow(trainingAccuracy)) {
            doubts.add(String.format(
                    Locale.ROOT,
                    "the model is right on %s of its training series, but on %s of %d %s (95 %% interval %s to %s): it has"
                            + " learnt its training series by heart",
                    Text.percent(trainingAccuracy),
                    Text.percent(accuracy.share()),
                    series,
                    judged,
                    Text.percent(accuracy.low()),
                    Text.percent(accuracy.high())));
        }
        return doubts;
    }

    private Proportion proportion() {
        return Proportion.of(accuracy(right), series, CONFIDENCE);
    }

    private String lead() {
        if (right > best().right()) {
            return String.format(
                    Locale.ROOT, ": a lead that luck explains (p = %s)", Text.number(best().probability()));
        }
        return right == best().right() ? ", just as many" : ", which is better";
    }

    /** {@return the accuracies as a table for people} */
    public String table() {
        Text.Table table =
                new Text.Table("On " + series + " " + judged, "Accuracy", "Only the model right", "Only it right", "p");
        table.row("the model", Text.number(accuracy(right)), "", "", "");
        table.row("chance, any class alike", Text.number(chance()), "", "", Text.number(chanceProbability()));
        for (Row row : rows) {
            table.row(
                    row.title() + (row.isKnown() ? "" : " (not computed: too many series)"),
                    Text.number(accuracy(row.right())),
                    row.isKnown() ? Integer.toString(row.wins()) : "",
                    row.isKnown() ? Integer.toString(row.losses()) : "",
                    Text.number(row.probability()));
        }
        return table.toString();
    }

    /**
     * {@return the comparison for programs}
     *
     * @param trainingAccuracy as for {@link #doubts}
     */
    public ObjectNode json(double trainingAccuracy) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("judgedOn", judged);
        json.put("series", series);
        json.put("vectors", averages ? "means over time" : "cells");
        JsonNumbers.put(json, "trainingAccuracy", trainingAccuracy);
        json.put("accuracy", accuracy(right));
        ObjectNode interval = json.putObject("accuracyInterval");
        interval.put("low", proportion().low());
        interval.put("high", proportion().high());
        interval.put("confidence", CONFIDENCE);
        ObjectNode guessing = json.putObject("chance");
        guessing.put("accuracy", chance());
        guessing.put("p", chanceProbability());
        ArrayNode classifiers = json.putArray("classifiers");
        for (Row row : rows) {
            ObjectNode node = classifiers.addObject();
            node.put("name", row.key());
            JsonNumbers.put(node, "accuracy", accuracy(row.right()));
            node.put("onlyModelRight", row.wins());
            node.put("onlyItRight", row.losses());
            JsonNumbers.put(node, "p", row.probability());
        }
        json.put("best", best().key());
        json.put("aboveChance", isAboveChance());
        json.put("aboveClassifiers", isAboveBaselines());
        ArrayNode sentences = json.putArray("doubts");
        doubts(trainingAccuracy).forEach(sentences::add);
        return json;
    }

    /**
     * {@return the table and the doubts for people, after an empty line}
     *
     * @param trainingAccuracy as for {@link #doubts}
     */
    public String text(double trainingAccuracy) {
        return "\n\n" + table() + ModelDoubts.lines(doubts(trainingAccuracy)).stripTrailing();
    }
}
