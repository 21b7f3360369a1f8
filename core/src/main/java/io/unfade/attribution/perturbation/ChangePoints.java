package io.unfade.attribution.perturbation;

import io.unfade.model.Inputs;

import java.util.Arrays;

/**
 * Cuts series into pieces of time at changes of the mean, by binary segmentation: of all pieces and places the cut that
 * lowers the sum of squares within the pieces most, again and again.
 *
 * <p>The features are standardised over the series itself, so that their units do not matter. The number of pieces is
 * given, instead of a penalty on cuts: then every series has as many, the cost is known beforehand, and no series
 * remains whole.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. J. Scott, M. Knott: A Cluster Analysis Method for Grouping Means in the Analysis of Variance, Biometrics 30,
 *       1974.
 * </ol>
 */
final class ChangePoints {
    /** A feature that varies less, as a share of its mean square, is constant. */
    private static final double ROUNDING = 1e-20;

    private final int features;
    private final int length;
    private final double[] weights;
    private final double[] sums;

    private ChangePoints(Inputs inputs, int series) {
        features = inputs.features();
        length = inputs.lengths()[series];
        weights = new double[features];
        sums = new double[(length + 1) * features];
        for (int c = 0; c < features; c++) {
            double mean = 0;
            double square = 0;
            for (int cell = c; cell < inputs.cells(series); cell += features) {
                double x = inputs.values()[inputs.offset(series) + cell];
                mean += x / length;
                square += x * x / length;
            }
            double variance = 0;
            for (int cell = c; cell < inputs.cells(series); cell += features) {
                double difference = inputs.values()[inputs.offset(series) + cell] - mean;
                sums[features + cell] = sums[cell] + difference;
                variance += difference * difference / length;
            }
            weights[c] = variance > ROUNDING * square ? 1 / variance : 0;
        }
    }

    /**
     * {@return the piece of each step of a series, from 0 in the order of time}
     *
     * @param count pieces; as many as there are steps if these are fewer
     */
    static int[] segments(Inputs inputs, int series, int count) {
        return new ChangePoints(inputs, series).segments(count);
    }

    private int[] segments(int count) {
        boolean[] starts = new boolean[length];
        starts[0] = true;
        int[] cuts = new int[length];
        double[] gains = new double[length];
        cut(0, length, cuts, gains);
        for (int pieces = 1; pieces < Math.min(count, length); pieces++) {
            int best = -1;
            for (int start = 0; start < length; start++) {
                boolean divisible = starts[start] && cuts[start] > start;
                best = divisible && (best < 0 || gains[start] > gains[best]) ? start : best;
            }
            int cut = cuts[best];
            int end = cut + 1;
            while (end < length && !starts[end]) {
                end++;
            }
            starts[cut] = true;
            cut(best, cut, cuts, gains);
            cut(cut, end, cuts, gains);
        }
        int[] pieces = new int[length];
        Arrays.setAll(pieces, t -> t == 0 ? 0 : pieces[t - 1] + (starts[t] ? 1 : 0));
        return pieces;
    }

    /** Finds the best cut of a piece; none, which is its own start, if it is one step long. */
    private void cut(int from, int to, int[] cuts, double[] gains) {
        cuts[from] = from;
        gains[from] = Double.NEGATIVE_INFINITY;
        for (int at = from + 1; at < to; at++) {
            double gain = gain(from, at, to);
            if (gain > gains[from]) {
                gains[from] = gain;
                cuts[from] = at;
            }
        }
    }

    /** {@return by how much a cut lowers the sum of squares} */
    private double gain(int from, int at, int to) {
        double sum = 0;
        for (int c = 0; c < features; c++) {
            double before = sums[at * features + c] - sums[from * features + c];
            double after = sums[to * features + c] - sums[at * features + c];
            double difference = before / (at - from) - after / (to - at);
            sum += weights[c] * difference * difference;
        }
        return sum * (at - from) * (to - at) / (to - from);
    }
}
