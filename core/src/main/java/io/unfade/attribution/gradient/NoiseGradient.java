package io.unfade.attribution.gradient;

import io.unfade.attribution.Kind;
import io.unfade.attribution.Problem;
import io.unfade.attribution.Unit;
import io.unfade.model.Model;

/**
 * The gradient averaged under the noise that the model was trained under.
 *
 * <pre>{@code
 * A = mean over k = 1..n of d f(x_k) / d x_k,   x_k = (x + s e_k) / sqrt(1 + s^2),   e_k ~ N(0, 1) in each cell
 * }</pre>
 *
 * <p>A classifier that has to decide under as much noise as it can bear needs all of its evidence, and its slope there
 * tends to the weights of the best linear filter; at the series as they are the same classifier is saturated, and its slope
 * says little. Signed, in output per standard deviation of the feature. Differs from SmoothGrad in the size of the
 * noise, which is that of training and not a share of the series' range, and in that copies are scaled as in training.
 * Cost: n forward and backward passes.
 *
 * @param samples n, 1..10000
 * @param level s, in units of the standardised series, at most 1000; 0 for {@link Model#noiseLevel()}
 */
public record NoiseGradient(int samples, double level) implements OfNoise {
    /** Name, options and factory. */
    public static final Kind KIND = new Kind(
            "noise-gradient",
            "the slope averaged under the noise that the model was trained under",
            options -> new NoiseGradient(options.integer("samples"), options.number("level")),
            UnderNoise.SAMPLES,
            UnderNoise.LEVEL);

    /** Checks the numbers. */
    public NoiseGradient {
        new UnderNoise("noise-gradient", samples, level).check();
    }

    @Override
    public Kind kind() {
        return KIND;
    }

    @Override
    public Unit unit() {
        return Unit.SLOPE;
    }

    @Override
    public Explained attribute(Problem problem) {
        return new Explained(underNoise().slope(problem));
    }
}
