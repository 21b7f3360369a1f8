package io.unfade.nn.recurrent;

import io.unfade.nn.layer.Subnormals;

/**
 * Loops over single-precision arrays that the JIT compiler vectorises. All arrays of a loop are accessed at the same
 * index: with different offsets it cannot rule out overlap, and processes one number at a time.
 */
final class Lanes {
    /*
     * tanh(x) = x P(x^2) / Q(x^2): minimax in relative error on 0 to LIMIT, 6.4e-9 before rounding. Constant beyond
     * LIMIT, where tanh is 1 - 2.3e-7.
     */
    private static final float LIMIT = 8;
    private static final float P1 = 0.13444497f;
    private static final float P2 = 0.003571597f;
    private static final float P3 = 2.1894646e-5f;
    private static final float P4 = 1.5230395e-8f;
    private static final float Q1 = 0.46777824f;
    private static final float Q2 = 0.026164439f;
    private static final float Q3 = 0.00034112902f;
    private static final float Q4 = 8.522437e-7f;

    private Lanes() {}

    /**
     * Applies tanh to all values, with a relative error of at most 4e-7 (6 units in the last place), never beyond -1 or
     * 1.
     */
    static void tanh(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = tanh(values[i]);
        }
    }

    /** Applies the logistic function to all values, with an absolute error of at most 2.5e-7, never beyond 0 or 1. */
    static void sigmoid(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.5f * tanh(0.5f * values[i]) + 0.5f;
        }
    }

    private static float tanh(float value) {
        float x = Math.max(-LIMIT, Math.min(LIMIT, value));
        float u = x * x;
        float p = (((P4 * u + P3) * u + P2) * u + P1) * u + 1;
        float q = (((Q4 * u + Q3) * u + Q2) * u + Q1) * u + 1;
        return x * p / q;
    }

    static void add(float[] sum, float[] x) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += x[i];
        }
    }

    static void multiply(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    static void addProduct(float[] sum, float a, float[] x) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += a * x[i];
        }
    }

    /** Adds the products of four adjacent values of a row with their columns, reading and writing the sum once. */
    static void addFour(float[] sum, float[] row, float[][] columns, int at) {
        float a = row[at];
        float b = row[at + 1];
        float c = row[at + 2];
        float d = row[at + 3];
        float[] x = columns[at];
        float[] y = columns[at + 1];
        float[] z = columns[at + 2];
        float[] u = columns[at + 3];
        for (int i = 0; i < sum.length; i++) {
            sum[i] += (a * x[i] + b * y[i]) + (c * z[i] + d * u[i]);
        }
    }

    /** Flushes values below 2^-24 of the floor to zero, up to rounding; see {@link Subnormals}. */
    static void clear(float[] values, float floor) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] + floor) - floor;
        }
    }

    static boolean isZero(float[] values) {
        for (float value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}
