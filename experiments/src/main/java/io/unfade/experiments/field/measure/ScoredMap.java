package io.unfade.experiments.field.measure;

import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.metric.Detection;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The map of one series next to the truth. Arrays are row-major (T, C), owned by this record, not to be changed.
 *
 * @param signed saliency of each real cell, finite
 * @param truth whether each of them decides
 * @param features C
 */
public record ScoredMap(double[] signed, boolean[] truth, int features) {
    /** Of all scores of one side of the threshold of {@link #calibrated}, the difference between the first and the last. */
    private static final double SPREAD = 1e-6;

    /** Checks the sizes. */
    public ScoredMap {
        Require.size("the cells of a map and its truth", signed.length, truth.length);
        Require.argument(
                signed.length > 0 && signed.length % features == 0,
                "a map of %d cells has no whole number of steps of %d features",
                signed.length,
                features);
    }

    /**
     * {@return the maps of some series}
     *
     * @param series the explained series, with the truth as reference
     * @param rows which of them count
     */
    public static List<ScoredMap> of(SaliencyMaps maps, SeriesSet series, int... rows) {
        maps.checkBelongTo(series);
        return Arrays.stream(rows)
                .mapToObj(i -> new ScoredMap(signed(maps, i), series.referenceMask(i), series.features()))
                .toList();
    }

    /** {@return the saliency of the real cells of a series, row-major} */
    static double[] signed(SaliencyMaps maps, int series) {
        int features = maps.features();
        return IntStream.range(0, maps.length(series) * features)
                .mapToDouble(cell -> maps.value(series, cell / features, cell % features))
                .toArray();
    }

    /** {@return |saliency| of each cell} */
    double[] sizes() {
        return Arrays.stream(signed).map(Math::abs).toArray();
    }

    /** {@return the sum of the saliency of each step} */
    double[] ofSteps() {
        return sums(signed, features);
    }

    /** {@return the sum of |saliency| of each step} */
    public double[] sizesOfSteps() {
        return sums(sizes(), features);
    }

    /** {@return the sum of the cells of each step} */
    static double[] sums(double[] cells, int features) {
        double[] sums = new double[cells.length / features];
        for (int cell = 0; cell < cells.length; cell++) {
            sums[cell / features] += cells[cell];
        }
        return sums;
    }

    /** {@return whether a cell decides} */
    boolean isDecisive() {
        for (boolean decides : truth) {
            if (decides) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether each step has a cell that decides} */
    public boolean[] decisiveSteps() {
        boolean[] steps = new boolean[truth.length / features];
        for (int cell = 0; cell < truth.length; cell++) {
            steps[cell / features] |= truth[cell];
        }
        return steps;
    }

    /** {@return the map without its first step; of a series of one step, itself} */
    ScoredMap afterFirstStep() {
        return signed.length == features
                ? this
                : new ScoredMap(
                        Arrays.copyOfRange(signed, features, signed.length),
                        Arrays.copyOfRange(truth, features, truth.length),
                        features);
    }

    /** {@return whether all cells have the same saliency} */
    public boolean isConstant() {
        return Arrays.stream(signed).allMatch(value -> value == signed[0]);
    }

    /**
     * {@return the same map as scores at 0 or 1, in the same order of |saliency|: what calibration alone makes of a map}
     *
     * <p>With r the rank from below, ties in the middle, of n cells, a score is {@code 1e-6 r / n} below the threshold of {@link
     * Detection} and {@code 1 - 1e-6 (1 - r / n)} above: the limit of the calibrated maps of {@code attribution.wrap} for a
     * sigmoid without width, at that threshold and in double precision. A map of equal sizes has equal scores.
     */
    public ScoredMap calibrated() {
        double[] sizes = sizes();
        double[] sorted = sizes.clone();
        Arrays.sort(sorted);
        int below = Detection.below(sorted);
        double[] scores = new double[sorted.length];
        int from = 0;
        for (int to = 1; to <= sorted.length; to++) {
            if (to == sorted.length || sorted[to] > sorted[from]) {
                double rank = (from + 1 + to) / 2.0 / sorted.length;
                boolean found = below > 0 && from >= below;
                Arrays.fill(scores, from, to, found ? 1 - SPREAD * (1 - rank) : SPREAD * rank);
                from = to;
            }
        }
        return new ScoredMap(
                Arrays.stream(sizes)
                        .map(size -> scores[Arrays.binarySearch(sorted, size)])
                        .toArray(),
                truth,
                features);
    }
}
