package io.unfade.metric;

import io.unfade.check.Require;

import java.util.Arrays;

/**
 * How well one saliency map finds the cells known to be informative: the paper's measures and two common rank-based
 * ones.
 *
 * <p>Over the n real cells of one series let s be the saliency, R the informative cells, k = |R|, P the k cells of
 * largest saliency and s' the map rescaled to 0..1:
 *
 * <pre>{@code
 * s'               = (s - min s) / (max s - min s);  s - min s if the range is below 10 * 2^-52
 * jaccard          = |R and P| / |R or P|
 * weightedJaccard  = sum min(R, s') / sum max(R, s')
 * euclidean        = ||R - s'|| / ||R||
 * enrichment       = (sum of s' over R and P  -  sum of s' over R not P) / k
 * rocAuc           = P(s in R > s outside) + P(equal) / 2
 * averagePrecision = sum over distinct thresholds of (recall - recall before) * precision
 * }</pre>
 *
 * <p>If the k-th largest value is tied, P takes the tied cells of lowest index. The last two measures treat ties as one
 * threshold. Without an informative cell all six are NaN; without an uninformative cell rocAuc is NaN.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail, M. Gunady, L. Pessoa, H. Corrada Bravo, S. Feizi, "Input-Cell Attention Reduces Vanishing
 *       Saliency of Recurrent Neural Networks", NeurIPS 2019, section on synthetic data (weighted Jaccard, Euclidean); jaccard,
 *       enrichment and rocAuc as in the authors' released code
 * </ol>
 *
 * @param weightedJaccard 0..1, higher is better
 * @param jaccard 0..1, higher is better
 * @param euclidean 0..sqrt(n/k), lower is better; 1 for a map of zeros
 * @param enrichment -1..1, higher is better
 * @param rocAuc 0..1, higher is better; 0.5 for an uninformative map
 * @param averagePrecision 0..1, higher is better; about k/n for an uninformative map
 */
