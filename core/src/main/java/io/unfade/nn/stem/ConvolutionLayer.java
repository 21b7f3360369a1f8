package io.unfade.nn.stem;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.unfade.nn.layer.Lengths;
import io.unfade.nn.layer.Weight;
import io.unfade.nn.layer.WeightedBlock;
import io.unfade.nn.spec.Stem;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Convolutions of several sizes side by side, batch normalisation, a rectifier. The convolutions have no bias: that of
 * the normalisation follows.
 */
final class ConvolutionLayer extends WeightedBlock {
    private final Stem.Layer layer;
    private final Stem.Alignment alignment;
    private final int features;
    private final List<Parameter> kernels = new ArrayList<>();
    private final BatchNormalization norm;

    ConvolutionLayer(Stem.Layer layer, Stem.Alignment alignment, int features) {
        this.layer = layer;
        this.alignment = alignment;
        this.features = features;
        for (int i = 0; i < layer.kernels().size(); i++) {
            int size = layer.kernels().get(i);
            kernels.add(addParameter(Weight.of("conv" + i + ".weight", layer.filters(), features, size)));
        }
        norm = addChildBlock("norm", new BatchNormalization(layer.width()));
    }

    Map<String, Parameter> weights() {
        Map<String, Parameter> weights = new LinkedHashMap<>();
        kernels.forEach(kernel -> weights.put(kernel.getName(), kernel));
        norm.weights().forEach((name, value) -> weights.put("norm." + name, value));
        return weights;
    }

    Lengths lengths(Lengths inputs) {
        return inputs.strided(layer.stride());
    }

    /**
     * {@return the outputs, 0 in the padding}
     *
     * @param x {@code (B, T, C)}, 0 in the padding
     * @param lengths of x
     */
    NDArray forward(ParameterStore store, NDArray x, Lengths lengths, boolean training) {
        NDList outputs = new NDList();
        for (int i = 0; i < kernels.size(); i++) {
            NDArray weight = Weight.value(store, kernels.get(i), x, training);
            int size = layer.kernels().get(i);
            NDArray windows = Frame.of(size, alignment).windows(x, layer.stride());
            // by products of matrices: for series, faster than the engine's convolution
            int places = weight.getShape().dimension() - 1;
            NDArray ordered = weight.swapAxes(places - 1, places);
            ordered.attach(x.getManager());
            Shape filters = weight.getShape().slice(0, places - 1);
            outputs.add(Weight.product(windows, ordered.reshape(filters.add((long) size * features)), null));
        }
        NDArray filtered = outputs.size() == 1 ? outputs.head() : NDArrays.concat(outputs, 2);
        Lengths kept = lengths(lengths);
        NDArray normalized = norm.forward(store, kept.clear(filtered), kept, training);
        return kept.clear(Activation.relu(normalized));
    }

    /** {@return the layer one step at a time, with a copy of the current weights} */
    StemStream stream() {
        double[][] affine = norm.affine();
        List<double[][]> folded = new ArrayList<>();
        for (int i = 0; i < kernels.size(); i++) {
            double[] values = Weight.doubles(kernels.get(i).getArray());
            folded.add(folded(values, layer.kernels().get(i), affine[0], i * layer.filters()));
        }
        return new ConvolutionStream(folded, affine[1], features, layer.stride());
    }

    /** {@return the kernel of each filter times its factor, row-major {@code (size, C)} as the last steps are} */
    private double[][] folded(double[] values, int size, double[] factors, int first) {
        double[][] rows = new double[layer.filters()][size * features];
        for (int f = 0, from = 0; f < rows.length; f++) {
            for (int c = 0; c < features; c++) {
                for (int k = 0; k < size; k++) {
                    rows[f][k * features + c] = values[from++] * factors[first + f];
                }
            }
        }
        return rows;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> parameters) {
        return new NDList(forward(store, inputs.head(), Lengths.of(inputs), training));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Lengths lengths = new Lengths(new long[0], inputShapes[0].get(1)).strided(layer.stride());
        return new Shape[] {new Shape(inputShapes[0].get(0), lengths.steps(), layer.width())};
    }
}
