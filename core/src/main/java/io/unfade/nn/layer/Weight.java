package io.unfade.nn.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.unfade.check.Require;

import java.util.Arrays;

/** Declares, fetches and copies the weights of blocks. */
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

    /** Sets the values of a parameter; they stay on the array's manager. */
    public static void set(Parameter parameter, NDArray array) {
        Require.argument(
                parameter.getShape().equals(array.getShape()),
                "%s must have shape %s, but has %s",
                parameter.getName(),
                parameter.getShape(),
                array.getShape());
        parameter.setInitializer((manager, shape, type) -> array);
        parameter.initialize(array.getManager(), array.getDataType());
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
