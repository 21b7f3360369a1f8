package io.unfade.fmri.clean;

import java.util.Arrays;

/** Arithmetic on the columns of a row-major matrix (scans x columns). Loops over rows, to read memory in order. */
final class Columns {
    /** Below this a standard deviation is taken to be 1, as nilearn does. */
    private static final double SMALLEST_DEVIATION = Math.ulp(1.0);

    /** Values below this fraction of a column's largest are rounding errors. */
    private static final double ROUNDING = 1e-12;

    private Columns() {}

    /** {@return a copy of all rows} */
    static double[][] copy(double[][] rows) {
        double[][] copy = new double[rows.length][];
        Arrays.setAll(copy, row -> rows[row].clone());
        return copy;
    }

    /** {@return the means of the columns; exact for constant columns} */
    static double[] means(double[][] rows) {
        double[] first = rows[0];
        double[] means = new double[first.length];
        for (double[] row : rows) {
            for (int i = 0; i < means.length; i++) {
                means[i] += row[i] - first[i];
            }
        }
        for (int i = 0; i < means.length; i++) {
            means[i] = first[i] + means[i] / rows.length;
        }
        return means;
    }

    /** {@return the largest absolute values of the columns} */
    static double[] magnitudes(double[][] rows) {
        double[] largest = new double[rows[0].length];
        for (double[] row : rows) {
            for (int i = 0; i < largest.length; i++) {
                largest[i] = Math.max(largest[i], Math.abs(row[i]));
            }
        }
        return largest;
    }

    /** Adds a multiple of a vector to every row. */
    static void addScaled(double[][] rows, double factor, double[] values) {
        for (double[] row : rows) {
            addScaled(row, factor, values);
        }
    }

    /** Adds a multiple of a vector to a row. */
    static void addScaled(double[] row, double factor, double[] values) {
        for (int i = 0; i < row.length; i++) {
            row[i] += factor * values[i];
        }
    }

    /** Removes the least-squares line from each column. A single row stays unchanged. */
    static void removeLines(double[][] rows) {
        if (rows.length == 1) {
            return;
        }
        addScaled(rows, -1, means(rows));
        double centre = (rows.length - 1) / 2.0;
        double squares = 0;
        double[] slopes = new double[rows[0].length];
        for (int t = 0; t < rows.length; t++) {
            squares += (t - centre) * (t - centre);
            addScaled(slopes, t - centre, rows[t]);
        }
        for (int t = 0; t < rows.length; t++) {
            addScaled(rows[t], -(t - centre) / squares, slopes);
        }
    }

    /**
     * Gives each column mean 0 and standard deviation 1, with n - 1 in its denominator. A column that is constant up to
     * rounding only loses its mean.
     *
     * @param magnitudes the largest absolute values of the columns before anything was removed
     */
    static void standardize(double[][] rows, double[] magnitudes) {
        if (rows.length == 1) {
            return;
        }
        addScaled(rows, -1, means(rows));
        double[] scales = new double[rows[0].length];
        for (double[] row : rows) {
            for (int i = 0; i < scales.length; i++) {
                scales[i] += row[i] * row[i];
            }
        }
        for (int i = 0; i < scales.length; i++) {
            double deviation = Math.sqrt(scales[i] / (rows.length - 1));
            scales[i] = deviation < Math.max(SMALLEST_DEVIATION, ROUNDING * magnitudes[i]) ? 1 : deviation;
        }
        divide(rows, scales);
    }

    /** Converts each column to its deviation from its mean in percent of the mean; 0 where the mean is 0. */
    static void toPercentChange(double[][] rows) {
        double[] means = means(rows);
        addScaled(rows, -1, means);
        double[] scales = new double[means.length];
        for (int i = 0; i < scales.length; i++) {
            double size = Math.abs(means[i]);
            scales[i] = size < SMALLEST_DEVIATION ? Double.POSITIVE_INFINITY : size / 100;
        }
        divide(rows, scales);
    }

    /** Divides each column by its largest absolute value; columns of zeros stay unchanged. */
    static void divideByMagnitudes(double[][] rows) {
        double[] scales = magnitudes(rows);
        for (int i = 0; i < scales.length; i++) {
            scales[i] = scales[i] == 0 ? 1 : scales[i];
        }
        divide(rows, scales);
    }

    private static void divide(double[][] rows, double[] scales) {
        for (double[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] /= scales[i];
            }
        }
    }
}
