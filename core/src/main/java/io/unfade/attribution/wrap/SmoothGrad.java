package io.unfade.attribution.wrap;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Unit;
import io.unfade.check.Keyed;

import java.util.Map;
import java.util.function.IntFunction;

/**
 * The mean of another method's maps over noisy copies of the series.
 *
 * <pre>{@code
 * A = mean over k = 1..n of g(R(x + e_k)),   e_k ~ N(0, s^2),   s = noise (max x - min x)
 * }</pre>
 *
 * <p>R is the other method, and g the identity, the absolute value, or the square. Or s is of each feature by itself: noise
 * times its standard deviation over the steps of the series. The explained class and the baseline remain those of
 * x. The noise of a series is derived from its id, so its map does not depend on other series. Cost: n times the other
 * method.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>D. Smilkov, N. Thorat, B. Kim, F. Viegas, M. Wattenberg: SmoothGrad: removing noise by adding noise, 2017, arXiv
 *       1706.03825, section 3.
 *   <li>S. Hooker, D. Erhan, P.-J. Kindermans, B. Kim: A Benchmark for Interpretability Methods in Deep Neural Networks,
 *       NeurIPS 2019, arXiv 1806.10758, section 4 (the square).
 * </ol>
 *
 * @param method R
 * @param samples n, 1..10000
 * @param noise standard deviation as a share of the scale, above 0 and at most 10
 * @param scale of the noise
 * @param mode g
 */
public record SmoothGrad(Attribution method, int samples, double noise, NoiseScale scale, Mode mode) implements Noisy {
    /** The quantity averaged. */
    public enum Mode implements Keyed {
        /** The signed maps. */
        SIGNED,
        /** Their absolute values. */
        ABSOLUTE,
        /** Their squares. */
        SQUARED
    }

    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "smooth-grad",
            "the mean of another method's maps over noisy copies of the series",
            options -> new SmoothGrad(
                    options.method("method"),
                    options.integer("samples"),
                    options.number("noise"),
                    options.choice("scale", NoiseScale.class),
                    options.choice("mode", Mode.class)),
            METHOD,
            new Kind.Option("samples", "25", "noisy copies, 1..10000"),
            NoisyCopies.NOISE,
            NoisyCopies.SCALE,
            new Kind.Option("mode", "signed", "what is averaged: signed, absolute, or squared maps"));

    /** Checks the numbers. */
    public SmoothGrad {
        new NoisyCopies("smooth-grad", method, samples, noise, scale).check(1);
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = Noisy.super.options();
        options.put("mode", mode.key());
        return options;
    }

    @Override
    public Unit unit() {
        return mode == Mode.SQUARED ? method.unit().squared() : method.unit();
    }

    @Override
    public boolean isNonNegative() {
        return mode != Mode.SIGNED || method.isNonNegative();
    }

    @Override
    public Explained attribute(Problem problem) {
        return new Explained(mean(problem, copies().noise(problem)));
    }

    /**
     * {@return the mean over some noise}
     *
     * @param draw noise {@code (B, T, C)} of a sample; called in order from 0
     */
    double[] mean(Problem problem, IntFunction<double[]> draw) {
        double[] sum = new double[problem.inputs().values().length];
        copies().maps(problem, draw, (k, map) -> {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += switch (mode) {
                    case SIGNED -> map[i];
                    case ABSOLUTE -> Math.abs(map[i]);
                    case SQUARED -> map[i] * map[i];
                };
            }
        });
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= samples;
        }
        return sum;
    }
}
