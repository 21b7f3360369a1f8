package io.unfade.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The result of one epoch.
 *
 * @param epoch 1 for the first
 * @param trainingLoss mean over the epoch, with dropout, augmentation and smoothed labels, while the weights changed
 * @param trainingAccuracy likewise, in 0..1
 * @param validationLoss after the epoch, of labels that are not smoothed; NaN without validation series
 * @param validationAccuracy after the epoch, in 0..1; NaN without validation series
 */
public record EpochResult(
        int epoch, double trainingLoss, double trainingAccuracy, double validationLoss, double validationAccuracy) {
    /** {@return this as JSON; unknown values are null} */
    public ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("epoch", epoch);
        put(node, "trainingLoss", trainingLoss);
        put(node, "trainingAccuracy", trainingAccuracy);
        put(node, "validationLoss", validationLoss);
        put(node, "validationAccuracy", validationAccuracy);
        return node;
    }

    static EpochResult of(JsonNode node) {
        return new EpochResult(
                node.path("epoch").asInt(),
                node.path("trainingLoss").asDouble(Double.NaN),
                node.path("trainingAccuracy").asDouble(Double.NaN),
                node.path("validationLoss").asDouble(Double.NaN),
                node.path("validationAccuracy").asDouble(Double.NaN));
    }

    private static void put(ObjectNode node, String key, double value) {
        if (Double.isFinite(value)) {
            node.put(key, value);
        } else {
            node.putNull(key);
        }
    }
}
