package io.unfade.experiments.field.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.Baseline;
import io.unfade.check.Keyed;
import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.faithfulness.Masking;

import java.util.Arrays;

/**
 * How far the predictions move while cells are replaced in the order of a map: cumulative prediction difference (CPD), from the
 * largest |saliency| down, and preservation (CPP), from the smallest up. As in the published code the mean over the classes of
 * the absolute changes, summed over the replaced cells, and averaged over the series. They say nothing without what cells are
 * replaced with, and how many: both are kept with them.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>H. Jang, C. Kim, E. Yang, "TIMING: Temporality-Aware Integrated Gradients for Time Series Explanation", ICML 2025, arXiv
 *       2506.05035
 * </ol>
 *
 * @param reference what cells are replaced with, by key
 * @param cells K, how many cells of each series
 * @param cpd 0 or more, higher is better
 * @param cpp 0 or more, lower is better
 */
public record PredictionChange(String reference, int cells, double cpd, double cpp) {
    /**
     * {@return the changes for the maps of a masking}
     *
     * <p>Cost: two times K passes over its series.
     *
     * @param share of the cells of the longest series that are replaced, above 0, at most 1; at least one cell is
     * @throws java.util.concurrent.CancellationException if the progress was cancelled
     */
    public static PredictionChange of(Masking masking, double share, Progress progress) {
        Require.argument(share > 0 && share <= 1, "the share of replaced cells must be in (0, 1], but was %s", share);
        int cells = Math.max(1, (int)
                Math.round(share * masking.set().steps() * masking.set().features()));
        int classes = masking.maps().classCount();
        return new PredictionChange(
                masking.fill().key(),
                cells,
                mean(masking.cumulativeDifference(progress, cells)) / classes,
                mean(masking.cumulativePreservation(progress, cells)) / classes);
    }

    private static double mean(double[] sums) {
        return Arrays.stream(sums).average().orElse(Double.NaN);
    }

    /** {@return what cells are replaced with} */
    public Baseline fill() {
        return Keyed.of(Baseline.class, "reference", reference);
    }

    /** {@return the numbers with what they depend on} */
    public ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("reference", reference)
                .put("cells", cells)
                .put("cpd", cpd)
                .put("cpp", cpp);
    }

    /** {@return the changes that were written by {@link #json}} */
    public static PredictionChange of(JsonNode json) {
        return new PredictionChange(
                json.path("reference").asText(),
                json.path("cells").asInt(),
                json.path("cpd").asDouble(Double.NaN),
                json.path("cpp").asDouble(Double.NaN));
    }
}
