package io.unfade.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.unfade.engine.Gradients;
import io.unfade.model.DifferentiableModel.Derivative;
import io.unfade.model.DifferentiableModel.Seed;
import io.unfade.model.tensor.Tensor;
import io.unfade.nn.Softmax;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/** The vector-Jacobian product of a network of the engine. */
public final class Derivatives {
    private Derivatives() {}

    /**
     * {@return outputs and gradient, on the heap}
     *
     * @param x {@code (B, T, C)}; a leaf
     * @param wanted the output to differentiate
     * @param seed called once, after the forward pass
     * @param softmax from the network's outputs to probabilities; null if they are probabilities
     * @param network maps x to {@code (B, K)}
     */
    public static Derivative of(
            NDArray x, Output wanted, Seed seed, @Nullable Softmax softmax, UnaryOperator<NDArray> network) {
        double[][][] outputs = new double[1][][];
        Gradients.Result result = Gradients.ofInput(x, input -> {
            NDArray values = network.apply(input);
            NDArray probabilities = softmax == null ? values : softmax.of(values);
            double[][] ofClasses = TrainedModel.rows(probabilities);
            if (wanted == Output.PROBABILITY) {
                outputs[0] = ofClasses;
                return probabilities.mul(array(seed.of(ofClasses, ofClasses), probabilities));
            }
            double[][] logits = TrainedModel.rows(values);
            if (wanted == Output.LOG_ODDS && softmax != null) {
                outputs[0] = logOdds(softmax, logits);
                double[][] weights = seed.of(ofClasses, outputs[0]);
                double[][] ofLogits = new double[logits.length][];
                Arrays.setAll(ofLogits, b -> softmax.logOddsWeights(logits[b], weights[b]));
                return values.mul(array(ofLogits, values));
            }
            outputs[0] = logits;
            return values.mul(array(seed.of(ofClasses, logits), values));
        });
        return new Derivative(outputs[0], Tensor.of(result.gradient()).toDoubles());
    }

    /** {@return the log-odds of each class of each series} */
    static double[][] logOdds(Softmax softmax, double[][] logits) {
        return Arrays.stream(logits).map(softmax::logOdds).toArray(double[][]::new);
    }

    private static NDArray array(double[][] seed, NDArray like) {
        double[] values = Arrays.stream(seed).flatMapToDouble(Arrays::stream).toArray();
        return like.getManager()
                .create(values, new Shape(seed.length, seed[0].length))
                .toType(like.getDataType(), false);
    }
}
