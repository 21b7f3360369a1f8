package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.unfade.Golden;
import io.unfade.engine.EngineRuntime;
import io.unfade.engine.Gradients;
import io.unfade.nn.layer.Weight;
import io.unfade.nn.recurrent.RecurrentLayer;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/** Attention matrices, hidden states, outputs and every gradient against the authors' code. */
class InputCellGoldenTest {
    private static final double DOUBLE_TOLERANCE = 1e-10;
    private static final double SINGLE_TOLERANCE = 1e-5;

    private static final String FILES = """
            cell_hop_mean_tiny.npz, MEAN
            cell_hop_mean_medium.npz, MEAN
            cell_hop_mean_t1.npz, MEAN
            cell_concat_tiny.npz, CONCAT
            cell_concat_medium.npz, CONCAT
            cell_concat_t1.npz, CONCAT
            cell_concat_l2norm_tiny.npz, CONCAT_L2
            """;

    @ParameterizedTest
    @CsvSource(textBlock = FILES)
    void classifier_float64_matchesAuthors(String file, HopPooling pooling) throws IOException {
        check(file, pooling, DataType.FLOAT64, DOUBLE_TOLERANCE);
    }

    @ParameterizedTest
    @CsvSource(textBlock = FILES)
    void classifier_float32_matchesAuthors(String file, HopPooling pooling) throws IOException {
        check(file, pooling, DataType.FLOAT32, SINGLE_TOLERANCE);
    }

    @ParameterizedTest
    @CsvSource({"cell_hop_mean_init.npz, MEAN", "cell_concat_init.npz, CONCAT"})
    void recurrentLayer_givenInitialState_matchesAuthors(String file, HopPooling pooling) throws IOException {
        try (NDManager manager = EngineRuntime.newManager();
                Golden golden = new Golden(file, manager, DataType.FLOAT64)) {
            Classifier network = GoldenNetworks.inputCell(golden, "", pooling);
            ParameterStore store = new ParameterStore(manager, false);
            RecurrentLayer layer = new RecurrentLayer(
                    Cell.LSTM,
                    (int) golden.array("rnn.weight_iBarh").getShape().get(0),
                    network.spec().hidden());
            layer.weights("_l0")
                    .forEach((name, parameter) ->
                            Weight.set(parameter, network.weight("rnn." + name).getArray()));
            NDArray states = layer.forward(
                            store,
                            new NDList(
                                    network.cellInputs(store, new NDList(golden.array("x"))),
                                    golden.array("h0"),
                                    golden.array("c0")),
                            false)
                    .head();
            golden.assertClose(states, "hidden_seq", DOUBLE_TOLERANCE);
        }
    }

    private static void check(String file, HopPooling pooling, DataType type, double tolerance) throws IOException {
        try (NDManager manager = EngineRuntime.newManager();
                Golden golden = new Golden(file, manager, type)) {
            Classifier network = GoldenNetworks.inputCell(golden, "", pooling);
            ParameterStore store = new ParameterStore(manager, false);
            NDArray lengths = GoldenNetworks.lengths(golden, manager);

            NDArray x = golden.array("x");
            NDArray cellInputs = network.cellInputs(store, new NDList(x));
            NDArray matrices = golden.array("M").reshape(cellInputs.getShape());
            if (pooling == HopPooling.CONCAT_L2) {
                matrices = matrices.div(matrices.norm(new int[] {2}, true));
            }
            Golden.assertClose(cellInputs, matrices, "M", tolerance);
            golden.assertClose(network.hiddenStates(store, new NDList(x, lengths), false), "hidden_seq", tolerance);

            NDArray onTarget = golden.onTarget("logits");
            Gradients.Result probability = Gradients.ofInput(
                    golden.array("x"),
                    input -> network.forward(store, new NDList(input, lengths), false)
                            .head()
                            .softmax(1)
                            .mul(onTarget));
            golden.assertClose(
                    network.forward(store, new NDList(x, lengths), false).head(), "logits", tolerance);
            golden.assertClose(
                    network.forward(store, new NDList(x, lengths), false).head().softmax(1), "prob", tolerance);
            assertGradient(probability.gradient(), golden.array("grad_prob_x"), "grad_prob_x", tolerance);

            checkWeightGradients(
                    golden,
                    network,
                    "grad_ce.",
                    tolerance,
                    () -> network.forward(store, new NDList(x, lengths), false)
                            .head()
                            .logSoftmax(1)
                            .mul(onTarget)
                            .sum()
                            .div(-lengths.size()));
            if (golden.has("cot_hidden")) {
                NDArray cotangent = golden.array("cot_hidden");
                checkWeightGradients(
                        golden,
                        network,
                        "grad_cot.",
                        tolerance,
                        () -> network.hiddenStates(store, new NDList(x, lengths), false)
                                .mul(cotangent)
                                .sum());
            }
        }
    }

    private static void checkWeightGradients(
            Golden golden, Classifier network, String prefix, double tolerance, Supplier<NDArray> loss)
            throws IOException {
        NDList parameters = new NDList(
                network.weights().values().stream().map(Parameter::getArray).toList());
        Gradients.ofParameters(parameters, loss);
        Map<String, NDArray> expected = GoldenNetworks.arrays(network, golden, prefix);
        assertThat(expected).hasSizeGreaterThanOrEqualTo(7);
        for (var entry : expected.entrySet()) {
            NDArray actual = network.weight(entry.getKey()).getArray().getGradient();
            assertGradient(actual, entry.getValue(), prefix + entry.getKey(), tolerance);
        }
    }

    private static void assertGradient(NDArray actual, NDArray expected, String name, double tolerance) {
        Golden.assertClose(actual, expected, name, tolerance * Math.max(1, Golden.maxAbsolute(expected)));
    }
}
