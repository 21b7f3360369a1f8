package io.unfade.metric;

import io.unfade.check.Require;

import java.util.Arrays;

/**
 * Which cells of a map are found when the map itself sets the threshold, so that no share of informative cells needs to be
 * known. Where more than half of the cells have the least score, the map is a selection already, and all others are found,
 * however low. Else the cells above the threshold of {@link Otsu} are found. None is found in a map of equal scores.
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
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        int below = below(sorted);
        double lowest = below == 0 ? Double.POSITIVE_INFINITY : sorted[below];
        int found = 0;
        int informative = 0;
        int hits = 0;
        for (int i = 0; i < scores.length; i++) {
            boolean above = scores[i] >= lowest;
            found += above ? 1 : 0;
            informative += reference[i] ? 1 : 0;
            hits += above && reference[i] ? 1 : 0;
        }
        return new Detection((double) hits / found, (double) hits / informative, 2.0 * hits / (found + informative));
    }

    /**
     * {@return how many cells are not found, those of the lowest scores; 0 if all scores are equal, and none is found}
     *
     * @param sorted the scores, ascending, at least one, finite
     */
    public static int below(double[] sorted) {
        int least = 0;
        while (least < sorted.length && sorted[least] == sorted[0]) {
            least++;
        }
        if (least == sorted.length) {
            return 0;
        }
        return 2 * least > sorted.length ? least : Otsu.below(Localization.rescale(sorted));
    }
}
