package io.unfade.math;

import io.unfade.check.Require;

/** The range of temperatures, by which logits are divided before they become probabilities. */
public final class Temperature {
    /** The lowest: the most confident predictions. */
    public static final double LOWEST = 0.001;

    /** The highest: the least confident predictions. */
    public static final double HIGHEST = 1000;

    private Temperature() {}

    /**
     * Checks a temperature.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public static void check(double temperature) {
        Require.argument(
                temperature >= LOWEST && temperature <= HIGHEST,
                "temperature must be from %s to %s, but was %s",
                LOWEST,
                HIGHEST,
                temperature);
    }
}
