package io.unfade.train.augment;

import io.unfade.check.Range;

/**
 * Random changes of the training series, drawn anew at each step, after standardisation; 0 is the mean then. They apply
 * in the order warp, shift, scale, noise, mix, dropout of features, dropout of cells. Padding stays 0, and every series
 * keeps its length. 0 turns a change off.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>H. Zhang, M. Cisse, Y. N. Dauphin, D. Lopez-Paz, "mixup: Beyond empirical risk minimization", ICLR 2018, arXiv
 *       1710.09412
 *   <li>T. T. Um et al., "Data augmentation of wearable sensor data for Parkinson's disease monitoring using
 *       convolutional neural networks", ICMI 2017, arXiv 1706.00527 (noise, scale, warp)
 * </ol>
 *
 * Differs from mixup's code: each series has its own share, the larger one of the two, which gives the same
 * distribution of mixed series and leaves each series its most likely class.
 *
 * @param noise deviation of Gaussian noise that is added to each cell, at least 0
 * @param scale deviation of a Gaussian factor around 1 for each feature of a series, at least 0
 * @param shift longest move in time as a share of the series' length, 0 to below 1; the number of steps is drawn
 *     uniformly from both directions, and vacated steps repeat the first or the last value
 * @param warp longest displacement of a step by a smooth change of tempo, as a share of the series' length; ends stay
 *     where they are, and values between steps are interpolated
 * @param mix a of mixup, 0 to 1: a series is mixed with another of its batch, stretched to its length, and its target
 *     likewise, with shares from Beta(a, a)
 * @param cellDropout share of cells set to 0, 0 to below 1; others are not scaled
 * @param featureDropout share of features that are set to 0 in a whole series, 0 to below 1; others are not scaled
 */
public record Augmentation(
        double noise, double scale, double shift, double warp, double mix, double cellDropout, double featureDropout) {
    /** The displacements with which time still never runs backwards. */
    public static final Range WARP = new Range(0.2, true);

    /** Series as they are. */
    public static final Augmentation NONE = new Augmentation(0, 0, 0, 0, 0, 0, 0);

    /** Checks the ranges. */
    public Augmentation {
        Range.NOT_NEGATIVE.require("noise", noise);
        Range.NOT_NEGATIVE.require("scale", scale);
        Range.SHARE.require("shift", shift);
        WARP.require("warp", warp);
        Range.SHARE_OR_ALL.require("mix", mix);
        Range.SHARE.require("cell dropout", cellDropout);
        Range.SHARE.require("feature dropout", featureDropout);
    }
}
