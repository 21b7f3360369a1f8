package io.unfade.math;

import io.unfade.check.Require;

/**
 * The Gauss-Legendre rule on 0..1: approximates the integral of f by the sum of weight(k) f(node(k)), exact for
 * polynomials up to degree 2n - 1.
 */
public final class GaussLegendre {
    private static final int MOST_ITERATIONS = 100;
    private static final double FIRST_GUESS_SHIFT = 0.25;
    private static final double CLOSE = 1e-15;

    private final double[] nodes;
    private final double[] weights;

    private GaussLegendre(int n) {
        nodes = new double[n];
        weights = new double[n];
        for (int k = 0; k < n; k++) {
            // Newton's method from Tricomi's guess finds the k-th root of the Legendre polynomial, largest first
            double x = Math.cos(Math.PI * (k + 1 - FIRST_GUESS_SHIFT) / (n + 0.5));
            double[] legendre = legendre(n, x);
            for (int i = 0; i < MOST_ITERATIONS; i++) {
                double step = legendre[0] / legendre[1];
                x -= step;
                legendre = legendre(n, x);
                if (Math.abs(step) < CLOSE) {
                    break;
                }
            }
            nodes[n - 1 - k] = (1 + x) / 2;
            weights[n - 1 - k] = 1 / ((1 - x * x) * legendre[1] * legendre[1]);
        }
    }

    /**
     * {@return the rule of n nodes}
     *
     * @param n at least 1; O(n^2) time
     */
    public static GaussLegendre of(int n) {
        Require.argument(n >= 1, "the rule needs at least 1 node, but was given %d", n);
        return new GaussLegendre(n);
    }

    /** {@return the Legendre polynomial of degree n at x, and its derivative} */
    private static double[] legendre(int n, double x) {
        double before = 0;
        double value = 1;
        for (int j = 1; j <= n; j++) {
            double next = ((2 * j - 1) * x * value - (j - 1) * before) / j;
            before = value;
            value = next;
        }
        return new double[] {value, n * (x * value - before) / (x * x - 1)};
    }

    /** {@return a node in 0..1; increasing with the index} */
    public double node(int index) {
        return nodes[index];
    }

    /** {@return the weight of a node; all sum to 1} */
    public double weight(int index) {
        return weights[index];
    }
}
