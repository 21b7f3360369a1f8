package io.unfade.fmri.clean;

import io.unfade.check.Require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What confounds explain of series by least squares, and its removal.
 *
 * <p>Own code, since EJML's QR decomposition with column pivoting loses directions where confounds are dependent. It subtracts what
 * each step takes from the squared length of a column, and measures that again only once it is negative. So below 1e-8 of the
 * length it cannot tell what is left of a nearly dependent column from the rounding errors of a dependent one; it may take the
 * latter first, and ends there. With both kinds among random confounds that happened in up to 9 of 50 cases, and it was no
 * faster (36 confounds of 1,200 scans: 4.8 ms, and 4.2 ms here).
 */
final class Projection {
    /** Directions shorter than this fraction of the longest are rounding errors. */
    private static final double NEGLIGIBLE = 100 * Math.ulp(1.0);

    private Projection() {}

    /**
     * Regresses the confounds out of each series, in place: {@code x - Q Q' x}, where the columns of Q are orthonormal
     * and span the confounds.
     *
     * @param rows (scans, series)
     * @param confounds (scans, columns)
     * @param freedom degrees of freedom left in a series: the scans less what was removed before
     * @throws IllegalArgumentException if the independent confounds are so many that they explain any series
     */
    static void remove(double[][] rows, double[][] confounds, int freedom) {
        List<double[]> directions = directions(confounds);
        Require.argument(
                directions.size() < freedom,
                "%d independent confounds leave nothing of %d scans; choose fewer confounds or keep more scans",
                directions.size(),
                rows.length);
        for (double[] direction : directions) {
            double[] share = new double[rows[0].length];
            for (int t = 0; t < rows.length; t++) {
                Columns.addScaled(share, direction[t], rows[t]);
            }
            for (int t = 0; t < rows.length; t++) {
                Columns.addScaled(rows[t], -direction[t], share);
            }
        }
    }

    /**
     * {@return orthonormal vectors that span the columns of a matrix}
     *
     * <p>QR decomposition with column pivoting, by Gram and Schmidt: the longest remaining column gives the next
     * direction, which is projected out of the others. Columns explained by others become short; once the longest has a
     * length of at most {@code 100 eps max(1, r)}, where r is the length of the first, all that is left is rounding
     * error.
     */
    static List<double[]> directions(double[][] rows) {
        List<double[]> left = new ArrayList<>();
        for (int column = 0; column < rows[0].length; column++) {
            int index = column;
            left.add(Arrays.stream(rows).mapToDouble(row -> row[index]).toArray());
        }
        List<double[]> directions = new ArrayList<>();
        double smallest = NEGLIGIBLE;
        while (!left.isEmpty()) {
            double[] next = left.remove(longest(left));
            // Twice, since one pass leaves rounding errors relative to the column's original length.
            directions.forEach(direction -> takeOut(direction, next));
            double length = length(next);
            if (directions.isEmpty()) {
                smallest = NEGLIGIBLE * Math.max(1, length);
            }
            if (length > smallest) {
                Arrays.setAll(next, t -> next[t] / length);
                left.forEach(column -> takeOut(next, column));
                directions.add(next);
            }
        }
        return directions;
    }

    private static int longest(List<double[]> columns) {
        int longest = 0;
        double most = -1;
        for (int i = 0; i < columns.size(); i++) {
            double length = length(columns.get(i));
            if (length > most) {
                most = length;
                longest = i;
            }
        }
        return longest;
    }

    private static void takeOut(double[] direction, double[] column) {
        Columns.addScaled(column, -product(direction, column), direction);
    }

    private static double length(double[] column) {
        return Math.sqrt(product(column, column));
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int t = 0; t < a.length; t++) {
            sum += a[t] * b[t];
        }
        return sum;
    }
}
