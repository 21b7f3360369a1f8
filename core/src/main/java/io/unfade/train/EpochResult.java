package io.unfade.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.train.augment.AdaptiveNoise;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The result of one epoch.
 *
 * @param epoch 1 for the first
 * @param trainingLoss mean over the epoch, with dropout, augmentation, smoothed labels and the divergence of
 *     saliency-guided training, while the weights changed
 * @param trainingAccuracy likewise, in 0..1
 * @param validationLoss after the epoch, of labels that are not smoothed; NaN without validation series
 * @param validationAccuracy after the epoch, in 0..1; NaN without validation series
 * @param noisedValidationAccuracy likewise, of series with {@link AdaptiveNoise} of the level {@code noiseLevel}; NaN
 *     without such noise too
 * @param noiseLevel of the {@link AdaptiveNoise} after the epoch; NaN without such noise
 */
public record EpochResult(
        int epoch,
        double trainingLoss,
        double trainingAccuracy,
        double validationLoss,
        double validationAccuracy,
        double noisedValidationAccuracy,
        double noiseLevel) {
    /** {@return this as JSON; unknown values are null} */
    public ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("epoch", epoch);
        put(node, "trainingLoss", trainingLoss);
        put(node, "trainingAccuracy", trainingAccuracy);
        put(node, "validationLoss", validationLoss);
        put(node, "validationAccuracy", validationAccuracy);
        if (hasNoise()) {
            put(node, "noisedValidationAccuracy", noisedValidationAccuracy);
            put(node, "noiseLevel", noiseLevel);
        }
        return node;
    }

    /** {@return the numbers that are known, by name; loss and accuracy are those of the training series} */
    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("epoch", (double) epoch);
        values.put("loss", trainingLoss);
        values.put("accuracy", trainingAccuracy);
        values.put("validationLoss", validationLoss);
        values.put("validationAccuracy", validationAccuracy);
        values.put("noisedValidationAccuracy", noisedValidationAccuracy);
        values.put("noiseLevel", noiseLevel);
        values.values().removeIf(value -> !Double.isFinite(value));
        return values;
    }

    /** {@return whether there is adaptive noise} */
    public boolean hasNoise() {
        return !Double.isNaN(noiseLevel);
    }

    /**
     * {@return the mean of the results of an epoch: of noise levels the geometric one; its number is the latest of
     * theirs}
     */
    static EpochResult mean(List<EpochResult> results) {
        return new EpochResult(
                results.stream().mapToInt(EpochResult::epoch).max().orElseThrow(),
                mean(results, EpochResult::trainingLoss),
                mean(results, EpochResult::trainingAccuracy),
                mean(results, EpochResult::validationLoss),
                mean(results, EpochResult::validationAccuracy),
                mean(results, EpochResult::noisedValidationAccuracy),
                results.size() == 1
                        ? results.get(0).noiseLevel()
                        : Math.exp(mean(results, result -> Math.log(result.noiseLevel()))));
    }

    private static double mean(List<EpochResult> results, ToDoubleFunction<EpochResult> number) {
        return results.stream().mapToDouble(number).average().orElse(Double.NaN);
    }

    static EpochResult of(JsonNode node) {
        return new EpochResult(
                node.path("epoch").asInt(),
                node.path("trainingLoss").asDouble(Double.NaN),
                node.path("trainingAccuracy").asDouble(Double.NaN),
                node.path("validationLoss").asDouble(Double.NaN),
                node.path("validationAccuracy").asDouble(Double.NaN),
                node.path("noisedValidationAccuracy").asDouble(Double.NaN),
                node.path("noiseLevel").asDouble(Double.NaN));
    }

    private static void put(ObjectNode node, String key, double value) {
        if (Double.isFinite(value)) {
            node.put(key, value);
        } else {
            node.putNull(key);
        }
    }
}
