package io.unfade.attribution.recurrent.graph;

import java.util.List;

/**
 * A weight matrix for products with many vectors, of itself and of its transposed.
 *
 * <p>Both are sums of scaled lines, columns or rows, four at a time: loops over consecutive values that the JIT compiler
 * vectorises. A product with several vectors reads the matrix once. Lines that are multiplied by zeros are left out.
 */
public final class Matrix {
    private static final int AT_ONCE = 4;

    private final double[][] rows;
    private final double[][] columns;

    /**
     * A matrix.
     *
     * @param rows its rows; owned by this object
     */
    public Matrix(double[][] rows) {
        this.rows = rows;
        columns = new double[rows[0].length][rows.length];
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < columns.length; c++) {
                columns[c][r] = rows[r][c];
            }
        }
    }

    /** {@return the number of values of a product} */
    public int rows() {
        return rows.length;
    }

    /** {@return the number of values of a vector that it multiplies} */
    public int columns() {
        return columns.length;
    }

    /** {@return the largest sum of absolute values of a row} */
    public double largestRowSum() {
        double largest = 0;
        for (double[] row : rows) {
            double sum = 0;
            for (double value : row) {
                sum += Math.abs(value);
            }
            largest = Math.max(largest, sum);
        }
        return largest;
    }

    /**
     * {@return {@code W x + b}}
     *
     * @param x holds the vector that it multiplies
     * @param from index of the first of its values
     * @param bias b; not changed
     */
    public double[] plus(double[] bias, double[] x, int from) {
        double[] sum = bias.clone();
        for (int c = 0; c < columns.length; c++) {
            addOne(columns[c], x[from + c], sum, 0);
        }
        return sum;
    }

    /** Adds W x to each of some vectors. */
    void addProducts(double[][] values, List<Vector> x, List<Vector> sums) {
        addScaled(columns, values, x, sums);
    }

    /** Adds W^T y to each of some vectors. */
    void addTransposed(double[][] values, List<Vector> y, List<Vector> sums) {
        addScaled(rows, values, y, sums);
    }

    private static void addScaled(double[][] lines, double[][] values, List<Vector> factors, List<Vector> sums) {
        int whole = lines.length - lines.length % AT_ONCE;
        for (int line = 0; line < whole; line += AT_ONCE) {
            for (int i = 0; i < sums.size(); i++) {
                Vector of = factors.get(i);
                Vector to = sums.get(i);
                addFour(lines, line, values[of.array()], of.offset() + line, values[to.array()], to.offset());
            }
        }
        for (int line = whole; line < lines.length; line++) {
            for (int i = 0; i < sums.size(); i++) {
                Vector of = factors.get(i);
                Vector to = sums.get(i);
                addOne(lines[line], of.at(values, line), values[to.array()], to.offset());
            }
        }
    }

    private static void addFour(double[][] lines, int first, double[] factors, int from, double[] sum, int to) {
        double f0 = factors[from];
        double f1 = factors[from + 1];
        double f2 = factors[from + 2];
        double f3 = factors[from + 3];
        if (f0 == 0 && f1 == 0 && f2 == 0 && f3 == 0) {
            return;
        }
        double[] line0 = lines[first];
        double[] line1 = lines[first + 1];
        double[] line2 = lines[first + 2];
        double[] line3 = lines[first + 3];
        for (int i = 0; i < line0.length; i++) {
            sum[to + i] += f0 * line0[i] + f1 * line1[i] + f2 * line2[i] + f3 * line3[i];
        }
    }

    private static void addOne(double[] line, double factor, double[] sum, int to) {
        if (factor != 0) {
            for (int i = 0; i < line.length; i++) {
                sum[to + i] += factor * line[i];
            }
        }
    }
}
