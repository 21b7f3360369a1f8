package io.unfade.fmri.clean;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares cleaning with {@code clean_reference.py}, which implements nilearn's definition with SciPy's detrending,
 * filter, spline and QR decomposition, but is not nilearn itself.
 */
class CleaningReferenceTest {
    /** Relative to a column's largest value; the loss in sections close to the unit circle. */
    private static final double RELATIVE = 1e-11;

    private static final JsonNode REFERENCE = reference();

    @ParameterizedTest
    @MethodSource("cases")
    void clean_case_agreesWithSciPy(String name) {
        JsonNode settings = REFERENCE.get("cases").get(name);
        double[][] expected = matrix(settings.get("expected"));
        double[][] confounds = settings.get("confounds").asBoolean() ? matrix(REFERENCE.get("confounds")) : null;
        double[][] cleaned = cleaning(settings)
                .clean(
                        matrix(REFERENCE.get("signals")),
                        confounds,
                        settings.get("tr").asDouble(),
                        kept(settings.get("kept")));
        assertThat(cleaned).hasDimensions(expected.length, expected[0].length);
        assertThat(largestDifference(cleaned, expected)).isLessThan(RELATIVE);
    }

    static Iterator<String> cases() {
        return REFERENCE.get("cases").fieldNames();
    }

    private static Cleaning cleaning(JsonNode settings) {
        double high = settings.get("high").asDouble(Double.NaN);
        double low = settings.get("low").asDouble(Double.NaN);
        Filter filter = switch (settings.get("kind").asText()) {
            case "butterworth" -> Filter.butterworth(high, low);
            case "cosine" -> Filter.cosine(high);
            default -> Filter.none();
        };
        return new Cleaning(
                settings.get("detrend").asBoolean(),
                filter,
                Standardize.valueOf(settings.get("standardize").asText()),
                settings.get("standardizeConfounds").asBoolean());
    }

    private static double largestDifference(double[][] found, double[][] expected) {
        double[] sizes = Columns.magnitudes(expected);
        double largest = 0;
        for (int t = 0; t < expected.length; t++) {
            for (int i = 0; i < sizes.length; i++) {
                double difference = Math.abs(found[t][i] - expected[t][i]) / sizes[i];
                assertThat(difference).isNotNaN();
                largest = Math.max(largest, difference);
            }
        }
        return largest;
    }

    private static double[][] matrix(JsonNode rows) {
        double[][] matrix = new double[rows.size()][];
        for (int t = 0; t < matrix.length; t++) {
            matrix[t] = new double[rows.get(t).size()];
            for (int i = 0; i < matrix[t].length; i++) {
                matrix[t][i] = rows.get(t).get(i).asDouble();
            }
        }
        return matrix;
    }

    private static boolean @Nullable [] kept(JsonNode list) {
        if (list.isNull()) {
            return null;
        }
        boolean[] kept = new boolean[list.size()];
        for (int t = 0; t < kept.length; t++) {
            kept[t] = list.get(t).asBoolean();
        }
        return kept;
    }

    private static JsonNode reference() {
        try (InputStream in = CleaningReferenceTest.class.getResourceAsStream("clean_reference.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
