package io.unfade.attribution.recurrent;

import io.unfade.attribution.recurrent.graph.Activation.OfLayer;
import io.unfade.attribution.recurrent.graph.Activation.OfResult;
import io.unfade.attribution.recurrent.graph.Graph;
import io.unfade.attribution.recurrent.graph.Matrix;
import io.unfade.attribution.recurrent.graph.Vector;
import io.unfade.nn.spec.ModelSpec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The recurrent layers, as operations of a graph; the equations are those of {@code nn.cell.CellStep}. */
record CellPart(Graph graph, Weights weights, ModelSpec spec) {
    /**
     * The state of a cell.
     *
     * @param hidden h
     * @param cell c of an LSTM; h for other cells
     */
    private record State(Vector hidden, Vector cell) {}

    /** {@return the hidden states of the last layer at each step, the backward half after the forward half} */
    List<Vector> hidden(List<Vector> inputs) {
        List<Vector> x = inputs;
        for (int layer = 0; layer < spec.layers(); layer++) {
            String suffix = "_l" + layer;
            List<Vector> forward = run(x, suffix);
            x = spec.bidirectional() ? joined(forward, reversed(run(reversed(x), suffix + "_reverse"))) : forward;
        }
        return x;
    }

    private List<Vector> joined(List<Vector> forward, List<Vector> backward) {
        return IntStream.range(0, forward.size())
                .mapToObj(t -> graph.joined(List.of(forward.get(t), backward.get(t))))
                .toList();
    }

    private static List<Vector> reversed(List<Vector> vectors) {
        List<Vector> reversed = new ArrayList<>(vectors);
        Collections.reverse(reversed);
        return reversed;
    }

    private List<Vector> run(List<Vector> x, String suffix) {
        List<Vector> ofInputs =
                graph.affine(weights.matrix("rnn.weight_ih" + suffix), weights.vector("rnn.bias_ih" + suffix), x);
        Matrix weightHh = weights.matrix("rnn.weight_hh" + suffix);
        double[] biasHh = weights.vector("rnn.bias_hh" + suffix);
        Vector zero = graph.vector(spec.hidden());
        State state = new State(zero, zero);
        List<Vector> hidden = new ArrayList<>();
        for (Vector ofInput : ofInputs) {
            Vector ofHidden =
                    graph.affine(weightHh, biasHh, List.of(state.hidden)).get(0);
            state = step(ofInput, ofHidden, state);
            hidden.add(state.hidden);
        }
        return hidden;
    }

    private State step(Vector ofInput, Vector ofHidden, State before) {
        return switch (spec.cell()) {
            case LSTM -> lstm(graph.added(ofInput, ofHidden), before);
            case GRU -> gru(ofInput, ofHidden, before);
            case RNN -> {
                Vector hidden = graph.activated(OfLayer.TANH, graph.added(ofInput, ofHidden));
                yield new State(hidden, hidden);
            }
        };
    }

    private State lstm(Vector sums, State before) {
        Vector i = gate(sums.part(0, gates()));
        Vector f = gate(sums.part(1, gates()));
        Vector g = graph.activated(OfLayer.TANH, sums.part(2, gates()));
        Vector o = gate(sums.part(3, gates()));
        Vector cell = graph.sum(graph.product(f, before.cell), graph.product(i, g));
        return new State(graph.product(o, graph.activated(OfResult.TANH, cell)), cell);
    }

    private State gru(Vector ofInput, Vector ofHidden, State before) {
        Vector r = gate(graph.added(ofInput.part(0, gates()), ofHidden.part(0, gates())));
        Vector update = graph.added(ofInput.part(1, gates()), ofHidden.part(1, gates()));
        Vector candidate = graph.activated(
                OfLayer.TANH, graph.added(ofInput.part(2, gates()), graph.product(r, ofHidden.part(2, gates()))));
        Vector hidden = graph.sum(
                graph.product(gate(update), before.hidden),
                graph.product(graph.activated(OfLayer.REST_OF_SIGMOID, update), candidate));
        return new State(hidden, hidden);
    }

    private int gates() {
        return spec.cell().gateWidth(1);
    }

    private Vector gate(Vector sum) {
        return graph.activated(OfLayer.SIGMOID, sum);
    }
}
