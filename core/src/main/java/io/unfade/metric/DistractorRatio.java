package io.unfade.metric;

import io.unfade.check.Require;

/**
 * How much of a map lies on cells that stand out without being informative, next to how much lies on those that are.
 *
 * <pre>{@code
 * mean of s over the distractors / mean of s over the informative cells
 * }</pre>
 *
 * <p>A map of the series rather than of the model shows both alike: 1. A map of a model that does not use the distractors
 * should have the ratio that it has for cells of noise. The saliency s is taken as it is and not rescaled from its
 * smallest cell, so that a constant map has 1 and the ratio does not depend on a single cell.
 */
final class DistractorRatio {
    private DistractorRatio() {}

    /**
     * {@return the ratio, 0 or more, lower is better; NaN without distractors, without informative cells, or where the map
     * is 0 on all informative cells}
     *
     * @param saliency the real cells of one series, absolute values, finite
     * @param reference whether each of the same cells is informative
     * @param distractor whether each is a distractor
     * @throws IllegalArgumentException if there is no cell, the sizes differ, or a value is negative or not finite
     */
    static double of(double[] saliency, boolean[] reference, boolean[] distractor) {
        Localization.check(saliency, reference);
        Require.argument(
                saliency.length == distractor.length,
                "saliency and distractors must have the same number of cells, but have %d and %d",
                saliency.length,
                distractor.length);
        double informative = mean(saliency, reference);
        return informative > 0 ? mean(saliency, distractor) / informative : Double.NaN;
    }

    private static double mean(double[] saliency, boolean[] mask) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                sum += saliency[i];
                count++;
            }
        }
        return sum / count;
    }
}
