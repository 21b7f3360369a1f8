package io.unfade.fmri.simulate;

/**
 * The canonical response of blood oxygenation to neural activity: a peak at 5 s and an undershoot around 15 s.
 *
 * <p>With g(n, t) the density of the gamma distribution of shape n and scale 1, and P(n, t) its distribution function,
 *
 * <pre>{@code
 * h(t) = (g(6, t) - g(16, t) / 6) / (5/6)          integral 1
 * H(t) = (P(6, t) - P(16, t) / 6) / (5/6)          P(n, t) = 1 - exp(-t) sum_{j<n} t^j / j!
 * }</pre>
 *
 * and both 0 before 0. The response to activity 1 from a to b is exactly {@code H(t - a) - H(t - b)}. Not truncated at
 * 32 s, unlike in other programs. Computed with {@link StrictMath}, so identical on every machine.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>K. J. Friston, P. Fletcher, O. Josephs, A. Holmes, M. D. Rugg, R. Turner, "Event-related fMRI: characterizing
 *       differential responses", NeuroImage 7(1), 1998; delays, dispersions and ratio as in SPM's defaults
 * </ol>
 */
final class HaemodynamicResponse {
    private static final int PEAK = 6;
    private static final int UNDERSHOOT = 16;
    private static final double RATIO = 1.0 / 6;

    /** Resolution of the search for the peak, in samples per second. */
    private static final int PER_SECOND = 10;

    /** Samples searched after the end of the activity. */
    private static final int SEARCHED = 20 * PER_SECOND;

    private HaemodynamicResponse() {}

    /** {@return h, per second} */
    static double density(double seconds) {
        return (gammaDensity(PEAK, seconds) - RATIO * gammaDensity(UNDERSHOOT, seconds)) / (1 - RATIO);
    }

    /** {@return H} */
    static double cumulative(double seconds) {
        return (gammaDistribution(PEAK, seconds) - RATIO * gammaDistribution(UNDERSHOOT, seconds)) / (1 - RATIO);
    }

    /** {@return the response at a time to activity 1 from start to end, in seconds} */
    static double toActivity(double start, double end, double time) {
        return cumulative(time - start) - cumulative(time - end);
    }

    /** {@return the largest response, over tenths of a second, to activity 1 of a duration in seconds} */
    static double peak(double seconds) {
        double peak = 0;
        int last = (int) Math.ceil(seconds * PER_SECOND) + SEARCHED;
        for (int tenth = 0; tenth <= last; tenth++) {
            peak = Math.max(peak, toActivity(0, seconds, (double) tenth / PER_SECOND));
        }
        return peak;
    }

    private static double gammaDensity(int shape, double t) {
        if (t <= 0) {
            return 0;
        }
        double term = StrictMath.exp(-t);
        for (int j = 1; j < shape; j++) {
            term *= t / j;
        }
        return term;
    }

    private static double gammaDistribution(int shape, double t) {
        if (t <= 0) {
            return 0;
        }
        double term = StrictMath.exp(-t);
        double tail = term;
        for (int j = 1; j < shape; j++) {
            term *= t / j;
            tail += term;
        }
        return 1 - tail;
    }
}
