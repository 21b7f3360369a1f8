package io.unfade.vanishing;

import io.unfade.check.Require;
import org.apache.commons.statistics.descriptive.Median;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The distribution of saliency over time in a set of series: the share in the last steps, the half-life from the end,
 * the profile over relative time, and a verdict.
 *
 * <p>For a series of L real steps with saliency s the share of step t is
 *
 * <pre>{@code
 * m_t = sum over c of |s_tc| / sum over t, c of |s_tc|
 * }</pre>
 *
 * <p>Series without any saliency have no shares; they are counted and left out. Immutable.
 */
public final class Fading {
    /** The share of last steps that the verdict and all reports use. */
    public static final double LAST_TENTH = 0.1;

    private static final double FADES_FROM = 0.5;
    private static final double KEEPS_BELOW = 0.25;
    private static final double ROUNDING = 1e-9;

    private final List<double[]> shares;
    private final int zeroCount;

    private Fading(List<double[]> shares, int zeroCount) {
        this.shares = shares;
        this.zeroCount = zeroCount;
    }

    /** The verdict, see {@link #rule}. */
    public enum Verdict {
        /** At least half of the saliency is in the last tenth of the steps. */
        FADES("fades"),
        /** In between. */
        WEAKENS("weakens"),
        /** Less than a quarter of the saliency is in the last tenth of the steps. */
        KEEPS("keeps"),
        /** No series has saliency, or the series are too short. */
        UNKNOWN("unknown");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }

