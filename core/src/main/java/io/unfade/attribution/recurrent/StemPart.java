package io.unfade.attribution.recurrent;

import io.unfade.attribution.recurrent.graph.Activation;
import io.unfade.attribution.recurrent.graph.Graph;
import io.unfade.attribution.recurrent.graph.Vector;
import io.unfade.nn.spec.Preparation;
import io.unfade.nn.spec.Preparation.Differences;
import io.unfade.nn.spec.Stem;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The preparation of series and the stem, as operations of a graph. */
record StemPart(Graph graph, Weights weights) {
    /** {@return the prepared steps} */
    List<Vector> prepared(Preparation preparation, List<Vector> x) {
        Double limit = preparation.clip();
        List<Vector> limited = limit == null
                ? x
                : x.stream()
                        .map(step -> graph.activated(new Activation.Clip(limit), step))
                        .toList();
        List<Vector> differentiated = preparation.differences() == Differences.NONE
                ? limited
                : withDifferences(limited, preparation.differences() == Differences.ADDED);
        return pooled(differentiated, preparation.pool());
    }

    private List<Vector> withDifferences(List<Vector> x, boolean added) {
        List<Vector> results = new ArrayList<>();
        for (int t = 0; t < x.size(); t++) {
            Vector difference =
                    t == 0 ? graph.vector(x.get(0).size()) : graph.combination(List.of(x.get(t), x.get(t - 1)), 1, -1);
            results.add(added ? graph.joined(List.of(x.get(t), difference)) : difference);
        }
        return results;
    }

    private List<Vector> pooled(List<Vector> x, int pool) {
        if (pool == 1) {
            return x;
        }
        List<Vector> means = new ArrayList<>();
        for (int from = 0; from < x.size(); from += pool) {
            means.add(mean(graph, x.subList(from, Math.min(x.size(), from + pool))));
        }
        return means;
    }

    /** {@return the mean of vectors} */
    static Vector mean(Graph graph, List<Vector> vectors) {
        double[] factors = new double[vectors.size()];
        Arrays.fill(factors, 1.0 / vectors.size());
        return graph.combination(vectors, factors);
    }

    /** {@return the outputs of a stem; the prepared steps if there is none} */
    List<Vector> read(@Nullable Stem stem, List<Vector> x) {
        if (stem instanceof Stem.Windows windows) {
            return windows(x, windows.size(), windows.stride(), windows.alignment());
        }
        if (stem instanceof Stem.Convolutions convolutions) {
            List<Vector> values = x;
            for (int i = 0; i < convolutions.layers().size(); i++) {
                values = convolved(values, convolutions.layers().get(i), convolutions.alignment(), "stem." + i + ".");
            }
            return values;
        }
        return stem == null ? x : graph.layer(weights.matrix("stem.weight"), weights.vector("stem.bias"), x);
    }

    private List<Vector> convolved(List<Vector> x, Stem.Layer layer, Stem.Alignment alignment, String prefix) {
        double[][] norm = normalization(prefix + "norm.", layer.width());
        List<List<Vector>> ofSizes = new ArrayList<>();
        for (int i = 0; i < layer.kernels().size(); i++) {
            int size = layer.kernels().get(i);
            int from = i * layer.filters();
            double[] factors = Arrays.copyOfRange(norm[0], from, from + layer.filters());
            double[] summands = Arrays.copyOfRange(norm[1], from, from + layer.filters());
            ofSizes.add(graph.affine(
                    weights.kernels(prefix + "conv" + i + ".weight", size, factors),
                    summands,
                    windows(x, size, layer.stride(), alignment)));
        }
        return IntStream.range(0, ofSizes.get(0).size())
                .mapToObj(j -> graph.joined(
                        ofSizes.stream().map(outputs -> outputs.get(j)).toList()))
                .map(sum -> graph.activated(Activation.OfLayer.RELU, sum))
                .toList();
    }

    /** {@return the factor and the summand of each feature of batch normalisation at prediction} */
    private double[][] normalization(String prefix, int width) {
        double[][] affine = new double[2][width];
        for (int c = 0; c < width; c++) {
            double variance = weights.vector(prefix + "running_var")[c];
            affine[0][c] = weights.vector(prefix + "weight")[c] / Math.sqrt(variance + Stem.Convolutions.NORM_EPSILON);
            affine[1][c] =
                    weights.vector(prefix + "bias")[c] - weights.vector(prefix + "running_mean")[c] * affine[0][c];
        }
        return affine;
    }

    /** {@return what each output reads, oldest step first; zeros before and after the series} */
    private List<Vector> windows(List<Vector> x, int size, int stride, Stem.Alignment alignment) {
        int after = alignment == Stem.Alignment.CAUSAL ? 0 : size / 2;
        List<Vector> zeros = Collections.nCopies(size, graph.vector(x.get(0).size()));
        List<Vector> framed = new ArrayList<>(zeros.subList(0, size - 1 - after));
        framed.addAll(x);
        framed.addAll(zeros.subList(0, after));
        List<Vector> windows = new ArrayList<>();
        for (int from = 0; from < x.size(); from += stride) {
            windows.add(graph.joined(List.copyOf(framed.subList(from, from + size))));
        }
        return windows;
    }
}
