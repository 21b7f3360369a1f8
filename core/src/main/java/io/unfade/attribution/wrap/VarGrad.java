package io.unfade.attribution.wrap;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Unit;

import java.util.function.IntFunction;

/**
 * The variance of another method's maps over noisy copies of the series: where the map of a cell changes with the series
 * around it. 0 for every cell of a linear function.
 *
 * <pre>{@code
 * A = mean over k = 1..n of (R(x + e_k) - R)^2,   R = mean over k of R(x + e_k)
 * }</pre>
 *
 * <p>The noise e_k is that of {@link SmoothGrad}. In squares of the other method's units; never negative. Cost: n times the
 * other method.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>J. Adebayo, J. Gilmer, I. Goodfellow, B. Kim: Local Explanation Methods for Deep Neural Networks Lack Sensitivity to
 *       Parameter Values, ICLR 2018 workshop, arXiv 1810.03307, section 2.
 * </ol>
 *
 * @param method R
 * @param samples n, 2..10000
 * @param noise standard deviation as a share of the scale, above 0 and at most 10
 * @param scale of the noise
 */
public record VarGrad(Attribution method, int samples, double noise, NoiseScale scale) implements Noisy {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "var-grad",
            "the variance of another method's maps over noisy copies of the series",
            options -> new VarGrad(
                    options.method("method"),
                    options.integer("samples"),
                    options.number("noise"),
                    options.choice("scale", NoiseScale.class)),
            METHOD,
            new Kind.Option("samples", "25", "noisy copies, 2..10000"),
            NoisyCopies.NOISE,
            NoisyCopies.SCALE);

    /** Checks the numbers. */
    public VarGrad {
        new NoisyCopies("var-grad", method, samples, noise, scale).check(2);
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Unit unit() {
        return method.unit().squared();
    }

    @Override
    public boolean isNonNegative() {
        return true;
    }

    @Override
    public Explained attribute(Problem problem) {
        return new Explained(variance(problem, copies().noise(problem)));
    }

    /**
     * {@return the variance over some noise}
     *
     * @param draw noise {@code (B, T, C)} of a sample; called in order from 0
     */
    double[] variance(Problem problem, IntFunction<double[]> draw) {
        double[] mean = new double[problem.inputs().values().length];
        double[] squares = new double[mean.length];
        copies().maps(problem, draw, (k, map) -> {
            for (int i = 0; i < mean.length; i++) { // Welford's update, which does not cancel
                double difference = map[i] - mean[i];
                mean[i] += difference / (k + 1);
                squares[i] += difference * (map[i] - mean[i]);
            }
        });
        for (int i = 0; i < squares.length; i++) {
            squares[i] /= samples;
        }
        return squares;
    }
}
