package io.unfade.baseline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unfade.check.Progress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against scikit-learn; {@code reference.py} next to {@code reference.json} made the numbers. */
class ReferenceTest {
    private static final double EXACT = 1e-9;

    static Stream<JsonNode> cases() throws IOException {
        try (InputStream in = ReferenceTest.class.getResourceAsStream("reference.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void linearModel_choosesPenaltyAndScoresAsScikitLearn(JsonNode known) {
        int classes = known.path("classes").asInt();
        LinearModel.Solution solution =
                LinearModel.solve(vectors(known, "x"), integers(known, "labels"), classes, Progress.NONE);
        assertThat(solution.penalty()).isCloseTo(known.path("penalty").asDouble(), within(EXACT));
        double[][] scores = solution.scores(vectors(known, "tested"));
        for (int i = 0; i < scores.length; i++) {
            double[] expected = numbers(known.path("scores").path(i));
            if (expected.length == 1) { // the score of the second class of two
                expected = new double[] {-expected[0], expected[0]};
            }
            assertThat(scores[i]).containsExactly(expected, within(EXACT));
        }
    }

    /** The reference fits the regression again without each series. */
    @ParameterizedTest
    @MethodSource("cases")
    void linearModel_errorsOfSeriesLeftOut_areThoseOfFittingAgain(JsonNode known) {
        LinearModel.Solution solution = LinearModel.solve(
                vectors(known, "x"),
                integers(known, "labels"),
                known.path("classes").asInt(),
                Progress.NONE);
        double[] expected = numbers(known.path("errors"));
        for (int a = 0; a < expected.length; a++) {
            assertThat(solution.errors()[a]).isCloseTo(expected[a], within(1e-6 * expected[a]));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void classifiers_predictAsScikitLearn(JsonNode known) {
        assertThat(predicted(new LinearModel(), known)).containsExactly(integers(known, "linear"));
        assertThat(predicted(new NearestNeighbour(), known)).containsExactly(integers(known, "nearest"));
    }

    private static int[] predicted(BaselineClassifier classifier, JsonNode known) {
        return classifier
                .fit(
                        vectors(known, "x"),
                        integers(known, "labels"),
                        known.path("classes").asInt(),
                        Progress.NONE)
                .predict(vectors(known, "tested"), Progress.NONE);
    }

    private static SeriesVectors vectors(JsonNode known, String key) {
        return SeriesVectors.of(StreamSupport.stream(known.path(key).spliterator(), false)
                .map(ReferenceTest::numbers)
                .toArray(double[][]::new));
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static int[] integers(JsonNode known, String key) {
        return StreamSupport.stream(known.path(key).spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }
}
