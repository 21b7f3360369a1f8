package io.unfade.data.synth;

import io.unfade.check.Keyed;

/**
 * The process of the features of a series of {@link ProcessData}: the seven processes of the benchmark, as in its code
 * and the library TimeSynth, at its times {@code t_1 < ... < t_50} between 0 and 20. Every process but the first has added
 * noise N(0, 0.3^2).
 *
 * <p>Three have faults, and a corrected form that is what its name implies.
 */
public enum TimeProcess implements Keyed {
    /** White noise N(0, 1) only. */
    GAUSSIAN(1, false),

    /**
     * {@code sin(2 pi 2 t)}: the same for all features of a series. Corrected: {@code sin(2 pi f t + phase)}, with f
     * from U(1.9, 2.1) and a phase from U(0, 2 pi) for each feature.
     */
    HARMONIC(0.3, true),

    /**
     * A Gaussian process of mean 0 and variance 1 with the Matern kernel of smoothness 3/2 and length 1:
     * {@code cov(s, t) = (1 + sqrt(3) |s - t|) exp(-sqrt(3) |s - t|)}.
     */
    GAUSSIAN_PROCESS(0.3, false),

    /** {@code a sin(phi t)}, where a from N(1, 0.5^2) and phi from N(2, 0.01^2) are redrawn at every step. */
    PSEUDO_PERIODIC(0.3, false),

    /** {@code y_k = 0.9 y_{k-1} + N(0, 0.5^2)} from {@code y_0 = 0}; ignores the times. */
    AUTOREGRESSIVE(0.3, false),

    /**
     * Continuous autoregression, {@code y_1 = 0.01} and {@code y_k = 0.9^d y_{k-1} + 0.01 sqrt(1 - 0.9^d) N(0, 1)} with
     * {@code d = t_k - t_{k-1}}: of magnitude 0.008, which vanishes in the noise. Corrected: the exact process, {@code
     * y_1} from N(0, 1) and {@code y_k = 0.9^d y_{k-1} + sqrt(1 - 0.9^(2 d)) N(0, 1)}, with standard deviation 1 at all
     * times.
     */
    CAR(0.3, true),

    /**
     * A nonlinear moving average of order 10 of an input u from U(0, 0.5), as published without its nonlinear part (the
     * sum covers only the zeros before the first step) and with the same input for every feature of every series:
     * {@code y_k = 0.3 y_{k-1} + 1.5 u_{k-10} u_k + 0.1} from {@code y_0 = 0}. Its input comes from NumPy with seed 42,
     * here from Java with the same seed; the numbers differ. Corrected: a separate input for each feature, and all
     * terms, {@code y_k = 0.3 y_{k-1} + 0.05 y_{k-1} (y_{k-1} + ... + y_{k-10}) + 1.5 u_{k-10} u_{k-1} + 0.1}, from
     * zeros. It can diverge; a feature that exceeds 2, about one in 70,000, is redrawn.
     */
    NARMA(0.3, true);

    private final double noise;
    private final boolean corrected;

    TimeProcess(double noise, boolean corrected) {
        this.noise = noise;
        this.corrected = corrected;
    }

    /** {@return whether there is a corrected form} */
    public boolean hasCorrected() {
        return corrected;
    }

    /** {@return the standard deviation of the added noise} */
    double noise() {
        return noise;
    }

    /**
     * {@return the process at the times of one series}
     *
     * @param times in ascending order
     */
    Signal signal(ProcessData.Variant variant, double[] times) {
        boolean published = variant == ProcessData.Variant.PUBLISHED;
        return switch (this) {
            case GAUSSIAN -> new Signal.Silence();
            case HARMONIC -> published ? new Signal.Harmonic(times) : new Signal.PhasedHarmonic(times);
            case GAUSSIAN_PROCESS -> Signal.Matern.at(times);
            case PSEUDO_PERIODIC -> new Signal.PseudoPeriodic(times);
            case AUTOREGRESSIVE -> new Signal.Autoregression();
            case CAR ->
                published
                        ? Signal.ContinuousAutoregression.published(times)
                        : Signal.ContinuousAutoregression.corrected(times);
            case NARMA -> published ? new Signal.PublishedNarma() : new Signal.Narma();
        };
    }
}