public record Localization(
        double weightedJaccard,
        double jaccard,
        double euclidean,
        double enrichment,
        double rocAuc,
        double averagePrecision) {
    private static final double SMALLEST_RANGE = 10 * 0x1p-52;

    /**
     * {@return the measures of one map}
     *
     * <p>O(n log n) time, O(n) memory. The arguments are not changed.
     *
     * @param saliency the n real cells of one series, absolute values, finite, in any fixed order; absent cells are left
     *     out
     * @param reference whether each of the same cells is informative
     * @throws IllegalArgumentException if there is no cell, the sizes differ, or a value is negative or not finite
     */
    public static Localization of(double[] saliency, boolean[] reference) {
        check(saliency, reference);
        double[] inside = sorted(saliency, reference, true);
        if (inside.length == 0) {
            return new Localization(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double[] outside = sorted(saliency, reference, false);
        double[] scaled = rescale(saliency);
        boolean[] top = top(saliency, inside.length);
        return new Localization(
                weightedJaccard(scaled, reference),
                jaccard(top, reference),
                euclidean(scaled, reference),
                enrichment(scaled, top, reference),
                rocAuc(inside, outside),
                averagePrecision(inside, outside));
    }

    /**
     * {@return the share of the informative cells that are found where few others are taken for informative: those of more saliency
     * than all but a share of the others; NaN without informative cells}
     *
     * @param saliency as of {@link #of}
     * @param reference likewise
     * @param falsePositives share of the other cells that may be taken for informative, 0 to below 1
     * @throws IllegalArgumentException if the arguments are wrong
     */
    public static double recallAt(double falsePositives, double[] saliency, boolean[] reference) {
        Require.argument(
                falsePositives >= 0 && falsePositives < 1,
                "the rate of false positives must be from 0 to below 1, but was %s",
                falsePositives);
        check(saliency, reference);
        double[] inside = sorted(saliency, reference, true);
        double[] outside = sorted(saliency, reference, false);
        int allowed = (int) Math.floor(falsePositives * outside.length + SMALLEST_RANGE);
        double threshold = outside.length == 0 ? -1 : outside[outside.length - 1 - allowed];
        long found = Arrays.stream(inside).filter(value -> value > threshold).count();
        return inside.length == 0 ? Double.NaN : (double) found / inside.length;
    }

    static void check(double[] saliency, boolean[] reference) {
        Require.argument(saliency.length >= 1, "a saliency map needs at least 1 cell");
        Require.argument(
                saliency.length == reference.length,
                "saliency and reference must have the same number of cells, but have %d and %d",
                saliency.length,
                reference.length);
        for (int i = 0; i < saliency.length; i++) {
            Require.argument(
                    saliency[i] >= 0 && Double.isFinite(saliency[i]),
                    "saliency must be finite and >= 0 (take the absolute value first), but cell %d is %s",
                    i,
                    saliency[i]);
        }
    }

    /** {@return the scores of the cells inside or outside the reference, ascending} */
    static double[] sorted(double[] saliency, boolean[] reference, boolean informative) {
        double[] values = new double[saliency.length];
        int count = 0;
        for (int i = 0; i < saliency.length; i++) {
            if (reference[i] == informative) {
                values[count++] = saliency[i];
            }
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /**
     * {@return a map rescaled to 0..1, s' above; zeros for a map of equal values}
     *
     * @param saliency of at least one cell, finite, of any sign
     */
    public static double[] rescale(double[] saliency) {
        double min = Arrays.stream(saliency).min().orElseThrow();
        double range = Arrays.stream(saliency).max().orElseThrow() - min;
        double divisor = range < SMALLEST_RANGE ? 1 : range;
        return Arrays.stream(saliency).map(value -> (value - min) / divisor).toArray();
    }

    private static boolean[] top(double[] saliency, int k) {
        double[] sorted = saliency.clone();
        Arrays.sort(sorted);
        return top(saliency, sorted, k);
    }

    /**
     * Marks the k largest cells; ties are resolved by lowest index.
     *
     * @param sorted the same values, ascending
     */
    static boolean[] top(double[] saliency, double[] sorted, int k) {
        double smallest = sorted[sorted.length - k];
        int tied = k;
        for (double value : saliency) {
            tied -= value > smallest ? 1 : 0;
        }
        boolean[] top = new boolean[saliency.length];
        for (int i = 0; i < saliency.length; i++) {
            if (saliency[i] > smallest) {
                top[i] = true;
            } else if (saliency[i] == smallest && tied > 0) {
                top[i] = true;
                tied--;
            }
        }
        return top;
    }

    private static double weightedJaccard(double[] scaled, boolean[] reference) {
        double smaller = 0;
        double larger = 0;
        for (int i = 0; i < scaled.length; i++) {
            smaller += reference[i] ? Math.min(1, scaled[i]) : 0;
            larger += reference[i] ? Math.max(1, scaled[i]) : scaled[i];
        }
        return smaller / larger;
    }

    private static double jaccard(boolean[] top, boolean[] reference) {
        int both = 0;
        int either = 0;
        for (int i = 0; i < top.length; i++) {
            both += top[i] && reference[i] ? 1 : 0;
            either += top[i] || reference[i] ? 1 : 0;
        }
        return (double) both / either;
    }

    private static double euclidean(double[] scaled, boolean[] reference) {
        double squares = 0;
        int ones = 0;
        for (int i = 0; i < scaled.length; i++) {
            double difference = (reference[i] ? 1 : 0) - scaled[i];
            squares += difference * difference;
            ones += reference[i] ? 1 : 0;
        }
        return Math.sqrt(squares / ones);
    }

    private static double enrichment(double[] scaled, boolean[] top, boolean[] reference) {
        double sum = 0;
        int ones = 0;
        for (int i = 0; i < scaled.length; i++) {
            if (reference[i]) {
                sum += top[i] ? scaled[i] : -scaled[i];
                ones++;
            }
        }
        return sum / ones;
    }

    /** {@return the area under the ROC curve from ascending values; NaN if either is empty} */
    static double rocAuc(double[] inside, double[] outside) {
        int below = 0;
        int notAbove = 0;
        double sum = 0;
        for (double value : inside) {
            while (below < outside.length && outside[below] < value) {
                below++;
            }
            while (notAbove < outside.length && outside[notAbove] <= value) {
                notAbove++;
            }
            sum += 0.5 * ((double) below + notAbove);
        }
        return sum / inside.length / outside.length;
    }

    /** {@return the average precision from ascending values; NaN without values inside} */
    static double averagePrecision(double[] inside, double[] outside) {
        int hits = 0;
        int misses = 0;
        double sum = 0;
        while (hits < inside.length) {
            double threshold = inside[inside.length - 1 - hits];
            int before = hits;
            while (hits < inside.length && inside[inside.length - 1 - hits] == threshold) {
                hits++;
            }
            while (misses < outside.length && outside[outside.length - 1 - misses] >= threshold) {
                misses++;
            }
            sum += (hits - before) * (hits / (double) (hits + misses));
        }
        return sum / inside.length;
    }
}
