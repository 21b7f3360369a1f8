package io.unfade.attribution.recurrent;

import io.unfade.attribution.recurrent.graph.Activation.OfLayer;
import io.unfade.attribution.recurrent.graph.Graph;
import io.unfade.attribution.recurrent.graph.Matrix;
import io.unfade.attribution.recurrent.graph.Vector;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** From hidden states to logits: the readouts and the linear head, as operations of a graph. */
final class ReadoutPart {
    private final Graph graph;
    private final Weights weights;
    private final AttentionPart attention;
    private final ModelSpec spec;
    private List<Vector> scores = List.of();
    private List<Vector> products = List.of();

    ReadoutPart(Graph graph, Weights weights, AttentionPart attention, ModelSpec spec) {
        this.graph = graph;
        this.weights = weights;
        this.attention = attention;
        this.spec = spec;
    }

    /** {@return of each step, the scores of a self-attention readout, one for each hop; the weight by a conjunctive readout, once for each class} */
    List<Vector> scores() {
        return scores;
    }

    /** {@return of each step, what a conjunctive readout takes the mean of: the weight times the score of each class} */
    List<Vector> products() {
        return products;
    }

    /** {@return the K logits} */
    Vector logits(List<Vector> states) {
        if (spec.readout().kind() != ReadoutKind.CONJUNCTIVE) {
            return head(List.of(vector(states))).get(0);
        }
        List<Vector> classified = head(states);
        scores = gates(states);
        products = IntStream.range(0, states.size())
                .mapToObj(t -> graph.product(scores.get(t), classified.get(t)))
                .toList();
        return StemPart.mean(graph, products);
    }

    private List<Vector> head(List<Vector> vectors) {
        return graph.layer(weights.matrix("head.weight"), weights.vector("head.bias"), vectors);
    }

    /** {@return of each step, its weight, once for each class} */
    private List<Vector> gates(List<Vector> states) {
        int classes = spec.classes();
        double[] row = weights.vector("readout.w2.weight");
        double[] bias = new double[classes];
        Arrays.fill(bias, weights.vector("readout.w2.bias")[0]);
        Matrix second = new Matrix(Collections.nCopies(classes, row).toArray(double[][]::new));
        List<double[]> first = Collections.nCopies(states.size(), weights.vector("readout.w1.bias"));
        return graph.affine(second, bias, attention.layer("readout.", first, states)).stream()
                .map(sum -> graph.activated(OfLayer.SIGMOID, sum))
                .toList();
    }

    /** {@return the vector that the linear head reads} */
    private Vector vector(List<Vector> states) {
        Vector last = states.get(states.size() - 1);
        return switch (spec.readout().kind()) {
            case LAST ->
                spec.bidirectional()
                        ? graph.joined(List.of(last.part(0, 2), states.get(0).part(1, 2)))
                        : last;
            case LAST_STEP -> last;
            case MAX -> graph.maximum(states);
            case MEAN -> StemPart.mean(graph, states);
            case SELF_ATTENTION -> {
                scores = attention.readoutScores(states);
                yield graph.attention(scores, states, 1, false).get(0);
            }
            case CONJUNCTIVE -> throw new IllegalStateException("a conjunctive readout follows the head");
        };
    }
}
