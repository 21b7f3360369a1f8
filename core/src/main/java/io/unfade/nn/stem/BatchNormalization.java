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
import io.unfade.nn.spec.Stem;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Batch normalisation of the features of all real steps (Ioffe and Szegedy, ICML 2015, arXiv 1502.03167), as PyTorch's
 * {@code BatchNorm1d}: in training by the mean and the population variance of the batch, of which running means are
 * kept; otherwise by these, so that the layer is a fixed affine map. Unlike PyTorch's it leaves out padding.
 */
final class BatchNormalization extends WeightedBlock {
    private static final double EPSILON = Stem.Convolutions.NORM_EPSILON;
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
     * {@return the normalised values, each member's by its own statistics}
     *
     * @param x {@code (B, T, C)}, 0 in the padding
     * @param lengths of x
     */
    NDArray forward(ParameterStore store, NDArray x, Lengths lengths, boolean training) {
        NDArray runningMean = Weight.value(store, mean, x, training);
        NDArray runningVariance = Weight.value(store, variance, x, training);
        NDArray scale = ofMembers(Weight.value(store, weight, x, training), x);
        NDArray shift = ofMembers(Weight.value(store, bias, x, training), x);
        Shape shape = x.getShape();
        long members = runningMean.size() / shape.get(2);
        NDArray all = x.reshape(members, shape.get(0) / members, shape.get(1), shape.get(2));
        if (!training) {
            NDArray deviation =
                    Constants.of(EPSILON, x).add(ofMembers(runningVariance, x)).sqrt();
            NDArray centred = all.sub(ofMembers(runningMean, x));
            return centred.div(deviation).mul(scale).add(shift).reshape(shape);
        }
        double[] counts = lengths.totals((int) members);
        NDArray number = factors(counts, x);
        NDArray batchMean = all.sum(new int[] {1, 2}, true).div(number);
        NDArray centred = lengths.clear(all.sub(batchMean).reshape(shape)).reshape(all.getShape());
        NDArray batchVariance = centred.mul(centred).sum(new int[] {1, 2}, true).div(number);
        double[] unbiased = Arrays.stream(counts)
                .map(count -> MOMENTUM * (count > 1 ? count / (count - 1) : 1))
                .toArray();
        keep(runningMean, batchMean, Constants.of(MOMENTUM, x));
        keep(runningVariance, batchVariance, factors(unbiased, x));
        return centred.div(batchVariance.add(Constants.of(EPSILON, x)).sqrt())
                .mul(scale)
                .add(shift)
                .reshape(shape);
    }

    /** {@return a weight as {@code (M, 1, 1, C)}, on the manager of x} */
    private static NDArray ofMembers(NDArray value, NDArray x) {
        NDArray shaped = value.reshape(-1, 1, 1, x.getShape().get(2));
        shaped.attach(x.getManager());
        return shaped;
    }

    /** {@return a number for each member, {@code (M, 1, 1, 1)}} */
    private static NDArray factors(double[] values, NDArray x) {
        return Gradients.without(() ->
                x.getManager().create(values, new Shape(values.length, 1, 1, 1)).toType(x.getDataType(), false));
    }

    /** Moves a running mean towards the value of a batch, by a part. */
    private static void keep(NDArray running, NDArray batch, NDArray part) {
        Gradients.without(() -> {
            NDArray value = batch.mul(part).reshape(running.getShape());
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
