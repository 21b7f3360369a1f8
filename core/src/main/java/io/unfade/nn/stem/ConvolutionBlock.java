package io.unfade.nn.stem;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.unfade.nn.layer.Lengths;
import io.unfade.nn.spec.Stem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stem of convolutions, layer after layer. */
final class ConvolutionBlock extends StemBlock {
    private final List<ConvolutionLayer> layers = new ArrayList<>();

    ConvolutionBlock(Stem.Convolutions stem, int features) {
        super(stem, features);
        int width = features;
        for (Stem.Layer layer : stem.layers()) {
            layers.add(addChildBlock("l" + layers.size(), new ConvolutionLayer(layer, stem.alignment(), width)));
            width = layer.width();
        }
    }

    @Override
    public Map<String, Parameter> weights() {
        Map<String, Parameter> weights = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            String prefix = i + ".";
            layers.get(i).weights().forEach((name, value) -> weights.put(prefix + name, value));
        }
        return weights;
    }

    @Override
    public NDArray forward(ParameterStore store, NDArray x, Lengths lengths, boolean training) {
        NDArray values = lengths.clear(x);
        Lengths of = lengths;
        for (ConvolutionLayer layer : layers) {
            values = layer.forward(store, values, of, training);
            of = layer.lengths(of);
        }
        return values;
    }

    @Override
    StemStream causalStream() {
        return new StreamChain(layers.stream().map(ConvolutionLayer::stream).toArray(StemStream[]::new));
    }
}
