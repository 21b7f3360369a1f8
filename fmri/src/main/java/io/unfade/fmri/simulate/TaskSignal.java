package io.unfade.fmri.simulate;

import io.unfade.check.Require;

/**
 * How strong signal and drift are, in units of the noise, whose standard deviation is 1 % of the baseline.
 *
 * @param activeShare which share of all regions a class activates, above 0 to 1; no region is active in two classes
 * @param effect the peak of the response to one block over the standard deviation of the noise, 0 or more
 * @param jitter standard deviation between subjects of the amplitude of a region, whose mean is 1; 0 or more. Amplitudes are
 *     at least 0
 * @param drift standard deviation of both coefficients of the drift over that of the noise, 0 or more
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

    /** {@return the same with another effect} */
    public TaskSignal withEffect(double other) {
        return new TaskSignal(activeShare, other, jitter, drift);
    }
}
