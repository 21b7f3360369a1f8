package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.metric.Calibration;
import io.unfade.metric.Classification;
import io.unfade.metric.TemperatureScaling;

/**
 * What a temperature does to the probabilities of the series that it was fitted on.
 *
 * @param scaling the temperature
 * @param series their number
 * @param before without the temperature
 * @param after with it; the same if there is none
 */
public record CalibrationReport(TemperatureScaling scaling, int series, Quality before, Quality after) {
    /**
     * What probabilities are worth.
     *
     * @param logLoss the cross-entropy in nats
     * @param expectedError expected calibration error, 0..1
     */
    public record Quality(double logLoss, double expectedError) {
        /** {@return that of predictions} */
        public static Quality of(double[][] probabilities, int[] labels) {
            return new Quality(
                    Classification.of(probabilities, labels).logLoss(),
                    Calibration.of(probabilities, labels).expectedError());
        }

        private ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("logLoss", logLoss);
            json.put("expectedCalibrationError", expectedError);
            return json;
        }
    }

    /** {@return this for programs} */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("temperature", scaling.temperature());
        json.put("fitted", scaling.outcome() == TemperatureScaling.Outcome.MINIMUM);
        json.put("series", series);
        json.set("before", before.json());
        json.set("after", after.json());
        return json;
    }

    /** {@return this for people, in a paragraph} */
    public String text() {
        return switch (scaling.outcome()) {
            case MINIMUM ->
                "Temperature " + Text.number(scaling.temperature()) + ", fitted on the " + series
                        + " validation series: cross-entropy " + change(before.logLoss(), after.logLoss())
                        + ", expected calibration error " + change(before.expectedError(), after.expectedError())
                        + ". It was chosen by these series, so what it does for others can be a little less.";
            case LOWER_IS_BETTER ->
                unfitted("the model puts the right class first for each of the " + series
                        + " validation series, or nearly so, and the lower the temperature, the less cross-entropy");
            case HIGHER_IS_BETTER ->
                unfitted("on the " + series
                        + " validation series the probabilities are no better than equal ones, and the higher the temperature,"
                        + " the less cross-entropy");
        };
    }

    private static String change(double from, double to) {
        return Text.number(from) + " before, " + Text.number(to) + " after";
    }

    private String unfitted(String why) {
        return "No temperature was fitted: " + why + ". It stays 1; cross-entropy " + Text.number(before.logLoss())
                + ", expected calibration error " + Text.number(before.expectedError()) + ".";
    }
}
