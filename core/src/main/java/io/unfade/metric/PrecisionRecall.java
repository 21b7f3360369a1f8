package io.unfade.metric;

import io.unfade.check.Require;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Saliency-weighted precision and recall against known informative cells, and the areas under them: the measures of the
 * benchmark for saliency of time series.
 *
 * <p>Over the n real cells of one series let s' be the saliency rescaled to 0..1 as in {@link Localization}, R the
 * informative cells, and P_p, for p = 0.1, 0.2, ..., 0.9, the smallest set of cells of largest saliency with a share of
 * at least p of all s': at least 1, at most n - 1. Ties are taken by lowest index.
 *
 * <pre>{@code
 * precision_p = sum of s' over P_p and R / sum of s' over P_p
 * recall_p    = sum of s' over P_p and R / sum of s' over R
 * aup         = trapezoid of precision over p,     0.1 to 0.9
 * aur         = trapezoid of recall over p,        0.1 to 0.9
 * aupr        = trapezoid of precision over recall, in the order of recall, from the smallest to the largest
 * }</pre>
 *
 * <p>Values with denominator 0 are NaN, as are areas that need them. Without an informative cell all are NaN; this case
 * does not occur in the benchmark. For a set of maps precision and recall are first averaged over the maps with a
 * denominator above 0, and then integrated; see {@link #mean}.
 *
 * <p>As published, with these flaws:
 *
 * <ul>
 *   <li>p covers 0.1 to 0.9, and the areas are not divided by that span: aup and aur are at most 0.8.
 *   <li>P_p is a share of saliency, not of cells. A map concentrated on a single informative cell has precision 1,
 *   recall 1 and the largest aup and aur, although it finds only one cell; see {@link Localization} for measures by
 *   number of cells.
 *   <li>aupr has no end points: it covers only the recall between p = 0.1 and p = 0.9. A perfect map with equal
 *   saliency in all informative cells has about 0.8; a map of few large cells, with nearly constant recall, has almost
 *   0.
 * </ul>
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail, M. Gunady, H. Corrada Bravo, S. Feizi, "Benchmarking Deep Learning Interpretability in Time Series
 *       Predictions", NeurIPS 2020, arXiv 2010.13924; details as in the authors' released code
 * </ol>
 *
 * @param precision 0..1 or NaN, for each share p; owned by this record, not to be changed
 * @param recall 0..1 or NaN, for each share p; owned by this record, not to be changed
 */
public record PrecisionRecall(double[] precision, double[] recall) {
    private static final int SHARES = 9;
    private static final double STEP = 0.1;

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException unless there are 9 precisions and 9 recalls
     */
    public PrecisionRecall {
        Require.size("precision", SHARES, precision.length);
        Require.size("recall", SHARES, recall.length);
    }

    /**
     * {@return precision and recall of one map}
     *
     * <p>O(n log n) time, O(n) memory. The arguments are not changed.
     *
     * @param saliency the n real cells of one series, absolute values, finite, in any fixed order; absent cells are left
     *     out
     * @param reference whether each of the same cells is informative
     * @throws IllegalArgumentException if there is no cell, the sizes differ, or a value is negative or not finite
     */
    public static PrecisionRecall of(double[] saliency, boolean[] reference) {
        Localization.check(saliency, reference);
        double[] precision = new double[SHARES];
        double[] recall = new double[SHARES];
        if (nothingIn(reference)) {
            Arrays.fill(precision, Double.NaN);
            Arrays.fill(recall, Double.NaN);
            return new PrecisionRecall(precision, recall);
        }
        double[] scaled = Localization.rescale(saliency);
        double[] sorted = scaled.clone();
        Arrays.sort(sorted);
        double informative = sum(scaled, reference);
        for (int p = 0; p < SHARES; p++) {
            boolean[] top = Localization.top(scaled, sorted, fewest(sorted, (p + 1) / 10.0));
            double chosen = sum(scaled, top);
            for (int i = 0; i < top.length; i++) {
                top[i] &= reference[i];
            }
            double found = sum(scaled, top);
            precision[p] = found / chosen;
            recall[p] = found / informative;
        }
        return new PrecisionRecall(precision, recall);
    }

    private static boolean nothingIn(boolean[] reference) {
        for (boolean informative : reference) {
            if (informative) {
                return false;
            }
        }
        return true;
    }

    /** The number of largest cells with a given share: at least 1, and fewer than all if there are several. */
    private static int fewest(double[] sorted, double share) {
        double all = Arrays.stream(sorted).sum();
        int last = sorted.length - 1;
        int count = 1;
        double held = sorted[last];
        while (count < last && held / all < share) {
            held += sorted[last - count];
            count++;
        }
        return count;
    }

    private static double sum(double[] values, boolean[] which) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += which[i] ? values[i] : 0;
        }
        return sum;
    }

    /**
     * {@return precision and recall of a set of maps: at each share the mean over the maps where it is defined; NaN if
     * none}
     *
     * @param maps in any order
     */
    public static PrecisionRecall mean(List<PrecisionRecall> maps) {
        return new PrecisionRecall(mean(maps, PrecisionRecall::precision), mean(maps, PrecisionRecall::recall));
    }

    private static double[] mean(List<PrecisionRecall> maps, Function<PrecisionRecall, double[]> values) {
        return IntStream.range(0, SHARES)
                .mapToDouble(p -> maps.stream()
                        .mapToDouble(map -> values.apply(map)[p])
                        .filter(value -> !Double.isNaN(value))
                        .average()
                        .orElse(Double.NaN))
                .toArray();
    }

    /** {@return the area under precision over the shares, 0..0.8, higher is better; NaN if a precision is} */
    public double aup() {
        return areaOverShares(precision);
    }

    /** {@return the area under recall over the shares, 0..0.8, higher is better; NaN if a recall is} */
    public double aur() {
        return areaOverShares(recall);
    }

    /**
     * {@return the area under precision over the range of recall reached, 0..1, higher is better; NaN if a precision or
     * recall is}
     */
    public double aupr() {
        int[] order = IntStream.range(0, SHARES)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer p) -> recall[p]))
                .mapToInt(p -> p)
                .toArray();
        double area = 0;
        for (int i = 1; i < SHARES; i++) {
            int before = order[i - 1];
            int after = order[i];
            area += (recall[after] - recall[before]) * (precision[before] + precision[after]) / 2;
        }
        return area;
    }

    private static double areaOverShares(double[] values) {
        return STEP * (Arrays.stream(values).sum() - (values[0] + values[SHARES - 1]) / 2);
    }
}
