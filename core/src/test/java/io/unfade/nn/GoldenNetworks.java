package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import io.unfade.Golden;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Networks with the weights of the reference files, which have other names and layouts. */
public final class GoldenNetworks {
    private GoldenNetworks() {}

    /** The name of a weight in a reference file, and whether it is transposed there. */
    private record Source(String name, boolean transposed) {}

    /**
     * A classifier with input-cell attention from a {@code cell_*} file or the pretrained one.
     *
     * @param prefix in front of the names in the file, such as {@code "InputCellAttention."}
     */
    public static Classifier inputCell(Golden golden, String prefix, HopPooling pooling) throws IOException {
        NDArray w1 = golden.array(prefix + "rnn.linear_first.weight");
        NDArray w2 = golden.array(prefix + "rnn.linear_second.weight");
        NDArray head = golden.array(prefix + "fc.weight");
        ModelSpec.Attention attention = new ModelSpec.Attention(size(w2, 0), size(w1, 0), pooling);
        Classifier network = new Classifier(spec(
                Cell.LSTM, false, attention, ModelSpec.Readout.of(ReadoutKind.LAST), size(w1, 1), size(head, 1), head));
        network.setWeight("rnn.bias_hh_l0", zeros(network.weight("rnn.bias_hh_l0"), head));
        load(network, golden, prefix);
        return network;
    }

    /** A classifier without attention, from a {@code plain_*} or {@code lstm_*} file. */
    public static Classifier plain(Golden golden, Cell cell, ModelSpec.Readout readout, String prefix)
            throws IOException {
        NDArray weightIh = golden.array(prefix + "rnn.weight_ih_l0");
        NDArray weightHh = golden.array(prefix + "rnn.weight_hh_l0");
        boolean bidirectional = golden.has(prefix + "rnn.weight_ih_l0_reverse");
        NDArray head = golden.array(prefix + "fc.weight");
        Classifier network =
                new Classifier(spec(cell, bidirectional, null, readout, size(weightIh, 1), size(weightHh, 1), head));
        load(network, golden, prefix);
        return network;
    }

    /** {@return arrays of a file, such as gradients, by our names of the weights} */
    public static Map<String, NDArray> arrays(Classifier network, Golden golden, String prefix) throws IOException {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (String name : network.weights().keySet()) {
            Source source = source(golden, prefix, name);
            if (source != null) {
                NDArray array = golden.array(prefix + source.name());
                arrays.put(name, source.transposed() ? array.transpose() : array);
            }
        }
        return arrays;
    }

    private static void load(Classifier network, Golden golden, String prefix) throws IOException {
        arrays(network, golden, prefix).forEach((name, array) -> network.setWeight(name, array.mul(1)));
    }

    private static @Nullable Source source(Golden golden, String prefix, String name) {
        Source renamed = switch (name) {
            case "attention.w1.weight" -> new Source("rnn.linear_first.weight", false);
            case "attention.w1.bias" -> new Source("rnn.linear_first.bias", false);
            case "attention.w2.weight" -> new Source("rnn.linear_second.weight", false);
            case "attention.w2.bias" -> new Source("rnn.linear_second.bias", false);
            case "readout.w1.weight" -> new Source("W1", false);
            case "readout.w2.weight" -> new Source("W2", false);
            case "head.weight" -> new Source("fc.weight", false);
            case "head.bias" -> new Source("fc.bias", false);
            default -> new Source(name, false);
        };
        if (golden.has(prefix + renamed.name())) {
            return renamed;
        }
        return switch (name) {
            case "rnn.weight_ih_l0" -> new Source("rnn.weight_iBarh", true);
            case "rnn.weight_hh_l0" -> new Source("rnn.weight_hh", true);
            case "rnn.bias_ih_l0" -> new Source("rnn.bias", false);
            default -> null;
        };
    }

    private static ModelSpec spec(
            Cell cell,
            boolean bidirectional,
            ModelSpec.@Nullable Attention attention,
            ModelSpec.Readout readout,
            int features,
            int hidden,
            NDArray head) {
        int width = bidirectional ? size(head, 1) / 2 : hidden;
        return new ModelSpec(cell, 1, bidirectional, width, attention, readout, features, size(head, 0), 0.1);
    }

    private static NDArray zeros(Parameter parameter, NDArray like) {
        return like.getManager().zeros(parameter.getShape(), like.getDataType());
    }

    private static int size(NDArray array, int axis) {
        return (int) array.getShape().get(axis);
    }

    /** {@return the lengths of a file, int64 (B)} */
    static NDArray lengths(Golden golden, NDManager manager) throws IOException {
        return manager.create(golden.longs("lengths")).toType(DataType.INT64, false);
    }
}
