package io.unfade.nn.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.unfade.data.Precision;

import java.util.Arrays;

/**
 * A copy of a weight matrix {@code (rows, columns)} on plain arrays, for products with one vector at a time.
 *
 * <p>It is kept column by column and a product is a sum of columns, each times one number. The virtual machine's compiler
 * turns that loop into vector instructions; the sum over a row it leaves as it is, since it may not change the order of
 * additions. Cost of a product: rows * columns multiplications; no memory is allocated. Not for use from several threads.
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

    /** {@return how many values a product has} */
    int rows();

    /** {@return how many values a product is taken of} */
    int columns();

    /** {@return the precision that products are taken in} */
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

    /** Products in single precision, half the memory to go through: what counts where a matrix outgrows the caches. */
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
