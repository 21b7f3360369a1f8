package io.unfade.attribution;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unfade.Golden;
import io.unfade.TestModels;
import io.unfade.data.SeriesSet;
import io.unfade.engine.EngineRuntime;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.model.Output;
import io.unfade.nn.GoldenNetworks;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.testing.SharedFiles;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The attribution problems with reference numbers, each with this library's network and as a TorchScript file. */
public final class GoldenProblem implements AutoCloseable {
    /** Names of the problems, for tests over all of them. */
    public static final List<String> NAMES = List.of("lstm", "ica", "lstm.pt", "ica.pt");

    private static final double TOLERANCE = 1e-11;

    private final NDManager manager = EngineRuntime.newManager();
    private final Golden golden;
    private final Model model;
    private final SeriesSet set;

    /**
     * Opens a problem.
     *
     * @param name one of {@link #NAMES}; a TorchScript file gives only probabilities
     */
    public GoldenProblem(String name) throws IOException {
        String network = name.replace(".pt", "");
        golden = new Golden("attributions_" + network + ".npz", manager, DataType.FLOAT64);
        if (name.endsWith(".pt")) {
            model = Models.open(SharedFiles.golden("attributions_" + name));
        } else if (network.equals("lstm")) {
            model = TestModels.of(GoldenNetworks.plain(golden, Cell.LSTM, ModelSpec.Readout.of(ReadoutKind.LAST), ""));
        } else {
            model = TestModels.of(GoldenNetworks.inputCell(golden, "", HopPooling.MEAN));
        }
        set = TestModels.series(golden, "x");
    }

    /** {@return the outputs that can be explained and have reference numbers} */
    public Output[] outputs() {
        model.prepare(set); // determines the outputs of a TorchScript file
        return model.signature().outputs().stream()
                .filter(output -> output != Output.LOG_ODDS)
                .toArray(Output[]::new);
    }

    /** {@return the series and classes to explain} */
    public Problem of(Output output) throws IOException {
        int[] targets =
                Arrays.stream(golden.longs("target")).mapToInt(i -> (int) i).toArray();
        int[] all = IntStream.range(0, set.count()).toArray();
        return Problem.of(model, model.prepare(set).inputs(all), output, set.ids(), 0, targets);
    }

    /** {@return reference numbers} */
    public double[] numbers(String array) throws IOException {
        return golden.doubles(array);
    }

    /** {@return the prefix of the reference numbers of an output} */
    public static String prefix(Output output) {
        return output == Output.LOGIT ? "logit" : "prob";
    }

    /** Fails if numbers differ from the reference. */
    public void check(double[] numbers, String array) throws IOException {
        check(numbers, array, TOLERANCE);
    }

    /** Fails if numbers differ from the reference by more than a tolerance. */
    public void check(double[] numbers, String array, double tolerance) throws IOException {
        assertThat(numbers).as(array).containsExactly(golden.doubles(array), within(tolerance));
    }

    @Override
    public void close() throws IOException {
        model.close();
        golden.close();
        manager.close();
    }
}
