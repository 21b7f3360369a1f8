package io.unfade.data.synth;

import io.unfade.check.Require;

/**
 * How the noise of neighbouring cells is correlated, of variance 1 everywhere: a first-order autoregression along each axis.
 *
 * <pre>{@code
 * corr(n_tc, n_t'c') = overSteps^|t - t'| overFeatures^|c - c'|
 * }</pre>
 *
 * @param overSteps between a step and the next, 0 to below 1
 * @param overFeatures between a feature and the next, 0 to below 1
 */
public record NoiseCorrelation(double overSteps, double overFeatures) {
    /** White noise. */
    public static final NoiseCorrelation NONE = new NoiseCorrelation(0, 0);

    /**
     * Checks the correlations.
     *
     * @throws IllegalArgumentException if one is below 0, or 1 or more
     */
    public NoiseCorrelation {
        Require.argument(
                overSteps >= 0 && overSteps < 1 && overFeatures >= 0 && overFeatures < 1,
                "correlations of noise must be in 0..1 without 1, but were %s over steps and %s over features",
                overSteps,
                overFeatures);
    }

    /**
     * Makes white noise N(0, 1) so; leaves it as it is without correlations.
     *
     * @param noise {@code (T, C)}, row-major
     */
    void correlate(double[] noise, int features) {
        double newOfFeature = Math.sqrt(1 - overFeatures * overFeatures);
        double newOfStep = Math.sqrt(1 - overSteps * overSteps);
        for (int cell = 0; cell < noise.length; cell++) {
            if (cell % features > 0) {
                noise[cell] = overFeatures * noise[cell - 1] + newOfFeature * noise[cell];
            }
        }
        for (int cell = features; cell < noise.length; cell++) {
            noise[cell] = overSteps * noise[cell - features] + newOfStep * noise[cell];
        }
    }
}
