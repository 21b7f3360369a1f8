package io.unfade.attribution.wrap;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Unit;
import io.unfade.check.Require;
import io.unfade.metric.Otsu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Another method's map as scores near 0 or 1: how much each cell has changes, never which cells come first. For measures
 * that ask how much, and for pictures of what counts and what does not.
 *
 * <pre>{@code
 * A_tc = 1 / (1 + exp(-k (r_tc - r_0) / n))
 * }</pre>
 *
 * <p>Of the n real cells of a series, r_tc is the rank of |M_tc| from below, M the other method's map; equal sizes share the
 * mean of their ranks. r_0 lies between the last cell below and the first above the threshold that leaves the least variance
 * on both sides of it: half a rank from each, if their sizes are unique. The threshold is in the data: every map gets
 * two groups, also one that shows nothing. If all sizes are equal, so are the scores, 0.5.
 *
 * <p>In 0..1, without a sign. Larger sizes always get larger scores, and equal ones equal scores: where the sigmoid is so
 * near to 0 or 1 that single precision would not tell neighbours apart, they differ by its last digit. Costs what the
 * other method costs, and a sort.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>N. Otsu, "A Threshold Selection Method from Gray-Level Histograms", IEEE Transactions on Systems, Man, and Cybernetics
 *       9, 1979, equation 18
 * </ol>
 *
 * @param method M
 * @param steepness k, 1..1000
 */
public record Calibrated(Attribution method, double steepness) implements DisplayStep {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "calibrated",
            "another method's map as scores near 0 or 1, in the same order; a display step",
            options -> new Calibrated(options.method("method"), options.number("steepness")),
            DisplayStep.SHOWN,
            new Kind.Option("steepness", "100.0", "of the sigmoid, 1..1000"));

    /** Checks the other method and the steepness. */
    public Calibrated {
        Wrapper.checkOther("calibrated", method);
        Require.argument(
                steepness >= 1 && steepness <= 1000, "calibrated: steepness must be in 1..1000, but was %s", steepness);
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = optionsOfOther();
        options.put("steepness", Double.toString(steepness));
        return options;
    }

    @Override
    public Unit unit() {
        return Unit.SHARE;
    }

    @Override
    public String ofConstantMaps() {
        return OF_CONSTANT_MAPS;
    }

    @Override
    public boolean isNonNegative() {
        return true;
    }

    @Override
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>(DisplayStep.super.doubts());
        doubts.add(
                "calibrated maps are a display step: it changes how much saliency cells have, never which come first, and"
                        + " finds cells that stand out in every map");
        return doubts;
    }

    @Override
    public double[] changed(double[] map, int features) {
        double[] sorted = Arrays.stream(map).map(Math::abs).sorted().toArray();
        float[] scores = scores(sorted, Otsu.below(sorted), steepness);
        return Arrays.stream(map)
                .map(value -> scores[Arrays.binarySearch(sorted, Math.abs(value))])
                .toArray();
    }

    /**
     * {@return the score of each size}
     *
     * @param sorted the sizes, ascending
     * @param below how many are below the threshold, 0 if all are equal
     */
    private static float[] scores(double[] sorted, int below, double steepness) {
        float[] scores = new float[sorted.length];
        if (below == 0) {
            Arrays.fill(scores, 0.5F);
            return scores;
        }
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] > sorted[from]) {
                Arrays.fill(
                        scores, from, i, sigmoid(steepness * ((from + 1 + i) / 2.0 - (below + 0.5)) / sorted.length));
                from = i;
            }
        }
        for (int i = 1; i < below; i++) {
            scores[i] = sorted[i] == sorted[i - 1] ? scores[i - 1] : Math.max(scores[i], Math.nextUp(scores[i - 1]));
        }
        for (int i = sorted.length - 2; i >= below; i--) {
            scores[i] = sorted[i] == sorted[i + 1] ? scores[i + 1] : Math.min(scores[i], Math.nextDown(scores[i + 1]));
        }
        return scores;
    }

    private static float sigmoid(double argument) {
        return (float) (1 / (1 + Math.exp(-argument)));
    }
}
