package io.unfade.nn.spec;

import io.unfade.check.Require;

/**
 * A code of a step's position in its series: sines and cosines of K multiples of an angle that grows by half a turn in P
 * steps.
 *
 * <pre>{@code
 * phi(i) = (sin a_i, sin 2 a_i, ..., sin K a_i, cos a_i, cos 2 a_i, ..., cos K a_i)      a_i = pi (i + 1/2) / P
 * }</pre>
 *
 * <p>i counts the steps from 0. The first P steps have P different codes; after 2 P steps the codes begin again. They
 * depend on the step alone and not on the length of its series, so a series that goes on keeps the codes that it has.
 *
 * @param harmonics K, from 1 to P: further multiples repeat what is there at every step
 * @param period P, from 1 to {@value #LONGEST}
 */
public record Positions(int harmonics, int period) {
    /** The largest P. */
    public static final int LONGEST = 1 << 29; // products of K and 4 P are then exact

    /** Checks the sizes. */
    public Positions {
        Require.argument(
                period >= 1 && period <= LONGEST,
                "the period of the position code must be in 1..%d, but was %d",
                LONGEST,
                period);
        Require.argument(
                harmonics >= 1 && harmonics <= period,
                "the harmonics of the position code must be in 1..%d, its period, but were %d",
                period,
                harmonics);
    }

    /** {@return the number of values of a code, 2 K} */
    public int width() {
        return 2 * harmonics;
    }

    /**
     * Writes the code of a step. The angles are reduced in whole numbers, so that a step of a series of any length is as
     * precise as the first.
     *
     * @param step i, at least 0
     * @param codes receives 2 K values
     * @param from index of the first
     */
    public void write(long step, double[] codes, int from) {
        long turn = 4L * period; // in units of the angle of the first step
        long place = 2 * (step % (turn / 2)) + 1;
        double unit = Math.PI / (2.0 * period);
        for (int k = 1; k <= harmonics; k++) {
            double angle = k * place % turn * unit;
            codes[from + k - 1] = Math.sin(angle);
            codes[from + harmonics + k - 1] = Math.cos(angle);
        }
    }

    /** {@return the codes of the first steps of a series, {@code (steps, 2 K)} row-major} */
    public double[] first(int steps) {
        return codes(0, steps);
    }

    /** {@return the codes of some steps of a series, {@code (steps, 2 K)} row-major, from the one with a given number} */
    public double[] codes(long first, int steps) {
        double[] codes = new double[Math.multiplyExact(steps, width())];
        for (int i = 0; i < steps; i++) {
            write(first + i, codes, i * width());
        }
        return codes;
    }
}
