package io.unfade.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.unfade.engine.Gradients;
import io.unfade.model.DifferentiableModel.Derivative;
import io.unfade.model.DifferentiableModel.Seed;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/** The vector-Jacobian product of a network of the engine. */
final class Derivatives {
    private Derivatives() {}

    /**
     * {@return outputs and gradient, on the heap}
     *
     * @param x {@code (B, T, C)}; a leaf
     * @param wanted the output to differentiate
     * @param seed called once, after the forward pass
     * @param given the output of the network
     * @param network maps x to {@code (B, K)}
     */
    static Derivative of(NDArray x, Output wanted, Seed seed, Output given, UnaryOperator<NDArray> network) {
        double[][][] outputs = new double[1][][];
        Gradients.Result result = Gradients.ofInput(x, input -> {
            NDArray values = network.apply(input);
            NDArray probabilities = given == Output.LOGIT ? values.softmax(1) : values;
            double[][] ofClasses = TrainedModel.rows(probabilities);
            NDArray output = wanted == given ? values : probabilities;
            outputs[0] = output == probabilities ? ofClasses : TrainedModel.rows(output);
            return output.mul(array(seed.of(ofClasses), output));
        });
        return new Derivative(outputs[0], Tensor.of(result.gradient()).toDoubles());
    }

    private static NDArray array(double[][] seed, NDArray like) {
        double[] values = Arrays.stream(seed).flatMapToDouble(Arrays::stream).toArray();
        return like.getManager()
                .create(values, new Shape(seed.length, seed[0].length))
                .toType(like.getDataType(), false);
    }
}
