package io.unfade.metric;

/**
 * The threshold that leaves the least variance on both sides of it, which is that of the largest variance between them:
 *
 * <pre>{@code
 * m (n - m) (mean of the n - m largest - mean of the m smallest)^2,   largest over m
 * }</pre>
 *
 * <p>Exact: all m are tried at which the sorted values differ, not bins of a histogram.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>N. Otsu, "A Threshold Selection Method from Gray-Level Histograms", IEEE Transactions on Systems, Man, and Cybernetics
 *       9, 1979, equation 18
 * </ol>
 */
public final class Otsu {
    private Otsu() {}

    /**
     * {@return how many values are below the threshold; of equally good ones the lowest; 0 if all values are equal}
     *
     * @param sorted values, ascending, none negative, at least one
     */
    public static int below(double[] sorted) {
        int count = sorted.length;
        double largest = sorted[count - 1];
        double[] sums = new double[count + 1]; // of shares of the largest, whose squares do not overflow
        for (int i = 0; i < count; i++) {
            sums[i + 1] = sums[i] + sorted[i] / largest;
        }
        int best = 0;
        double most = 0;
        for (int m = 1; m < count; m++) {
            if (sorted[m] > sorted[m - 1]) {
                double difference = (sums[count] - sums[m]) / (count - m) - sums[m] / m;
                double between = (double) m * (count - m) * difference * difference;
                if (best == 0 || between > most) {
                    best = m;
                    most = between;
                }
            }
        }
        return best;
    }
}
