package io.unfade.metric;

import io.unfade.check.Require;

import java.util.Arrays;

/**
 * Which cells of a map are found when the map itself sets the threshold: the cells above the threshold of {@link Otsu} are
 * found, the others not. No share of informative cells needs to be known. None is found in a map of equal scores.
 *
 * @param precision share of the found cells that are informative, 0..1; NaN if none is found
 * @param recall share of the informative cells that are found, 0..1; NaN if none is informative
 * @param f1 2 hits / (found + informative), 0..1; NaN if there are neither
 */
public record Detection(double precision, double recall, double f1) {
    /**
     * {@return what is found in one map}
     *
     * <p>O(n log n) time.
     *
     * @param scores of the real cells of one series, at least one, finite
     * @param reference whether each of the same cells is informative
     */
    public static Detection of(double[] scores, boolean[] reference) {
        Require.size("the reference of the scored cells", scores.length, reference.length);
        double[] rescaled = Localization.rescale(scores);
        double[] sorted = rescaled.clone();
        Arrays.sort(sorted);
        int below = Otsu.below(sorted);
        double lowest = below == 0 ? Double.POSITIVE_INFINITY : sorted[below];
        int found = 0;
        int informative = 0;
        int hits = 0;
        for (int i = 0; i < rescaled.length; i++) {
            boolean above = rescaled[i] >= lowest;
            found += above ? 1 : 0;
            informative += reference[i] ? 1 : 0;
            hits += above && reference[i] ? 1 : 0;
        }
        return new Detection((double) hits / found, (double) hits / informative, 2.0 * hits / (found + informative));
    }
}
