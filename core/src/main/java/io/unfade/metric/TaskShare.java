package io.unfade.metric;

import io.unfade.check.Require;
import io.unfade.math.Vectors;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The share of a map's most salient cells in the steps of the task: the paper's measure for maps of brain activity,
 * where a model that forgets relies on the rest after the task.
 *
 * <p>Over the n = T C real cells of one series, P(q) the round(q n) cells of largest saliency:
 *
 * <pre>{@code
 * share(q) = |cells of P(q) in steps on task| / |P(q)|
 * even     = steps on task / T
 * }</pre>
 *
 * <p>Ties are resolved by lowest index. A cell without saliency is never in P(q), which is smaller if fewer cells have
 * any; the share of a map of zeros is NaN.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail, M. Gunady, L. Pessoa, H. Corrada Bravo, S. Feizi, "Input-Cell Attention Reduces Vanishing
 *       Saliency of Recurrent Neural Networks", NeurIPS 2019, section on fMRI
 * </ol>
 *
 * @param fractions the q; owned by this record, not to be changed
 * @param shares share(q), 0..1, one per q; NaN where undefined; owned by this record, not to be changed
 * @param even the share for evenly spread saliency, 0..1
 */
public record TaskShare(double[] fractions, double[] shares, double even) {
    /**
     * {@return the shares of one map}
     *
     * <p>O(n log n) time, O(n) memory. The arguments are not changed.
     *
     * @param saliency |saliency| of the real cells of one series, row-major (time, feature), finite
     * @param onTask whether each of its T real steps belongs to the task
     * @param fractions each above 0 and up to 1
     * @throws IllegalArgumentException if there is no step, the number of cells is not a multiple of the steps, a cell
     *     is negative or not finite, or a fraction is out of range or selects no cell
     */
    public static TaskShare of(double[] saliency, boolean[] onTask, double... fractions) {
        check(saliency, onTask, fractions);
        int features = saliency.length / onTask.length;
        int salient = (int) Arrays.stream(saliency).filter(value -> value > 0).count();
        int[] order = Vectors.descending(saliency);
        int[] inside = new int[order.length + 1]; // the number on task among the i most salient cells
        for (int i = 0; i < order.length; i++) {
            inside[i + 1] = inside[i] + (onTask[order[i] / features] ? 1 : 0);
        }
        double[] shares = Arrays.stream(fractions)
                .mapToInt(fraction -> Math.min(salient, count(fraction, saliency.length)))
                .mapToDouble(count -> (double) inside[count] / count)
                .toArray();
        return new TaskShare(fractions.clone(), shares, even(onTask));
    }

    /**
     * {@return the mean over series of the defined shares}
     *
     * @param each at least one, all of the same fractions
     * @throws IllegalArgumentException if the list is empty, or fractions differ
     */
    public static TaskShare mean(List<TaskShare> each) {
        Require.argument(!each.isEmpty(), "a mean needs at least 1 series");
        double[] fractions = each.get(0).fractions;
        for (TaskShare one : each) {
            Require.argument(
                    Arrays.equals(one.fractions, fractions),
                    "all series must have the fractions %s, but one has %s",
                    Arrays.toString(fractions),
                    Arrays.toString(one.fractions));
        }
        double[] shares = new double[fractions.length];
        for (int i = 0; i < shares.length; i++) {
            int column = i;
            shares[i] = mean(each, one -> one.shares[column]);
        }
        return new TaskShare(fractions, shares, mean(each, TaskShare::even));
    }

    private static double mean(List<TaskShare> each, ToDoubleFunction<TaskShare> number) {
        return each.stream()
                .mapToDouble(number)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    private static double even(boolean[] onTask) {
        int inside = 0;
        for (boolean step : onTask) {
            inside += step ? 1 : 0;
        }
        return (double) inside / onTask.length;
    }

    private static int count(double fraction, int cells) {
        return (int) Math.round(fraction * cells);
    }

    private static void check(double[] saliency, boolean[] onTask, double[] fractions) {
        Require.argument(
                onTask.length >= 1 && saliency.length >= onTask.length && saliency.length % onTask.length == 0,
                "a map needs at least 1 step and a multiple of %d cells, one for each step and feature, but has %d",
                onTask.length,
                saliency.length);
        for (int i = 0; i < saliency.length; i++) {
            Require.argument(
                    saliency[i] >= 0 && Double.isFinite(saliency[i]),
                    "saliency must be finite and >= 0 (take the absolute value first), but cell %d is %s",
                    i,
                    saliency[i]);
        }
        for (double fraction : fractions) {
            Require.argument(
                    fraction > 0 && fraction <= 1 && count(fraction, saliency.length) >= 1,
                    "a fraction must be above 0 and up to 1, and take a cell of %d, but was %s",
                    saliency.length,
                    fraction);
        }
    }
}
