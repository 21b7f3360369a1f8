package io.unfade.fmri.clean;

/**
 * A cubic spline through the rows of a matrix at integer scan numbers: two continuous derivatives, and at the second
 * and the last but one knot also the third ("not a knot"), the default of SciPy's {@code CubicSpline}. Three knots give
 * a parabola, two a line. All columns at once; O(knots x columns).
 */
final class Spline {
    private final int[] knots;
    private final double[][] values;
    private final double[][] slopes;

    /**
     * Fits a spline.
     *
     * @param knots scan numbers, increasing, at least 2
     * @param values (knots, columns)
     */
    Spline(int[] knots, double[][] values) {
        this.knots = knots;
        this.values = values;
        slopes = new double[knots.length][];
        if (knots.length == 2) {
            slopes[0] = secant(0);
            slopes[1] = slopes[0];
        } else if (knots.length == 3) {
            parabola();
        } else {
            solve();
        }
    }

    /**
     * {@return the spline at a scan}
     *
     * @param interval index of the knot before, with {@code knots[interval] <= scan <= knots[interval + 1]}
     */
    double[] at(int scan, int interval) {
        double width = gap(interval);
        double t = (scan - knots[interval]) / width;
        double rest = 1 - t;
        double[] result = new double[values[0].length];
        Columns.addScaled(result, (1 + 2 * t) * rest * rest, values[interval]);
        Columns.addScaled(result, t * rest * rest * width, slopes[interval]);
        Columns.addScaled(result, t * t * (3 - 2 * t), values[interval + 1]);
        Columns.addScaled(result, -t * t * rest * width, slopes[interval + 1]);
        return result;
    }

    private double gap(int interval) {
        return knots[interval + 1] - knots[interval];
    }

    private double[] secant(int interval) {
        return sum(1 / gap(interval), values[interval + 1], -1 / gap(interval), values[interval]);
    }

    private void parabola() {
        double[] first = secant(0);
        double[] second = secant(1);
        double span = gap(0) + gap(1);
        double[] bend = sum(1 / span, second, -1 / span, first);
        slopes[0] = sum(1, first, -gap(0), bend);
        slopes[1] = sum(1, first, gap(0), bend);
        slopes[2] = sum(1, second, gap(1), bend);
    }

    /** Solves the tridiagonal equations of the slopes: elimination downwards, then substitution upwards. */
    private void solve() {
        int last = knots.length - 1;
        double[] diagonal = new double[knots.length];
        double[] above = new double[knots.length];
        diagonal[0] = gap(1);
        above[0] = gap(0) + gap(1);
        slopes[0] = end(gap(0), gap(1), secant(0), secant(1));
        for (int i = 1; i <= last; i++) {
            boolean inner = i < last;
            double below = inner ? gap(i) : gap(last - 2) + gap(last - 1);
            double factor = below / diagonal[i - 1];
            above[i] = inner ? gap(i - 1) : 0;
            diagonal[i] = (inner ? 2 * (gap(i - 1) + gap(i)) : gap(last - 2)) - factor * above[i - 1];
            slopes[i] = inner
                    ? sum(3 * gap(i), secant(i - 1), 3 * gap(i - 1), secant(i))
                    : end(gap(last - 1), gap(last - 2), secant(last - 1), secant(last - 2));
            Columns.addScaled(slopes[i], -factor, slopes[i - 1]);
        }
        slopes[last] = sum(1 / diagonal[last], slopes[last], 0, slopes[last]);
        for (int i = last - 1; i >= 0; i--) {
            slopes[i] = sum(1 / diagonal[i], slopes[i], -above[i] / diagonal[i], slopes[i + 1]);
        }
    }

    /** {@return the right-hand side at an end, with a continuous third derivative one knot further in} */
    private static double[] end(double outer, double inner, double[] outerSecant, double[] innerSecant) {
        double span = outer + inner;
        return sum((outer + 2 * span) * inner / span, outerSecant, outer * outer / span, innerSecant);
    }

    private static double[] sum(double a, double[] x, double b, double[] y) {
        double[] result = new double[x.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a * x[i] + b * y[i];
        }
        return result;
    }
}
