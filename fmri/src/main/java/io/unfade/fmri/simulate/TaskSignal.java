package io.unfade.fmri.simulate;

import io.unfade.check.Require;

/**
 * The strength of signal and drift, in units of the noise, which has a standard deviation of 1 % of the baseline.
 *
 * @param activeShare share of all regions that a class activates, in (0, 1]; no region is active in two classes
 * @param effect ratio of the peak response to one block to the standard deviation of the noise, at least 0
 * @param jitter standard deviation between subjects of a region's amplitude, which has mean 1; at least 0. Amplitudes
 *     are at least 0
 * @param drift ratio of the standard deviation of both drift coefficients to that of the noise, at least 0
 */
public record TaskSignal(double activeShare, double effect, double jitter, double drift) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public TaskSignal {
        Require.argument(
                activeShare > 0 && activeShare <= 1,
                "the share of active regions must be above 0 and at most 1, but is %s",
                activeShare);
        checkSize("the effect", effect);
        checkSize("the jitter of amplitudes", jitter);
        checkSize("the drift", drift);
    }

    private static void checkSize(String what, double value) {
        Require.argument(value >= 0 && value <= 1000, "%s must be in 0..1000, but is %s", what, value);
    }

    /** {@return 3 % of the regions, effect 1.5, jitter 0.25, drift 0.5} */
    public static TaskSignal defaults() {
        return new TaskSignal(0.03, 1.5, 0.25, 0.5);
    }

    /** {@return a copy with another effect} */
    public TaskSignal withEffect(double other) {
        return new TaskSignal(activeShare, other, jitter, drift);
    }
}
