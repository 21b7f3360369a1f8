package io.unfade.nn.stem;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.unfade.engine.Constants;
import io.unfade.engine.Gradients;
import io.unfade.engine.InPlace;
import io.unfade.nn.layer.Lengths;
import io.unfade.nn.layer.Weight;
import io.unfade.nn.layer.WeightedBlock;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Batch normalisation of the features of all real steps (Ioffe and Szegedy, ICML 2015, arXiv 1502.03167), as PyTorch's
 * {@code BatchNorm1d}: in training by the mean and the population variance of the batch, of which running means are
 * kept; otherwise by these, so that the layer is a fixed affine map. Unlike PyTorch's it leaves out padding.
 */
final class BatchNormalization extends WeightedBlock {
    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.1;
    private static final String RUNNING = "running_";

    private final Parameter weight;
    private final Parameter bias;
    private final Parameter mean;
    private final Parameter variance;

    BatchNormalization(int features) {
        weight = addParameter(Weight.of("weight", features));
        bias = addParameter(Weight.of("bias", features));
        mean = addParameter(Weight.of(RUNNING + "mean", features));
        variance = addParameter(Weight.of(RUNNING + "var", features));
    }

    /** {@return whether a weight's name is that of a running mean or variance} */
    static boolean isStatistic(String name) {
        return name.substring(name.lastIndexOf('.') + 1).startsWith(RUNNING);
    }

    Map<String, Parameter> weights() {
        Map<String, Parameter> weights = new LinkedHashMap<>();
        for (Parameter parameter : new Parameter[] {weight, bias, mean, variance}) {
            weights.put(parameter.getName(), parameter);
        }
        return weights;
    }

    /**
     * {@return the normalised values}
     *
     * @param x {@code (B, T, C)}, 0 in the padding
     * @param lengths of x
     */
    NDArray forward(ParameterStore store, NDArray x, Lengths lengths, boolean training) {
        NDArray scale = Weight.value(store, weight, x, training);
        NDArray shift = Weight.value(store, bias, x, training);
        NDArray runningMean = Weight.value(store, mean, x, training);
        NDArray runningVariance = Weight.value(store, variance, x, training);
        if (!training) {
            NDArray deviation = Constants.of(EPSILON, x).add(runningVariance).sqrt();
            return x.sub(runningMean).div(deviation).mul(scale).add(shift);
        }
        long count = lengths.total();
        NDArray number = Constants.of((double) count, x);
        NDArray batchMean = x.sum(new int[] {0, 1}, true).div(number);
        NDArray centred = lengths.clear(x.sub(batchMean));
        NDArray batchVariance = centred.mul(centred).sum(new int[] {0, 1}, true).div(number);
        keep(runningMean, batchMean, 1);
        keep(runningVariance, batchVariance, count > 1 ? count / (count - 1.0) : 1);
        return centred.div(batchVariance.add(Constants.of(EPSILON, x)).sqrt())
                .mul(scale)
                .add(shift);
    }

    /** Moves a running mean towards the value of a batch, times a factor. */
    private static void keep(NDArray running, NDArray batch, double factor) {
        Gradients.without(() -> {
            NDArray value = batch.reshape(running.getShape()).mul(Constants.of(MOMENTUM * factor, batch));
            InPlace.copy(value.add(Constants.of(1 - MOMENTUM, value).mul(running)), running);
            return true;
        });
    }

    /** {@return the factor and the summand of each feature at prediction, {@code {factors, summands}}} */
    double[][] affine() {
        double[] factors = Weight.doubles(weight.getArray());
        double[] summands = Weight.doubles(bias.getArray());
        double[] means = Weight.doubles(mean.getArray());
        double[] variances = Weight.doubles(variance.getArray());
        for (int c = 0; c < factors.length; c++) {
            factors[c] /= Math.sqrt(variances[c] + EPSILON);
            summands[c] -= means[c] * factors[c];
        }
        return new double[][] {factors, summands};
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> parameters) {
        return new NDList(forward(store, inputs.head(), Lengths.of(inputs), training));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0]};
    }
}
