package io.unfade.nn.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.unfade.data.Precision;

import java.util.Arrays;

/**
 * A copy of a weight matrix {@code (rows, columns)} in plain arrays, for products with one vector at a time.
 *
 * <p>Stored by columns; a product is a sum of scaled columns. The JIT compiler vectorises that loop, but not the sum
 * over a row, since it may not reorder additions. Cost of a product: rows * columns multiplications, without
 * allocation. Not thread-safe.
 */
public sealed interface ColumnMatrix {
    /** {@return a copy of a matrix in its own precision} */
    static ColumnMatrix of(NDArray matrix) {
        return matrix.getDataType() == DataType.FLOAT64 ? inDouble(matrix) : new Singles(matrix);
    }

    /** {@return a copy of a matrix in double precision} */
    static ColumnMatrix inDouble(NDArray matrix) {
        return new Doubles(matrix);
    }

    /** {@return the number of values of a product} */
    int rows();

    /** {@return the size of the vectors that it multiplies} */
    int columns();

    /** {@return the precision of products} */
    Precision precision();

    /**
     * Adds a product: {@code sum += W x}.
     *
     * @param x {@code (columns)}
     * @param sum {@code (rows)}
     */
    void addProduct(double[] x, double[] sum);

    /** Products in double precision. */
    final class Doubles implements ColumnMatrix {
        private final double[][] columns;
        private final int rows;

        private Doubles(NDArray matrix) {
            double[] values = Weight.doubles(matrix);
            columns = new double[(int) matrix.getShape().get(1)][];
            rows = values.length / columns.length;
            for (int c = 0; c < columns.length; c++) {
                int first = c;
                columns[c] = new double[rows];
                Arrays.setAll(columns[c], row -> values[row * columns.length + first]);
            }
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public int columns() {
            return columns.length;
        }

        @Override
        public Precision precision() {
            return Precision.DOUBLE;
        }

        @Override
        public void addProduct(double[] x, double[] sum) {
            for (int c = 0; c < columns.length; c++) {
                addScaled(x[c], columns[c], sum);
            }
        }

        /** {@code sum += factor * column}, value by value. */
        public static void addScaled(double factor, double[] column, double[] sum) {
            for (int i = 0; i < column.length; i++) {
                sum[i] += factor * column[i];
            }
        }
    }

    /** Products in single precision, which halves memory traffic for matrices larger than the caches. */
    final class Singles implements ColumnMatrix {
        private final float[][] columns;
        private final float[] product;

        private Singles(NDArray matrix) {
            float[] values = matrix.toFloatArray();
            columns = new float[(int) matrix.getShape().get(1)][];
            product = new float[values.length / columns.length];
            for (int c = 0; c < columns.length; c++) {
                columns[c] = new float[product.length];
                for (int row = 0; row < product.length; row++) {
                    columns[c][row] = values[row * columns.length + c];
                }
            }
        }

        @Override
        public int rows() {
            return product.length;
        }

        @Override
        public int columns() {
            return columns.length;
        }

        @Override
        public Precision precision() {
            return Precision.SINGLE;
        }

        @Override
        public void addProduct(double[] x, double[] sum) {
            Arrays.fill(product, 0);
            for (int c = 0; c < columns.length; c++) {
                addScaled((float) x[c], columns[c], product);
            }
            for (int row = 0; row < product.length; row++) {
                sum[row] += product[row];
            }
        }

        private static void addScaled(float factor, float[] column, float[] sum) {
            for (int i = 0; i < column.length; i++) {
                sum[i] += factor * column[i];
            }
        }
    }
}
