package io.unfade.fmri.simulate;

import java.util.Random;

/**
 * Noise and drift of one region in one run, in units of the standard deviation of the noise.
 *
 * <pre>{@code
 * noise_0 = e_0    noise_k = a noise_{k-1} + sqrt(1 - a^2) e_k    e from N(0, 1), a from U(0.3, 0.5)
 * drift_k = b (2 u - 1) + c cos(2 pi u)                           u = k / n, b and c from N(0, drift^2)
 * }</pre>
 */
final class RunNoise {
    private static final double LEAST_AUTOCORRELATION = 0.3;
    private static final double AUTOCORRELATION_RANGE = 0.2;

    private RunNoise() {}

    /**
     * {@return noise plus drift at each scan}
     *
     * @param drift standard deviation of its coefficients
     */
    static double[] draw(Random random, int scans, double drift) {
        double persistence = LEAST_AUTOCORRELATION + AUTOCORRELATION_RANGE * random.nextDouble();
        double innovation = Math.sqrt(1 - persistence * persistence);
        double slope = drift * random.nextGaussian();
        double wave = drift * random.nextGaussian();
        double[] values = new double[scans];
        double noise = random.nextGaussian();
        for (int k = 0; k < scans; k++) {
            double u = (double) k / scans;
            values[k] = noise + slope * (2 * u - 1) + wave * StrictMath.cos(2 * Math.PI * u);
            noise = persistence * noise + innovation * random.nextGaussian();
        }
        return values;
    }
}
