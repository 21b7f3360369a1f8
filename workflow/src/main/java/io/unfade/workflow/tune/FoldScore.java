package io.unfade.workflow.tune;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Require;
import io.unfade.math.Vectors;
import io.unfade.validation.FoldResult;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a model gave for the series of a fold that it had not seen.
 *
 * @param predicted the class of each series; owned by this record, not to be changed
 * @param right how many of these are the true ones
 * @param losses minus the logarithm of the probability of the true class of each series, in nats; likewise
 * @param seconds that training and prediction took
 * @param failure why there is no model; null if there is one
 */
public record FoldScore(
        int[] predicted,
        int right,
        double[] losses,
        double seconds,
        @Nullable String failure) {
    private static final String FAILURE = "failure";

    /**
     * {@return the score of a result}
     *
     * @param labels the true classes of the held-out series
     * @param seconds that it took
     */
    public static FoldScore of(FoldResult result, int[] labels, double seconds) {
        double[][] probabilities = result.probabilities();
        int[] predicted = Arrays.stream(probabilities).mapToInt(Vectors::argMax).toArray();
        return new FoldScore(
                predicted,
                (int) IntStream.range(0, labels.length)
                        .filter(i -> predicted[i] == labels[i])
                        .count(),
                IntStream.range(0, labels.length)
                        .mapToDouble(i -> -Math.log(Math.max(probabilities[i][labels[i]], Double.MIN_VALUE)))
                        .toArray(),
                seconds,
                null);
    }

    /** {@return the score of a model that could not be trained} */
    public static FoldScore failed(String reason, double seconds) {
        return new FoldScore(new int[0], 0, new double[0], seconds, reason);
    }

    /** {@return the mean loss; infinite without a model} */
    double loss() {
        return failure == null ? Arrays.stream(losses).average().orElse(0) : Double.POSITIVE_INFINITY;
    }

    /** Adds the score to a JSON object. */
    void addTo(ObjectNode json) {
        json.put("seconds", seconds);
        if (failure != null) {
            json.put(FAILURE, failure);
            return;
        }
        var classes = json.putArray("predicted");
        Arrays.stream(predicted).forEach(classes::add);
        json.put("right", right);
        var each = json.putArray("losses");
        Arrays.stream(losses).forEach(each::add);
    }

    /**
     * {@return the score in a JSON object}
     *
     * @throws IllegalArgumentException if there is none
     */
    static FoldScore of(JsonNode json) {
        Require.argument(json.path("seconds").isNumber(), "'seconds' must be a number");
        double seconds = json.path("seconds").asDouble();
        if (json.has(FAILURE)) {
            return failed(json.path(FAILURE).asText(), seconds);
        }
        int[] predicted = values(json, "predicted").mapToInt(JsonNode::asInt).toArray();
        double[] losses = values(json, "losses").mapToDouble(JsonNode::asDouble).toArray();
        Require.argument(
                predicted.length == losses.length && losses.length > 0,
                "'predicted' and 'losses' must have one entry for each series");
        return new FoldScore(predicted, json.path("right").asInt(), losses, seconds, null);
    }

    private static Stream<JsonNode> values(JsonNode json, String key) {
        return StreamSupport.stream(json.path(key).spliterator(), false);
    }
}
