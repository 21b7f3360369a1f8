package io.unfade.serve.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Require;
import io.unfade.model.SeriesStream;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.RequestJson;

import java.io.IOException;

/** One series that a program sends step by step, in messages. Not thread-safe. */
public final class StreamedSeries {
    private final SeriesStream stream;
    private final HeldSteps held;
    private final double[] probabilities;

    public StreamedSeries(SeriesStream stream) {
        this.stream = stream;
        held = new HeldSteps(stream);
        probabilities = new double[stream.classes()];
    }

    /**
     * {@return the answer to a message: to the C {@code values} of a step, the number of the step, from 1, the
     * {@code probabilities} so far, and how much the {@code attention} holds of each step; to {@code reset}, step 0}
     *
     * @throws IllegalArgumentException if the message is wrong; the series is then unchanged
     * @throws IOException if it is no JSON
     */
    public ObjectNode answer(String message) throws IOException {
        JsonNode json = Json.MAPPER.readTree(message);
        Require.argument(json != null && json.isObject(), "a message must be a JSON object");
        ObjectNode answer = RequestJson.newObject();
        if (json.path("reset").asBoolean()) {
            stream.reset();
            held.reset();
            return answer.put("step", 0);
        }
        stream.step(values(json.path("values")), probabilities);
        answer.put("step", stream.steps());
        add(answer.putArray("probabilities"), probabilities);
        double[] weights = held.afterStep();
        if (weights.length > 0) {
            add(answer.putArray("attention"), weights);
        }
        return answer;
    }

    private double[] values(JsonNode values) {
        Require.argument(
                values.isArray() && values.size() == stream.features(),
                "'values' must be an array of %d numbers, one of each feature",
                stream.features());
        double[] step = new double[values.size()];
        for (int i = 0; i < step.length; i++) {
            JsonNode value = values.get(i);
            Require.argument(
                    value.isNumber() || value.isNull(), "value %d must be a number, or null where it is missing", i);
            step[i] = value.isNull() ? Double.NaN : value.doubleValue();
        }
        return step;
    }

    private static void add(ArrayNode array, double[] numbers) {
        for (double number : numbers) {
            array.add(number);
        }
    }
}
