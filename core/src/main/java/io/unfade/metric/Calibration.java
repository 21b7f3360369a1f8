package io.unfade.metric;

import io.unfade.check.Require;
import io.unfade.math.Vectors;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether predicted probabilities mean what they say. The confidence of a prediction is the probability of the predicted
 * class. It falls into one of 15 bins of equal width, bin m of 1..15 holding {@code (m-1)/15 < confidence <= m/15}. Over
 * the bins B_m that are not empty, and with y_ik 1 for the true class of series i and else 0:
 *
 * <pre>{@code
 * expectedError = sum_m |B_m| / n |accuracy(B_m) - mean confidence(B_m)|
 * brier         = mean over i of sum_k (p_ik - y_ik)^2
 * }</pre>
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, arXiv
 *       1706.04599, equations 1 to 3
 *   <li>G. W. Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78(1), 1950
 * </ol>
 *
 * @param expectedError expected calibration error, 0..1, lower is better
 * @param brier Brier score over all classes, 0..2, lower is better; with two classes twice the score of one of them
 * @param bins the bins that are not empty, ascending
 */
public record Calibration(double expectedError, double brier, List<Bin> bins) {
    /** The number of bins. */
    public static final int BINS = 15;

    /**
     * Predictions of similar confidence.
     *
     * @param count the number of predictions, at least 1
     * @param right how many are right
     * @param confidence their mean confidence, 0..1
     */
    public record Bin(int count, int right, double confidence) {
        /** {@return the share of right predictions} */
        public double accuracy() {
            return (double) right / count;
        }
    }

    /** Copies the list. */
    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * {@return the calibration of predictions}
     *
     * @param probabilities {@code (n, K)}, each row non-negative with sum 1; n and K at least 1
     * @param labels the n known classes, each in 0..K-1
     */
    public static Calibration of(double[][] probabilities, int[] labels) {
        Require.size("the labels of the predictions", probabilities.length, labels.length);
        int[] counts = new int[BINS];
        int[] right = new int[BINS];
        double[] confidence = new double[BINS];
        double squares = 0;
        for (int i = 0; i < labels.length; i++) {
            int predicted = Vectors.argMax(probabilities[i]);
            double share = probabilities[i][predicted];
            int bin = bin(share);
            counts[bin]++;
            right[bin] += predicted == labels[i] ? 1 : 0;
            confidence[bin] += share;
            for (int k = 0; k < probabilities[i].length; k++) {
                double difference = probabilities[i][k] - (labels[i] == k ? 1 : 0);
                squares += difference * difference;
            }
        }
        List<Bin> bins = new ArrayList<>();
        double error = 0;
        for (int m = 0; m < BINS; m++) {
            if (counts[m] > 0) {
                Bin bin = new Bin(counts[m], right[m], confidence[m] / counts[m]);
                bins.add(bin);
                error += Math.abs(bin.accuracy() - bin.confidence()) * bin.count() / labels.length;
            }
        }
        return new Calibration(error, squares / labels.length, bins);
    }

    /** {@return the index of the bin, 0..14; a rounded probability above 1 is in the last} */
    private static int bin(double confidence) {
        int bin = (int) Math.ceil(confidence * BINS) - 1;
        return Math.max(0, Math.min(BINS - 1, bin));
    }
}
