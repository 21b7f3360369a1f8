package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.unfade.Golden;
import io.unfade.TestModels;
import io.unfade.engine.EngineRuntime;
import io.unfade.engine.Gradients;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;

/** Plain cells, both directions and all readouts, on series of different lengths, against PyTorch. */
class PlainCellGoldenTest {
    private static final String FILES = """
            plain_rnn.npz, RNN, LAST, ''
            plain_lstm.npz, LSTM, LAST, ''
            plain_gru.npz, GRU, LAST, ''
            plain_bilstm.npz, LSTM, LAST, _packed_final
            plain_bilstm.npz, LSTM, LAST_STEP, _packed_gather
            lstm_maxpool.npz, LSTM, MAX, _masked
            lstm_meanpool.npz, LSTM, MEAN, _masked
            lstm_selfattention.npz, LSTM, SELF_ATTENTION, _masked
            """;

    @ParameterizedTest
    @CsvSource(textBlock = FILES)
    void classifier_float64_matchesPyTorch(String file, Cell cell, ReadoutKind readout, String suffix)
            throws IOException {
        check(file, cell, readout, suffix, DataType.FLOAT64, 1e-10);
    }

    @ParameterizedTest
    @CsvSource(textBlock = FILES)
    void classifier_float32_matchesPyTorch(String file, Cell cell, ReadoutKind readout, String suffix)
            throws IOException {
        check(file, cell, readout, suffix, DataType.FLOAT32, 1e-5);
    }

    @ParameterizedTest
    @CsvSource({"MAX, lstm_maxpool.npz", "MEAN, lstm_meanpool.npz", "SELF_ATTENTION, lstm_selfattention.npz"})
    void classifier_withoutLengths_takesAllStepsAsReal(ReadoutKind readout, String file) throws IOException {
        try (NDManager manager = EngineRuntime.newManager();
                Golden golden = new Golden(file, manager, DataType.FLOAT64)) {
            Classifier network = GoldenNetworks.plain(golden, Cell.LSTM, readout(readout), "");
            NDArray logits = network.forward(new ParameterStore(manager, false), new NDList(golden.array("x")), false)
                    .head();
            golden.assertClose(logits, "logits_full", 1e-10);
        }
    }

    private static void check(
            String file, Cell cell, ReadoutKind readout, String suffix, DataType type, double tolerance)
            throws IOException {
        try (NDManager manager = EngineRuntime.newManager();
                Golden golden = new Golden(file, manager, type)) {
            Classifier network = GoldenNetworks.plain(golden, cell, readout(readout), "");
            ParameterStore store = new ParameterStore(manager, false);
            NDArray lengths = GoldenNetworks.lengths(golden, manager);
            NDArray onTarget = golden.onTarget("logits" + suffix);

            NDArray x = golden.array("x");
            golden.assertClose(
                    network.forward(store, new NDList(x, lengths), false).head(), "logits" + suffix, tolerance);
            if (suffix.isEmpty()) {
                golden.assertClose(network.hiddenStates(store, new NDList(x, lengths), false), "hidden_seq", tolerance);
            }
            Gradients.Result probability = Gradients.ofInput(
                    golden.array("x"),
                    input -> network.forward(store, new NDList(input, lengths), false)
                            .head()
                            .softmax(1)
                            .mul(onTarget));
            golden.assertClose(probability.gradient(), "grad_prob_x" + suffix, tolerance);

            if (readout == ReadoutKind.LAST_STEP) {
                return; // the reference has no weight gradients
            }
            Gradients.ofParameters(
                    new NDList(network.weights().values().stream()
                            .map(Parameter::getArray)
                            .toList()),
                    () -> network.forward(store, new NDList(x, lengths), false)
                            .head()
                            .logSoftmax(1)
                            .mul(onTarget)
                            .sum()
                            .div(-lengths.size()));
            String prefix = "grad_ce" + suffix + ".";
            for (var entry : GoldenNetworks.arrays(network, golden, prefix).entrySet()) {
                Golden.assertClose(
                        network.weight(entry.getKey()).getArray().getGradient(),
                        entry.getValue(),
                        prefix + entry.getKey(),
                        tolerance * Math.max(1, Golden.maxAbsolute(entry.getValue())));
            }
        }
    }

    private static ModelSpec.Readout readout(ReadoutKind kind) {
        return TestModels.readout(kind, 4, 5);
    }
}
