package io.unfade.metric;

import io.unfade.check.Require;

import java.util.List;

/**
 * How far the cells known to be informative are from 0, and how far from both 0 and 1, in a map that is read as a mask: its
 * scores rescaled to 0..1, as in {@link Localization}. With a the rescaled scores and eps = 1e-5, over informative cells,
 *
 * <pre>{@code
 * information = sum of |log2(1 - a + eps)|
 * entropy     = sum of a |log2(a + eps)| + (1 - a) |log2(1 - a + eps)|
 * }</pre>
 *
 * <p>At most 16.61 bits of information for each cell, where a = 1. Cells that are not informative do not count, so a mask of ones
 * is the best: read these numbers only beside others. Publications add over all series, or take the mean over the series.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>J. Crabbé, M. van der Schaar, "Explaining Time Series Predictions with Dynamic Masks", ICML 2021, arXiv 2106.05303,
 *       definition 3.1; eps as in the authors' released code
 * </ol>
 *
 * @param information bits, 0 or more, higher is better
 * @param entropy bits, 0 or more, lower is better
 */
public record MaskInformation(double information, double entropy) {
    private static final double EPSILON = 1e-5;

    /**
     * {@return information and entropy of one map}
     *
     * @param scores of the real cells of one series, at least one, finite
     * @param reference whether each of the same cells is informative
     */
    public static MaskInformation of(double[] scores, boolean[] reference) {
        Require.size("the reference of the scored cells", scores.length, reference.length);
        double[] mask = Localization.rescale(scores);
        double information = 0;
        double entropy = 0;
        for (int i = 0; i < mask.length; i++) {
            if (reference[i]) {
                information += bits(1 - mask[i]);
                entropy += mask[i] * bits(mask[i]) + (1 - mask[i]) * bits(1 - mask[i]);
            }
        }
        return new MaskInformation(information, entropy);
    }

    private static double bits(double share) {
        return Math.abs(Math.log(share + EPSILON) / Math.log(2));
    }

    /** {@return the sums over maps} */
    public static MaskInformation sum(List<MaskInformation> maps) {
        return new MaskInformation(
                maps.stream().mapToDouble(MaskInformation::information).sum(),
                maps.stream().mapToDouble(MaskInformation::entropy).sum());
    }
}
