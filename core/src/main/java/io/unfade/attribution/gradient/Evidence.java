package io.unfade.attribution.gradient;

import io.unfade.attribution.Extent;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.check.Keyed;
import io.unfade.check.Require;
import io.unfade.model.Inputs;
import io.unfade.model.Model;

import java.util.Map;

/**
 * The evidence of each cell for the explained output: its value times the {@linkplain NoiseGradient slope under the noise
 * of training}, averaged over the steps around it.
 *
 * <pre>{@code
 * E_tc = x_tc G_tc                                     A_tc = mean of E_uc over |u - t| <= w / 2, within the series
 * }</pre>
 *
 * <p>The evidence of a single cell is mostly the noise of its value. A window takes that noise out where evidence lasts
 * for some steps, at the price of blurred ends; it assumes nothing of features, nor that the cells form one block. Units of
 * the output. Cost: n forward and backward passes.
 *
 * @param samples n, 1..10000
 * @param level s of the noise, in units of the standardised series, at most 1000; 0 for {@link Model#noiseLevel()}
 * @param window w, steps that are averaged, an odd number; 1 for none, 0 for {@code 2 floor(L / 20) + 1}, about a tenth of a
 *     series of L steps
 * @param part what is kept of the average
 */
public record Evidence(int samples, double level, int window, Part part) implements OfNoise {
    /** What is kept. */
    public enum Part implements Keyed {
        /** All of it: evidence for the output is positive, evidence against it negative. */
        SIGNED,
        /** Evidence for the output; other cells are 0. */
        POSITIVE
    }

    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "evidence",
            "the slope under the noise of training times the value of each cell, averaged over some steps",
            options -> new Evidence(
                    options.integer("samples"),
                    options.number("level"),
                    options.integer("window"),
                    options.choice("part", Part.class)),
            UnderNoise.SAMPLES,
            UnderNoise.LEVEL,
            new Kind.Option(
                    "window",
                    "0",
                    "steps around a cell that are averaged, an odd number; 1 for none, 0 for about a tenth of the series"),
            new Kind.Option(
                    "part", "signed", "what is kept: signed (for and against), or positive (only what speaks for it)"));

    /** Steps of a series for one more step on either side of a cell. */
    private static final int STEPS_PER_SIDE = 20;

    /** Checks the numbers. */
    public Evidence {
        new UnderNoise("evidence", samples, level).check();
        Require.argument(
                window == 0 || (window >= 1 && window % 2 == 1),
                "evidence: window must be an odd number of steps, or 0 for a tenth of the series, but was %d",
                window);
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = OfNoise.super.options();
        options.put("window", Integer.toString(window));
        options.put("part", part.key());
        return options;
    }

    @Override
    public void check(Extent series) {
        series.checkWindow(KIND.key(), window, 0);
    }

    @Override
    public boolean isNonNegative() {
        return part == Part.POSITIVE;
    }

    @Override
    public Explained attribute(Problem problem) {
        double[] evidence = underNoise().slope(problem);
        double[] x = problem.inputs().values();
        for (int i = 0; i < evidence.length; i++) {
            evidence[i] *= x[i];
        }
        double[] map = averaged(problem.inputs(), evidence);
        if (part == Part.POSITIVE) {
            for (int i = 0; i < map.length; i++) {
                map[i] = Math.max(0, map[i]);
            }
        }
        return new Explained(map);
    }

    /** {@return the means over the window, by sums that move along each feature: O(T C)} */
    private double[] averaged(Inputs inputs, double[] evidence) {
        double[] map = new double[evidence.length];
        for (int b = 0; b < inputs.count(); b++) {
            for (int c = 0; c < inputs.features(); c++) {
                average(evidence, map, inputs.offset(b) + c, inputs.lengths()[b], inputs.features());
            }
        }
        return map;
    }

    /** Averages one feature, whose steps are at {@code first}, {@code first + stride} and so on. */
    private void average(double[] from, double[] to, int first, int steps, int stride) {
        int side = (window == 0 ? 2 * (steps / STEPS_PER_SIDE) + 1 : window) / 2;
        double[] sums = new double[steps + 1];
        for (int t = 0; t < steps; t++) {
            sums[t + 1] = sums[t] + from[first + t * stride];
        }
        for (int t = 0; t < steps; t++) {
            int start = Math.max(0, t - side);
            int end = Math.min(steps, t + side + 1);
            to[first + t * stride] = (sums[end] - sums[start]) / (end - start);
        }
    }
}
