package io.unfade.nn.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;

/**
 * A weight matrix and a bias in plain arrays: {@code W x + b} for one vector at a time, without allocation.
 *
 * @param weight {@code (rows, columns)}
 * @param bias {@code (rows)}; not to be changed
 */
public record Affine(ColumnMatrix weight, double[] bias) {
    /** {@return a copy of two parameters, the matrix in its own precision} */
    public static Affine of(Parameter weight, Parameter bias) {
        return new Affine(ColumnMatrix.of(weight.getArray()), Weight.doubles(bias.getArray()));
    }

    /** {@return a copy of two parameters in double precision} */
    public static Affine inDouble(Parameter weight, Parameter bias) {
        return new Affine(ColumnMatrix.inDouble(weight.getArray()), Weight.doubles(bias.getArray()));
    }

    /** {@return the same map in the precision of two parameters, with a last value of x that multiplies the bias: {@code (W | b) x}} */
    public static Affine weighing(Parameter weight, Parameter bias) {
        try (NDArray joined = Weight.joined(weight.getArray(), bias.getArray())) {
            ColumnMatrix columns = ColumnMatrix.of(joined);
            return new Affine(columns, new double[columns.rows()]);
        }
    }

    /** {@return the number of values of a result} */
    public int rows() {
        return bias.length;
    }

    /**
     * Computes {@code W x + b}.
     *
     * @param x {@code (columns)}
     * @param result {@code (rows)}
     */
    public void apply(double[] x, double[] result) {
        System.arraycopy(bias, 0, result, 0, bias.length);
        weight.addProduct(x, result);
    }
}
