package io.unfade.nn.stem;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.unfade.math.StreamState;
import io.unfade.nn.layer.Affine;
import io.unfade.nn.layer.Lengths;
import io.unfade.nn.layer.Weight;
import io.unfade.nn.spec.Stem;

import java.util.LinkedHashMap;
import java.util.Map;

/** The linear stem, {@code W x_t + b}. */
final class LinearBlock extends StemBlock {
    private final Parameter weight;
    private final Parameter bias;

    LinearBlock(Stem.Linear stem, int features) {
        super(stem, features);
        weight = addParameter(Weight.of("weight", stem.size(), features));
        bias = addParameter(Weight.of("bias", stem.size()));
    }

    @Override
    public Map<String, Parameter> weights() {
        Map<String, Parameter> weights = new LinkedHashMap<>();
        weights.put("weight", weight);
        weights.put("bias", bias);
        return weights;
    }

    @Override
    public NDArray forward(ParameterStore store, NDArray x, Lengths lengths, boolean training) {
        NDArray projected =
                Weight.product(x, Weight.value(store, weight, x, training), Weight.value(store, bias, x, training));
        return lengths.clear(projected);
    }

    @Override
    StemStream causalStream() {
        Affine map = Affine.of(weight, bias);
        double[] output = new double[map.rows()];
        return new StemStream() {
            @Override
            public double[] step(double[] x) {
                map.apply(x, output);
                return output;
            }

            @Override
            public void reset() {
                // no output depends on earlier steps
            }

            @Override
            public void pass(StreamState state) {
                // there is none
            }
        };
    }
}
