package io.unfade.fmri.group;

import io.unfade.check.Require;
import io.unfade.math.Seeds;

import java.math.BigInteger;
import java.util.Random;

/**
 * Permutation p values for each class and region.
 *
 * <p>The statistic is Welch's t, its absolute value if two-sided. If b of n random permutations reach the observed
 * statistic, {@code p = (b + 1) / (n + 1)}; if all distinct permutations are used, including the observed labels,
 * {@code p = b / n}. The corrected p compares with the largest statistic over all classes and regions, which controls
 * the family-wise error rate. Statistics that agree to within 10^-9 relative count as equal.
 *
 * <p>Costs O(permutations (n + K) R) time; each permutation has its own random stream.
 */
final class LabelPermutations {
    private static final double TIE = 1e-9;

    private final Contrasts contrasts;
    private final int classes;
    private final int regions;
    private final boolean twoSided;
    private final double[] thresholds;
    private final long[] reached;
    private final long[] reachedByLargest;
    private long done;

    /** p values, by class and then region. */
    public record Outcome(double[] p, double[] corrected, long shufflings, long distinct, boolean exact) {}

    private LabelPermutations(Contrasts contrasts, int classes, int regions, boolean twoSided) {
        this.contrasts = contrasts;
        this.classes = classes;
        this.regions = regions;
        this.twoSided = twoSided;
        thresholds = new double[classes * regions];
        reached = new long[thresholds.length];
        reachedByLargest = new long[thresholds.length];
    }

    /**
     * {@return the p values}
     *
     * @param contrasts of the observations; its labels are overwritten
     */
    static Outcome of(Contrasts contrasts, Observations observations, int classes, GroupOptions options) {
        Shuffles shuffles = new Shuffles(observations.labels(), observations.groups());
        BigInteger distinct = shuffles.distinct();
        Require.argument(
                distinct.compareTo(BigInteger.ONE) > 0,
                "no group has observations of 2 classes, so there is nothing to shuffle; take larger groups");
        LabelPermutations test =
                new LabelPermutations(contrasts, classes, observations.values()[0].length, options.twoSided());
        test.observe(observations.labels());
        boolean exact = distinct.compareTo(BigInteger.valueOf(options.permutations())) <= 0;
        if (exact) {
            test.enumerate(shuffles);
        } else {
            test.sample(shuffles, observations.labels().length, options);
        }
        long capped = distinct.bitLength() < Long.SIZE ? distinct.longValue() : Long.MAX_VALUE;
        int own = exact ? 0 : 1;
        return new Outcome(
                test.shares(test.reached, own), test.shares(test.reachedByLargest, own), test.done, capped, exact);
    }

    private void observe(int[] labels) {
        contrasts.take(labels);
        for (int cell = 0; cell < thresholds.length; cell++) {
            double observed = statistic(cell);
            thresholds[cell] =
                    Double.isInfinite(observed) ? observed : observed - TIE * Math.max(1, Math.abs(observed));
        }
    }

    private void enumerate(Shuffles shuffles) {
        int[] labels = shuffles.first();
        do {
            count(labels);
        } while (shuffles.next(labels));
    }

    private void sample(Shuffles shuffles, int size, GroupOptions options) {
        int[] labels = new int[size];
        for (int i = 0; i < options.permutations(); i++) {
            shuffles.random(new Random(Seeds.derive(options.seed(), i)), labels);
            count(labels);
        }
    }

    private void count(int[] labels) {
        contrasts.take(labels);
        double largest = Double.NEGATIVE_INFINITY;
        for (int cell = 0; cell < thresholds.length; cell++) {
            double value = statistic(cell);
            largest = Math.max(largest, value);
            if (value >= thresholds[cell]) {
                reached[cell]++;
            }
        }
        for (int cell = 0; cell < thresholds.length; cell++) {
            if (largest >= thresholds[cell]) {
                reachedByLargest[cell]++;
            }
        }
        done++;
    }

    private double statistic(int cell) {
        double t = contrasts.welch(cell / regions, cell % regions);
        return twoSided ? Math.abs(t) : t;
    }

    private double[] shares(long[] counts, int own) {
        double[] shares = new double[classes * regions];
        for (int cell = 0; cell < shares.length; cell++) {
            shares[cell] = (double) (counts[cell] + own) / (done + own);
        }
        return shares;
    }
}