        /** {@return the word for files and reports} */
        public String label() {
            return label;
        }
    }

    /**
     * {@return the saliency mass of each real step of one series: the sum of absolute values over features, L values}
     *
     * @param saliency signed map, row-major {@code (T, C)}; values after the real steps are not read
     * @param length L, real steps
     * @param features C
     * @throws IllegalArgumentException if the map is shorter than L*C
     */
    public static double[] stepMass(double[] saliency, int length, int features) {
        Require.argument(
                length >= 1 && features >= 1 && saliency.length >= (long) length * features,
                "a map of %d steps and %d features needs as many cells, but has %d",
                length,
                features,
                saliency.length);
        double[] mass = new double[length];
        for (int cell = 0; cell < length * features; cell++) {
            mass[cell / features] += Math.abs(saliency[cell]);
        }
        return mass;
    }

    /**
     * {@return the fading of a set of series}
     *
     * @param stepMass the saliency mass of each real step of each series, from {@link #stepMass}; lengths may differ
     * @throws IllegalArgumentException if there is no series, a series has no step, or a mass is negative or not finite
     */
    public static Fading of(List<double[]> stepMass) {
        Require.argument(!stepMass.isEmpty(), "at least 1 series is needed");
        for (int i = 0; i < stepMass.size(); i++) {
            Require.argument(stepMass.get(i).length >= 1, "series %d has no steps", i);
            for (double mass : stepMass.get(i)) {
                Require.argument(
                        mass >= 0 && Double.isFinite(mass),
                        "saliency mass must be finite and >= 0, but series %d has a step with %s",
                        i,
                        mass);
            }
        }
        List<double[]> shares = stepMass.stream()
                .filter(mass -> Arrays.stream(mass).anyMatch(value -> value > 0))
                .map(Fading::normalise)
                .toList();
        return new Fading(shares, stepMass.size() - shares.size());
    }

    private static double[] normalise(double[] mass) {
        double largest = Arrays.stream(mass).max().orElseThrow(); // divides first: the sum may overflow or be subnormal
        double[] scaled = Arrays.stream(mass).map(value -> value / largest).toArray();
        double sum = Arrays.stream(scaled).sum();
        return Arrays.stream(scaled).map(value -> value / sum).toArray();
    }

    /** {@return the number of series with saliency; all measures are over these} */
    public int count() {
        return shares.size();
    }

    /** {@return the number of series without any saliency, which are left out} */
    public int zeroCount() {
        return zeroCount;
    }

    /**
     * {@return the mean over series of the share of saliency in the last steps, 0..1; NaN if no series has saliency}
     *
     * @param fraction of each series, above 0 and at most 1; rounded up to whole steps
     * @throws IllegalArgumentException if the fraction is out of range
     */
    public double shareInLast(double fraction) {
        Require.argument(fraction > 0 && fraction <= 1, "fraction must be above 0 and at most 1, but was %s", fraction);
        return mean(share -> {
            double sum = 0;
            for (int t = share.length - steps(share.length, fraction); t < share.length; t++) {
                sum += share[t];
            }
            return sum;
        });
    }

    /** {@return the value of {@link #shareInLast} for equal shares of all steps; NaN if no series has saliency} */
    public double uniformShareInLast(double fraction) {
        Require.argument(fraction > 0 && fraction <= 1, "fraction must be above 0 and at most 1, but was %s", fraction);
        return mean(share -> steps(share.length, fraction) / (double) share.length);
    }

    /**
     * {@return the median over series of the half-life in steps; NaN if no series has saliency}
     *
     * <p>The half-life of a series is the smallest h such that its last h steps have at least half of its saliency:
     * half of its length, rounded up, for equal shares.
     */
    public double halfLife() {
        return Median.withDefaults()
                .evaluate(shares.stream().mapToDouble(Fading::halfLife).toArray());
    }

    private static int halfLife(double[] share) {
        double sum = 0;
        int steps = 0;
        while (sum < 0.5 - ROUNDING && steps < share.length) {
            steps++;
            sum += share[share.length - steps];
        }
        return steps;
    }

    /**
     * {@return the mean share of saliency in equal parts of relative time, first to last; sums to 1; NaN if no series has
     * saliency}
     *
     * <p>Part b covers the relative times b/bins..(b+1)/bins; a step of a series of length L covers 1/L and is divided
     * among the parts it overlaps. So series of different lengths are averaged at the same relative position.
     *
     * @param bins number of parts, at least 1
     * @throws IllegalArgumentException if there are fewer than 1
     */
    public double[] profile(int bins) {
        Require.argument(bins >= 1, "a profile needs at least 1 part, but %d were asked for", bins);
        double[] profile = new double[bins];
        for (double[] share : shares) {
            for (int t = 0; t < share.length; t++) {
                spread(share[t] / shares.size(), t, share.length, profile);
            }
        }
        if (shares.isEmpty()) {
            Arrays.fill(profile, Double.NaN);
        }
        return profile;
    }

    /** Uses units of 1/(length * bins), in which both grids have integer coordinates. */
    private static void spread(double share, int step, int length, double[] profile) {
        long bins = profile.length;
        long end = (step + 1) * bins;
        for (long at = step * bins; at < end; ) {
            long bin = at / length;
            long until = Math.min(end, (bin + 1) * length);
            profile[(int) bin] += share * (until - at) / bins;
            at = until;
        }
    }

    /** {@return whether the saliency fades, by {@link #rule}} */
    public Verdict verdict() {
        return verdict(shareInLast(LAST_TENTH), uniformShareInLast(LAST_TENTH));
    }

    /**
     * {@return whether the saliency of series fades, by {@link #rule}}
     *
     * @param share mean over series of the share of saliency in the last tenth of the steps; NaN if none has saliency
     * @param uniform the same of maps that are equal at every step
     */
    public static Verdict verdict(double share, double uniform) {
        if (Double.isNaN(share) || uniform >= KEEPS_BELOW) {
            return Verdict.UNKNOWN;
        }
        if (share >= FADES_FROM) {
            return Verdict.FADES;
        }
        return share < KEEPS_BELOW ? Verdict.KEEPS : Verdict.WEAKENS;
    }

    /**
     * {@return the rule of {@link #verdict}, in words for reports}
     *
     * <p>The bounds are those of saliency that decays exponentially from the end: half of it lies in the last tenth if
     * its half-life is a tenth of the series, a quarter of it if its half-life is about a quarter of the series.
     */
    public static String rule() {
        return "Share of the saliency in the last 10 % of each series' steps (rounded up), averaged over series: "
                + "0.5 or more 'fades', below 0.25 'keeps', in between 'weakens'; 0.1 would be a map that is the same at "
                + "every step. 'unknown' if no series has saliency or the series have about 4 steps or fewer. What is "
                + "informative only at the end of the series also looks like fading.";
    }

    /**
     * {@return the number of steps that a share of a series is, rounded up, at least 1}
     *
     * @param fraction above 0 and at most 1
     */
    public static int steps(int length, double fraction) {
        return Math.max(1, (int) Math.ceil(fraction * length - ROUNDING));
    }

    private double mean(ToDoubleFunction<double[]> measure) {
        return shares.stream().mapToDouble(measure).average().orElse(Double.NaN);
    }
}
