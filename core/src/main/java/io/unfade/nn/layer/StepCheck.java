package io.unfade.nn.layer;

import io.unfade.check.Require;
import io.unfade.data.Precision;

/** Checks the input of a stream at a step. */
public final class StepCheck {
    private StepCheck() {}

    /**
     * Checks the values of a step. Allocates nothing if they are valid.
     *
     * @param x the values
     * @param features the required number
     * @param precision of the computation; its limit bounds the magnitudes
     * @param step the step's index
     * @throws IllegalArgumentException if the number is wrong, or a value is too large or NaN
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
