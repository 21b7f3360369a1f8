package io.unfade.attribution.recurrent;

import io.unfade.attribution.recurrent.graph.Activation.OfLayer;
import io.unfade.attribution.recurrent.graph.Graph;
import io.unfade.attribution.recurrent.graph.Matrix;
import io.unfade.attribution.recurrent.graph.Vector;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Positions;
import io.unfade.nn.spec.ReadoutKind;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Input-cell attention, and the scores of a self-attention readout, as operations of a graph. */
final class AttentionPart {
    private final Graph graph;
    private final Weights weights;
    private final ModelSpec spec;
    private List<Vector> scores = List.of();

    AttentionPart(Graph graph, Weights weights, ModelSpec spec) {
        this.graph = graph;
        this.weights = weights;
        this.spec = spec;
    }

    /** {@return the scores of the input-cell attention for each step, one for each hop; none without attention} */
    List<Vector> scores() {
        return scores;
    }

    /** {@return what the first recurrent layer reads: of each step the attention's output, or x itself without attention} */
    List<Vector> cellInputs(List<Vector> x) {
        ModelSpec.Attention attention = spec.attention();
        if (attention == null) {
            return x;
        }
        boolean mean = attention.pooling() == HopPooling.MEAN;
        score(x);
        List<Vector> read = graph.attention(scores, x, x.size(), mean);
        return attention.pooling() == HopPooling.CONCAT_L2
                ? read.stream()
                        .map(vector -> graph.normalized(vector, HopPooling.SMALLEST_NORM))
                        .toList()
                : read;
    }

    /** Scores what the input-cell attention reads of each step. */
    void score(List<Vector> x) {
        scores = scores("attention.", biases(x.size()), x);
    }

    /** {@return of each step, the bias of the scores' first layer and what a code of positions adds to it} */
    private List<double[]> biases(int steps) {
        double[] bias = weights.vector("attention.w1.bias");
        Positions positions = Objects.requireNonNull(spec.attention()).positions();
        if (positions == null) {
            return Collections.nCopies(steps, bias);
        }
        double[] codes = positions.first(steps);
        Matrix weight = weights.matrix("attention.wp.weight");
        return IntStream.range(0, steps)
                .mapToObj(t -> weight.plus(bias, codes, t * positions.width()))
                .toList();
    }

    /** {@return scores of each step, without the second bias, which cancels} */
    private List<Vector> scores(String prefix, List<double[]> biases, List<Vector> x) {
        Matrix second = weights.matrix(prefix + "w2.weight");
        return graph.affine(second, new double[second.rows()], layer(prefix, biases, x));
    }

    /** {@return of each step, the first layer of the scores} */
    List<Vector> layer(String prefix, List<double[]> biases, List<Vector> x) {
        return graph.affine(weights.matrix(prefix + "w1.weight"), biases, x).stream()
                .map(sum -> graph.activated(OfLayer.TANH, sum))
                .toList();
    }

    /** {@return the scores of a self-attention readout for each state, one for each hop} */
    List<Vector> readoutScores(List<Vector> states) {
        double[] unbiased = new double[spec.readout().width()];
        return scores("readout.", Collections.nCopies(states.size(), unbiased), states);
    }

    /**
     * {@return the names of the attentions whose scores may be larger than some limit}
     *
     * @param weights of the model
     */
    static List<String> unsafe(ModelSpec spec, Weights weights, double limit) {
        List<String> prefixes = new ArrayList<>();
        if (spec.attention() != null) {
            prefixes.add("attention.");
        }
        if (spec.readout().kind() == ReadoutKind.SELF_ATTENTION) {
            prefixes.add("readout.");
        }
        return prefixes.stream()
                .filter(prefix -> weights.matrix(prefix + "w2.weight").largestRowSum() > limit)
                .toList();
    }
}
