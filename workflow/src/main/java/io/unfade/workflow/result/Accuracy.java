package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.metric.Chance;
import io.unfade.metric.Classification;
import io.unfade.metric.Proportion;

import java.util.Locale;

/**
 * An accuracy with its interval and the chance levels.
 *
 * @param proportion the accuracy
 * @param chance the accuracy of guessing
 */
public record Accuracy(Proportion proportion, Chance chance) {
    private static final double CONFIDENCE = 0.95;

    /** {@return the accuracy of predictions, one per series} */
    public static Accuracy of(Classification scores) {
        int series = scores.perClass().stream()
                .mapToInt(Classification.ClassScores::support)
                .sum();
        return new Accuracy(Proportion.of(scores.accuracy(), series, CONFIDENCE), Chance.of(scores));
    }

    /** Adds interval and chance to a JSON object. */
    public void addTo(ObjectNode json) {
        ObjectNode interval = json.putObject("accuracyInterval");
        interval.put("low", proportion.low());
        interval.put("high", proportion.high());
        interval.put("confidence", proportion.confidence());
        ObjectNode levels = json.putObject("chance");
        levels.put("largestClass", chance.largestClass());
        levels.put("uniform", chance.uniform());
        json.put("aboveChance", proportion.isAbove(chance.largestClass()));
    }

    /** {@return the accuracy with its interval, such as "0.7083 (95 % interval 0.6106 to 0.7901)"} */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%s (95 %% interval %s to %s)",
                Text.number(proportion.share()),
                Text.number(proportion.low()),
                Text.number(proportion.high()));
    }

    /** {@return the interval in percent, such as "61.1 to 79.0 %"} */
    public String percentInterval() {
        return String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * proportion.low(), 100 * proportion.high());
    }

    /** {@return the comparison with the share of the largest class, in words} */
    public String verdict() {
        if (chance.largestClass() >= 1) {
            return "neither above nor below chance, since all series are of one class";
        }
        if (proportion.isAbove(chance.largestClass())) {
            return "above chance";
        }
        return proportion.isBelow(chance.largestClass()) ? "below chance" : "not distinguishable from chance";
    }

    /** {@return the chance levels and the verdict in a sentence} */
    public String chanceText() {
        return String.format(
                Locale.ROOT,
                "Chance: %s (always the largest class; any class alike: %s); the accuracy is %s",
                Text.number(chance.largestClass()),
                Text.number(chance.uniform()),
                verdict());
    }
}
