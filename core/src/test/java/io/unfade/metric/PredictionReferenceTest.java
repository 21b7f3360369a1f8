package io.unfade.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against scikit-learn and NumPy; {@code reference.py} next to {@code reference.json} made the numbers. */
class PredictionReferenceTest {
    private static final double EXACT = 1e-12;

    /** A minimum found by comparing values is known to about the root of their rounding. */
    private static final double MINIMIZED = 1e-6;

    static Stream<JsonNode> cases() throws IOException {
        try (InputStream in = PredictionReferenceTest.class.getResourceAsStream("reference.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ranking_ofEveryClass_isThatOfScikitLearn(JsonNode known) {
        List<Ranking> rankings = Ranking.ofClasses(probabilities(known), labels(known));
        assertThat(rankings.stream().mapToDouble(Ranking::rocAuc).toArray())
                .containsExactly(numbers(known.path("rocAuc")), within(EXACT));
        assertThat(rankings.stream().mapToDouble(Ranking::averagePrecision).toArray())
                .containsExactly(numbers(known.path("averagePrecision")), within(EXACT));
    }

    /** The areas under the curves, by trapezoids and by steps, are the measures. */
    @ParameterizedTest
    @MethodSource("cases")
    void ranking_curves_encloseTheMeasures(JsonNode known) {
        for (Ranking ranking : Ranking.ofClasses(probabilities(known), labels(known))) {
            double roc = 0;
            double steps = 0;
            double[] x = ranking.falsePositiveRate();
            double[] recall = ranking.recall();
            for (int i = 1; i < x.length; i++) {
                roc += (x[i] - x[i - 1]) * (recall[i] + recall[i - 1]) / 2;
                steps += (recall[i] - recall[i - 1]) * ranking.precision()[i];
            }
            assertThat(roc).isCloseTo(ranking.rocAuc(), within(EXACT));
            assertThat(steps).isCloseTo(ranking.averagePrecision(), within(EXACT));
            assertThat(x[x.length - 1]).isEqualTo(1);
            assertThat(recall[x.length - 1]).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void thresholds_ofEveryClass_areThoseOfScikitLearn(JsonNode known) {
        List<Ranking> rankings = Ranking.ofClasses(probabilities(known), labels(known));
        for (int k = 0; k < rankings.size(); k++) {
            assertThreshold(
                    Threshold.ofLargestF1(rankings.get(k)), known.path("f1").path(k));
            assertThreshold(
                    Threshold.ofLargestYouden(rankings.get(k)),
                    known.path("youden").path(k));
        }
    }

    private static void assertThreshold(Optional<Threshold> found, JsonNode known) {
        Threshold threshold = found.orElseThrow();
        assertThat(new double[] {threshold.value(), threshold.measure(), threshold.precision(), threshold.recall()})
                .containsExactly(numbers(known), within(EXACT));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void temperature_isThatOfSciPy(JsonNode known) {
        double expected = known.path("temperature").asDouble();
        if (expected > 0) {
            double[][] logits = Arrays.stream(probabilities(known))
                    .map(row -> Arrays.stream(row).map(Math::log).toArray())
                    .toArray(double[][]::new);
            assertThat(TemperatureScaling.fit(logits, labels(known)).temperature())
                    .isCloseTo(expected, within(MINIMIZED));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void calibration_isThatOfNumPy(JsonNode known) {
        Calibration calibration = Calibration.of(probabilities(known), labels(known));
        assertThat(calibration.brier()).isCloseTo(known.path("brier").asDouble(), within(EXACT));
        assertThat(calibration.expectedError())
                .isCloseTo(known.path("calibrationError").asDouble(), within(EXACT));
        assertThat(calibration.bins().stream().mapToInt(Calibration.Bin::count).sum())
                .isEqualTo(labels(known).length);
    }

    private static double[][] probabilities(JsonNode known) {
        return StreamSupport.stream(known.path("probabilities").spliterator(), false)
                .map(PredictionReferenceTest::numbers)
                .toArray(double[][]::new);
    }

    private static int[] labels(JsonNode known) {
        return StreamSupport.stream(known.path("labels").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
