package io.unfade.onnx.export;

import io.unfade.check.Require;
import io.unfade.model.tensor.Tensor;

import java.util.Map;

/**
 * The weights of one network, by their names in its file.
 *
 * @param tensors all of them
 */
record Weights(Map<String, Tensor> tensors) {
    private Tensor tensor(String name) {
        return Require.present(tensors.get(name), "weight '%s' is missing", name);
    }

    /** {@return the numbers of a weight, row-major} */
    double[] numbers(String name) {
        return tensor(name).toDoubles();
    }

    /** {@return the sizes of a weight} */
    long[] shape(String name) {
        return tensor(name).shape();
    }

    /** {@return values times a matrix, {@code x W^T}, along the last axis} */
    Value product(Value x, String weight) {
        long[] shape = shape(weight);
        int rows = (int) shape[0];
        int columns = (int) shape[1];
        double[] numbers = numbers(weight);
        double[] transposed = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            transposed[i % columns * rows + i / columns] = numbers[i];
        }
        return x.to("MatMul", x.graph().singles(transposed, columns, rows));
    }

    /** {@return values times a matrix, plus a vector} */
    Value product(Value x, String weight, String bias) {
        return product(x, weight).to("Add", x.graph().singles(numbers(bias), shape(bias)));
    }
}
