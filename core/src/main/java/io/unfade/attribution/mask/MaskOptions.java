package io.unfade.attribution.mask;

import io.unfade.attribution.Kind;
import io.unfade.check.Require;

/** Options that both kinds of masks have. */
final class MaskOptions {
    /** Upper limit of penalties and rates. */
    static final double LARGEST = 1e6;

    /** Upper limit of the standard deviation of gates. */
    static final double MOST_NOISE = 10;

    /** Upper limit of masks of one series. */
    static final int MOST_VARIANTS = 1000;

    static final Kind.Option TIME =
            new Kind.Option("time", "0.0", "penalty of the mask's changes from a step to the next, 0..1000000");

    static final Kind.Option PRESERVE = new Kind.Option(
            "preserve", "target", "which outputs the mask preserves: target (the explained one), or all of the model");

    private static final int MOST_ITERATIONS = 100_000;

    private MaskOptions() {}

    static Kind.Option iterations(int usual) {
        return new Kind.Option("iterations", Integer.toString(usual), "steps of the descent, 1..100000");
    }

    static Kind.Option rate(String usual, String meaning) {
        return new Kind.Option("rate", usual, meaning + ", above 0, at most 1000000");
    }

    /**
     * Checks the options that both have.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    static void check(String method, int iterations, double rate, double time) {
        Require.argument(
                iterations >= 1 && iterations <= MOST_ITERATIONS,
                "%s: iterations must be in 1..%d, but was %d",
                method,
                MOST_ITERATIONS,
                iterations);
        Require.argument(
                rate > 0 && rate <= LARGEST,
                "%s: rate must be above 0 and at most %.0f, but was %s",
                method,
                LARGEST,
                rate);
        Require.argument(
                time >= 0 && time <= LARGEST, "%s: time must be in 0..%.0f, but was %s", method, LARGEST, time);
    }

    /**
     * Checks the penalty of the size.
     *
     * @throws IllegalArgumentException if it is out of its range
     */
    static void checkSize(String method, double size) {
        Require.argument(
                size > 0 && size <= LARGEST,
                "%s: size must be above 0 and at most %.0f, but was %s",
                method,
                LARGEST,
                size);
    }
}
