package io.unfade.attribution.path;

import io.unfade.attribution.Baseline;
import io.unfade.attribution.Extent;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.check.Require;
import io.unfade.model.Inputs;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Integrated gradients in which, at each point of the path, random segments of the series stay as they are: the points
 * are nearer to real series, and cells are seen next to real neighbours.
 *
 * <pre>{@code
 * z_k  = x in the segments of point k, b + k/n (x - b) elsewhere,   k = 0..n-1
 * A_tc = (x_tc - b_tc) mean over the k whose segments leave cell (t, c) free of d f(z_k) / d x_tc
 * }</pre>
 *
 * <p>A segment is a random feature from a random start, all starts within the series being equally likely, for a random
 * number of steps. A cell that no point leaves free gets its value of integrated gradients. The segments of a series are
 * drawn from its random stream. Signed, in units of the output. Not complete. Cost: n forward and backward passes, and one
 * forward pass to choose the class; as many again if a cell is never free.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>H. Jang, C. Kim, E. Yang: TIMING: Temporality-Aware Integrated Gradients for Time Series Explanation, ICML 2025,
 *       arXiv 2506.05035, section 4.
 * </ol>
 *
 * Differs from the authors' code, in which segments that do not fit lie on the first step.
 *
 * @param steps n, points of the path, 1..10000
 * @param segments at each point, 0..1000000
 * @param shortest steps of a segment, at least 1
 * @param longest steps of a segment; 0 for the length of the series
 * @param baseline b
 */
public record Timing(int steps, int segments, int shortest, int longest, Baseline baseline) implements FromBaseline {
    /** The usual one; of shorter series as many as they have. */
    private static final int SHORTEST = 10;

    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "timing",
            "integrated gradients in which random segments of the series stay as they are",
            options -> new Timing(
                    options.integer("steps"),
                    options.integer("segments"),
                    options.integer("shortest"),
                    options.integer("longest"),
                    options.baseline(Baseline.SERIES)),
            new Kind.Option("steps", "50", "points of the path, 1..10000"),
            new Kind.Option(
                    "segments",
                    "5",
                    "segments that stay at each point, each of one feature, 0..1000000; of one feature one"),
            new Kind.Option("shortest", Integer.toString(SHORTEST), "fewest steps of a segment, at least 1"),
            new Kind.Option(
                    "longest",
                    "0",
                    "most steps of a segment, or 0 for the length of the series, or half of it if there is one feature"),
            PathOptions.BASELINE);

    private static final int MOST_SEGMENTS = 1_000_000;

    /** Checks the options. */
    public Timing {
        PathOptions.check("timing", steps, baseline);
        Require.argument(
                segments >= 0 && segments <= MOST_SEGMENTS,
                "timing: segments must be in 0..%d, but was %d",
                MOST_SEGMENTS,
                segments);
        Require.argument(shortest >= 1, "timing: shortest must be at least 1, but was %d", shortest);
        Require.argument(
                longest == 0 || longest >= shortest,
                "timing: longest must be at least shortest (%d), or 0 for the length of the series, but was %d",
                shortest,
                longest);
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("steps", Integer.toString(steps));
        options.put("segments", Integer.toString(segments));
        options.put("shortest", Integer.toString(shortest));
        options.put("longest", Integer.toString(longest));
        options.put("baseline", baseline.key());
        return options;
    }

    @Override
    public void check(Extent series) {
        Require.argument(
                segments == 0 || shortest <= series.longest() || shortest == SHORTEST,
                "timing: shortest must be at most %d, the steps of the longest series, but was %d",
                series.longest(),
                shortest);
    }

    @Override
    public Cost cost(int length, int features) {
        return new Cost(1, steps);
    }

    @Override
    public Explained attribute(Problem problem) {
        BitSet[] frozen = new BitSet[steps];
        for (int k = 0; k < steps; k++) {
            frozen[k] = new BitSet();
        }
        for (int b = 0; b < problem.inputs().count(); b++) {
            Random random = problem.random(b, KIND.key());
            for (BitSet cells : frozen) {
                freeze(problem.inputs(), b, random, cells);
            }
        }
        return attribute(problem, frozen);
    }

    /** Adds random segments of a series. */
    private void freeze(Inputs inputs, int series, Random random, BitSet frozen) {
        int length = inputs.lengths()[series];
        int usual = inputs.features() == 1 ? (length + 1) / 2 : length;
        int most = longest == 0 ? usual : Math.min(longest, length);
        int least = Math.min(shortest, most);
        int count = inputs.features() == 1 ? Math.min(1, segments) : segments;
        for (int i = 0; i < count; i++) {
            int feature = random.nextInt(inputs.features());
            int size = least + random.nextInt(most - least + 1);
            int start = random.nextInt(length - size + 1);
            for (int t = start; t < start + size; t++) {
                frozen.set(inputs.offset(series) + t * inputs.features() + feature);
            }
        }
    }

    /** {@return the maps for given cells that stay, of each point} */
    Explained attribute(Problem problem, BitSet... frozen) {
        double[] x = problem.inputs().values();
        double[] from = problem.baseline(baseline);
        double[] sum = new double[x.length];
        int[] free = new int[x.length];
        problem.gradients(
                steps,
                k -> {
                    double[] at = x.clone();
                    double share = (double) k / steps;
                    for (int i = frozen[k].nextClearBit(0); i < x.length; i = frozen[k].nextClearBit(i + 1)) {
                        at[i] = from[i] + share * (x[i] - from[i]);
                    }
                    return at;
                },
                (k, gradient) -> {
                    for (int i = frozen[k].nextClearBit(0); i < x.length; i = frozen[k].nextClearBit(i + 1)) {
                        sum[i] += gradient[i];
                        free[i]++;
                    }
                });
        double[] fallback = new double[0];
        for (int i = 0; i < x.length; i++) {
            if (free[i] == 0 && fallback.length == 0) {
                fallback = new IntegratedGradients(steps, baseline)
                        .attribute(problem)
                        .values();
            }
            sum[i] = free[i] == 0 ? fallback[i] : (x[i] - from[i]) * sum[i] / free[i];
        }
        return new Explained(sum);
    }
}
