package io.unfade.nn.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import io.unfade.check.Require;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Declares, fetches, multiplies and copies the weights of blocks.
 *
 * <p>A parameter's shape is that of one network. Where networks of one architecture are members of an ensemble, the
 * arrays of the M members are stacked: a parameter of shape {@code (out, in)} has an array {@code (M, out, in)}, and a
 * batch is {@code (M*B, ...)}, the B series of the first member first.
 */
public final class Weight {
    private Weight() {}

    /** {@return a parameter of a fixed shape, without values} */
    public static Parameter of(String name, long... shape) {
        return Parameter.builder()
                .setName(name)
                .setType(shape.length == 1 ? Parameter.Type.BIAS : Parameter.Type.WEIGHT)
                .optShape(new Shape(shape))
                .optRequiresGrad(false)
                .build();
    }

    /** {@return the shape of a parameter's array for a number of members: without a leading axis for one} */
    public static Shape shape(Parameter parameter, int members) {
        return members == 1 ? parameter.getShape() : new Shape(members).addAll(parameter.getShape());
    }

    /** Sets the values of a parameter of a single network; they stay on the array's manager. */
    public static void set(Parameter parameter, NDArray array) {
        set(parameter, array, 1);
    }

    /** Sets the values of a parameter for a number of members; they stay on the array's manager. */
    public static void set(Parameter parameter, NDArray array, int members) {
        Shape shape = shape(parameter, members);
        Require.argument(
                shape.equals(array.getShape()),
                "%s must have shape %s, but has %s",
                parameter.getName(),
                shape,
                array.getShape());
        parameter.setInitializer((manager, ofOne, type) -> array);
        parameter.initialize(array.getManager(), array.getDataType());
    }

    /**
     * {@return the product {@code x W^T + b}, {@code (..., out)}, each member's of its own rows}
     *
     * @param x {@code (..., in)}, the rows of the first member first
     * @param weight {@code (out, in)}, or {@code (M, out, in)}
     * @param bias {@code (out)}, or {@code (M, out)}; null for none
     */
    public static NDArray product(NDArray x, NDArray weight, @Nullable NDArray bias) {
        Shape of = weight.getShape();
        if (of.dimension() == 2) {
            return Linear.linear(x, weight, bias).head();
        }
        Shape shape = x.getShape();
        NDArray columns = weight.transpose(0, 2, 1);
        columns.attach(x.getManager());
        NDArray product = x.reshape(of.get(0), -1, of.get(2)).matMul(columns);
        if (bias != null) {
            NDArray row = bias.expandDims(1);
            row.attach(x.getManager());
            product.addi(row);
        }
        return product.reshape(shape.slice(0, shape.dimension() - 1).add(of.get(1)));
    }

    /**
     * {@return the matrix {@code (W | b)} with the bias as its last column, {@code (out, in + 1)} or {@code (M, out, in + 1)}; on
     * the manager of the weight}
     */
    public static NDArray joined(NDArray weight, NDArray bias) {
        try (NDArray column = bias.expandDims(-1)) {
            return weight.concat(column, -1);
        }
    }

    /** {@return a copy of an array's values, row-major, in double precision} */
    public static double[] doubles(NDArray array) {
        if (array.getDataType() == DataType.FLOAT64) {
            return array.toDoubleArray();
        }
        float[] singles = array.toFloatArray();
        double[] values = new double[singles.length];
        Arrays.setAll(values, i -> singles[i]);
        return values;
    }

    /** {@return the parameter's array on the device of x} */
    public static NDArray value(ParameterStore store, Parameter parameter, NDArray x, boolean training) {
        return store.getValue(parameter, x.getDevice(), training);
    }
}
