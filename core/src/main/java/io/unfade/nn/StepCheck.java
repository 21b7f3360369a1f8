package io.unfade.nn;

import io.unfade.check.Require;

/** The check of what a stream is given at a step. */
final class StepCheck {
    private StepCheck() {}

    /**
     * Checks the values of a step. Allocates nothing where nothing is wrong.
     *
     * @param x the values
     * @param features how many there must be
     * @param largest what none may exceed in size
     * @param step the step's index
     * @throws IllegalArgumentException if there are more or fewer, or one is too large or not a number
     */
    static void values(double[] x, int features, double largest, long step) {
        Require.size("a step", features, x.length);
        for (int c = 0; c < features; c++) {
            if (!(Math.abs(x[c]) <= largest)) {
                String fault = Double.isFinite(x[c]) ? " is beyond single precision" : " is not finite";
                throw new IllegalArgumentException("feature " + c + " of step " + step + fault);
            }
        }
    }
}
