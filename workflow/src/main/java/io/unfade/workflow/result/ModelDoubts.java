package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.metric.BinomialTest;
import io.unfade.metric.Chance;
import io.unfade.model.Model;
import io.unfade.model.TrainedModel;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reasons to doubt a model, and so its maps: a map of a model that has learnt little explains little. */
public final class ModelDoubts {
    private ModelDoubts() {}

    /**
     * {@return all known reasons, in sentences without a full stop; empty if there are none}
     *
     * @param model with what training found out on its validation series
     * @param evaluation on the series explained; null if their classes are unknown
     */
    public static List<String> of(Model model, @Nullable Evaluation evaluation) {
        List<String> doubts = new ArrayList<>(model.doubts());
        if (evaluation != null) {
            of(evaluation).ifPresent(doubts::add);
        }
        for (JsonNode sentence : found(model).path("doubts")) {
            doubts.add(sentence.asText());
        }
        doubts.addAll(NoiseDoubts.of(training(model)));
        return doubts;
    }

    /** {@return what training found out about the model on its validation series; missing if unknown} */
    private static JsonNode found(Model model) {
        return training(model).path("baselines");
    }

    private static JsonNode training(Model model) {
        ObjectNode provenance = model instanceof TrainedModel trained ? trained.provenance() : null;
        return provenance == null ? MissingNode.getInstance() : provenance.path("training");
    }

    /** Adds the doubts to a result in JSON, and the numbers of training that they rest on. */
    public static void addTo(ObjectNode json, Model model, List<String> doubts) {
        ArrayNode sentences = json.putArray("doubts");
        doubts.forEach(sentences::add);
        json.set("validation", found(model) instanceof ObjectNode numbers ? numbers : null);
    }

    /**
     * {@return the doubt that accuracy on the explained series gives rise to: it is not better than chance, which is the
     * larger of 1/K and the share of the largest class, by the exact binomial test at 0.05. Empty if even a perfect
     * model could not be told from chance, because the series are few or of one class}
     */
    public static Optional<String> of(Evaluation evaluation) {
        Chance chance = evaluation.accuracy().chance();
        double level = Math.max(chance.uniform(), chance.largestClass());
        int series = evaluation.series();
        double accuracy = evaluation.scores().accuracy();
        int right = (int) Math.round(accuracy * series);
        if (BinomialTest.atLeast(series, series, level) > BaselineComparison.LEVEL
                || BinomialTest.atLeast(right, series, level) <= BaselineComparison.LEVEL) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "the model is right on %s of these %d series, chance is %s: its maps explain a model that has learnt little",
                Text.percent(accuracy),
                series,
                Text.percent(level)));
    }

    /** {@return the doubts as lines for people, each with a line end} */
    public static String lines(List<String> doubts) {
        return doubts.stream().map(doubt -> "Warning: " + doubt + "\n").collect(Collectors.joining());
    }
}
