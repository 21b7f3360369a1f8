package io.unfade.onnx.export;

import io.unfade.nn.spec.Stem;

import java.util.Arrays;
import java.util.stream.IntStream;

/** What a network reads its series through. */
record StemPart(Weights weights) {
    /** {@return the stem's outputs, 0 in the padding} */
    Series outputs(Series series, Stem stem) {
        if (stem instanceof Stem.Windows windows) {
            return windows(series, windows);
        }
        if (stem instanceof Stem.Convolutions convolutions) {
            Series outputs = series;
            for (int layer = 0; layer < convolutions.layers().size(); layer++) {
                outputs = convolved(outputs, convolutions, layer);
            }
            return outputs;
        }
        return series.withCleared(weights.product(series.values(), "stem.weight", "stem.bias"));
    }

    /** {@return the steps that an output reads after its own} */
    private static int after(int size, Stem.Alignment alignment) {
        return alignment == Stem.Alignment.CAUSAL ? 0 : size / 2;
    }

    private static Series windows(Series series, Stem.Windows stem) {
        int size = stem.size();
        int after = after(size, stem.alignment());
        Value framed = series.framed(size - 1 - after, after);
        Value[] places = IntStream.range(0, size)
                .mapToObj(place ->
                        framed.slice(1, place, place == size - 1 ? Graph.END : place + 1L - size, stem.stride()))
                .toArray(Value[]::new);
        Value[] later = Arrays.copyOfRange(places, 1, size);
        return series.strided(places[0].followedBy(2, later), stem.stride());
    }

    /** {@return the outputs of a layer: its normalisation, fixed after training, is part of the kernels} */
    private Series convolved(Series series, Stem.Convolutions stem, int index) {
        Stem.Layer layer = stem.layers().get(index);
        String prefix = "stem." + index + ".";
        double[] factors = weights.numbers(prefix + "norm.weight");
        double[] summands = weights.numbers(prefix + "norm.bias");
        double[] means = weights.numbers(prefix + "norm.running_mean");
        double[] variances = weights.numbers(prefix + "norm.running_var");
        for (int filter = 0; filter < factors.length; filter++) {
            factors[filter] /= Math.sqrt(variances[filter] + Stem.Convolutions.NORM_EPSILON);
            summands[filter] -= means[filter] * factors[filter];
        }
        Value channels = series.values().transposed(0, 2, 1);
        Value[] outputs = new Value[layer.kernels().size()];
        for (int i = 0; i < outputs.length; i++) {
            String name = prefix + "conv" + i + ".weight";
            long[] shape = weights.shape(name);
            double[] kernels = weights.numbers(name);
            double[] shifts = new double[layer.filters()];
            for (int k = 0; k < kernels.length; k++) {
                kernels[k] *= factors[i * shifts.length + k / (kernels.length / shifts.length)];
            }
            System.arraycopy(summands, i * shifts.length, shifts, 0, shifts.length);
            Graph graph = channels.graph();
            int after = after((int) shape[2], stem.alignment());
            outputs[i] = channels.node("Conv", graph.singles(kernels, shape), graph.singles(shifts, shifts.length))
                    .withList("strides", layer.stride())
                    .withList("pads", shape[2] - 1 - after, after)
                    .output();
        }
        Value[] further = Arrays.copyOfRange(outputs, 1, outputs.length);
        Value all = outputs[0].followedBy(1, further).transposed(0, 2, 1).to("Relu");
        return series.strided(all, layer.stride());
    }
}
