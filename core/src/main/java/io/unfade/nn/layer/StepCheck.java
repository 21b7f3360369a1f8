package io.unfade.nn.layer;

import io.unfade.check.Require;
import io.unfade.data.Precision;

/** The check of what a stream is given at a step. */
public final class StepCheck {
    private StepCheck() {}

    /**
     * Checks the values of a step. Allocates nothing where nothing is wrong.
     *
     * @param x the values
     * @param features how many there must be
     * @param precision what is computed in; none may exceed its limit in size
     * @param step the step's index
     * @throws IllegalArgumentException if there are more or fewer, or one is too large or not a number
     */
    public static void values(double[] x, int features, Precision precision, long step) {
        Require.size("a step", features, x.length);
        double largest = precision.limit();
        for (int c = 0; c < features; c++) {
            if (!(Math.abs(x[c]) <= largest)) {
                String fault = Double.isFinite(x[c])
                        ? " is " + x[c] + ", too large in size for "
                                + (precision == Precision.SINGLE ? "single" : "double") + " precision (at most "
                                + largest + ")"
                        : " is not finite";
                throw new IllegalArgumentException("feature " + c + " of step " + step + fault);
            }
        }
    }
}
