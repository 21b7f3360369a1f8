package io.unfade.onnx.export;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.ModelSpec;

import java.util.List;

/** The recurrent layers, by ONNX's operators. These read real steps only, in both directions. */
record RecurrentPart(Weights weights, ModelSpec spec) {
    /**
     * The hidden states of the last layer.
     *
     * @param all at each step, {@code (B, T, V)}
     * @param last the final ones of each direction, {@code (B, V)}
     */
    record States(Value all, Value last) {}

    /**
     * {@return the states of the last layer}
     *
     * @param input {@code (B, T, in)}
     * @param lengths of the series
     */
    States states(Value input, Value lengths) {
        Value real = lengths.cast(DataType.INT32);
        Value steps = input.transposed(1, 0, 2);
        Value last = steps;
        for (int layer = 0; layer < spec.layers(); layer++) {
            List<Value> outputs = layer(layer, steps, real);
            steps = outputs.get(0).transposed(0, 2, 1, 3).reshaped(0, 0, -1);
            last = outputs.get(1);
        }
        return new States(steps.transposed(1, 0, 2), last.transposed(1, 0, 2).reshaped(0, -1));
    }

    private List<Value> layer(int layer, Value steps, Value real) {
        Graph graph = steps.graph();
        long directions = spec.directions();
        long hidden = spec.hidden();
        long gates = spec.cell().gateWidth(spec.hidden());
        long input = weights.shape("rnn.weight_ih_l" + layer)[1];
        Graph.Node node = steps.node(
                        spec.cell().name(), // ONNX has the same three
                        graph.singles(both("weight_ih_l" + layer), directions, gates, input),
                        graph.singles(both("weight_hh_l" + layer), directions, gates, hidden),
                        graph.singles(biases(layer), directions, 2 * gates),
                        real)
                .with("hidden_size", hidden)
                .with("direction", spec.bidirectional() ? "bidirectional" : "forward");
        if (spec.cell() == Cell.GRU) {
            node.with("linear_before_reset", 1);
        }
        return node.outputs(2);
    }

    private double[] both(String name) {
        double[] forward = ordered("rnn." + name);
        return spec.bidirectional() ? joined(forward, ordered("rnn." + name + "_reverse")) : forward;
    }

    private double[] biases(int layer) {
        double[] forward = biases("_l" + layer);
        return spec.bidirectional() ? joined(forward, biases("_l" + layer + "_reverse")) : forward;
    }

    private double[] biases(String suffix) {
        return joined(ordered("rnn.bias_ih" + suffix), ordered("rnn.bias_hh" + suffix));
    }

    /** {@return a weight with the gates in ONNX's order} */
    private double[] ordered(String name) {
        double[] numbers = weights.numbers(name);
        int[] order = order();
        int size = numbers.length / order.length;
        double[] ordered = new double[numbers.length];
        for (int gate = 0; gate < order.length; gate++) {
            System.arraycopy(numbers, order[gate] * size, ordered, gate * size, size);
        }
        return ordered;
    }

    /** {@return the place of each of ONNX's gates among PyTorch's} */
    private int[] order() {
        return switch (spec.cell()) {
            case LSTM -> new int[] {0, 3, 1, 2}; // i, o, f, g of i, f, g, o
            case GRU -> new int[] {1, 0, 2}; // z, r, n of r, z, n
            case RNN -> new int[] {0};
        };
    }

    private static double[] joined(double[] first, double[] second) {
        double[] all = new double[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
