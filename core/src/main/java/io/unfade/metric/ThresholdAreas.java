package io.unfade.metric;

import io.unfade.check.Require;

import java.util.Arrays;

/**
 * The areas under precision and under recall over the threshold from which a cell counts as found: AUP and AUR of many
 * publications. They ask how large scores are, not only which cells come first: a map with the right order has small areas
 * where the scores of most cells are small, and any other areas after a change of scale that keeps the order.
 *
 * <p>Of the n different scores s_1 &lt; ... &lt; s_n let p_k and r_k be precision and recall of the cells with scores of at
 * least s_k, and p_{n+1} = 1 and r_{n+1} = 0, the end of the curve in scikit-learn, which has no threshold.
 *
 * <pre>{@code
 * AT_THRESHOLD (C):  aup = sum over k < n of (s_{k+1} - s_k) (p_k + p_{k+1}) / 2
 * SHIFTED (S):       aup = sum over k < n of (s_{k+1} - s_k) (p_{k+1} + p_{k+2}) / 2
 * }</pre>
 *
 * <p>and aur likewise of r. The publications differ in which end of the curve they drop, and so in the conventions, without
 * saying so. Where scores have few values the two differ much: a map of ones at the informative cells and zeros elsewhere
 * has aup and aur of (1 + share of informative cells) / 2 and 1 in C, and of 1 and 1/2 in S. Not the areas of {@link
 * PrecisionRecall}, which are over shares of saliency.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>J. Crabbé, M. van der Schaar, "Explaining Time Series Predictions with Dynamic Masks", ICML 2021, arXiv 2106.05303;
 *       the conventions as in the authors' released code: S for rare cells, C for hidden states
 *   <li>J. Enguehard, "Learning Perturbations to Explain Time Series Predictions", ICML 2023, arXiv 2305.18840; C
 * </ol>
 *
 * @param aup the area under precision, 0..1 for scores from 0 to 1; 0 if all scores are equal
 * @param aur the area under recall, likewise; NaN without informative cells
 */
public record ThresholdAreas(double aup, double aur) {
    /** Which point of the curve belongs to a threshold. */
    public enum Convention {
        /** C: that of the cells at or above it. */
        AT_THRESHOLD,
        /** S: that of the next higher threshold, which is that of the cells above it. */
        SHIFTED
    }

    /**
     * {@return the areas of scored cells: of one series, or of many together}
     *
     * <p>O(n log n) time.
     *
     * @param scores of at least one cell, finite; from 0 to 1 for areas that can be compared, see {@link Localization#rescale}
     * @param reference whether each of the same cells is informative
     */
    public static ThresholdAreas of(double[] scores, boolean[] reference, Convention convention) {
        Require.size("the reference of the scored cells", scores.length, reference.length);
        Require.argument(scores.length >= 1, "areas over thresholds need at least 1 scored cell");
        Curve curve =
                Curve.of(Localization.sorted(scores, reference, true), Localization.sorted(scores, reference, false));
        int shift = convention == Convention.SHIFTED ? 1 : 0;
        return new ThresholdAreas(
                area(curve.thresholds, curve.precision, shift), area(curve.thresholds, curve.recall, shift));
    }

    private static double area(double[] thresholds, double[] values, int shift) {
        double area = 0;
        for (int k = 0; k + 1 < thresholds.length; k++) {
            area += (thresholds[k + 1] - thresholds[k]) * (values[k + shift] + values[k + 1 + shift]) / 2;
        }
        return area;
    }

    /** The n thresholds, ascending, and the n + 1 points. */
    private record Curve(double[] thresholds, double[] precision, double[] recall) {
        static Curve of(double[] inside, double[] outside) {
            double[] thresholds = new double[inside.length + outside.length];
            double[] precision = new double[thresholds.length + 1];
            double[] recall = new double[thresholds.length + 1];
            int count = 0;
            int missed = 0;
            int dropped = 0;
            while (missed < inside.length || dropped < outside.length) {
                double threshold = Math.min(at(inside, missed), at(outside, dropped));
                int hits = inside.length - missed;
                thresholds[count] = threshold;
                precision[count] = (double) hits / (hits + outside.length - dropped);
                recall[count] = (double) hits / inside.length;
                count++;
                while (at(inside, missed) == threshold) {
                    missed++;
                }
                while (at(outside, dropped) == threshold) {
                    dropped++;
                }
            }
            precision[count] = 1;
            recall[count] = 0;
            return new Curve(Arrays.copyOf(thresholds, count), precision, recall);
        }

        private static double at(double[] ascending, int index) {
            return index < ascending.length ? ascending[index] : Double.POSITIVE_INFINITY;
        }
    }
}
