package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.unfade.engine.EngineRuntime;
import io.unfade.engine.Gradients;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one training step (forward, backward) costs: ratios within one run, cases interleaved. Prints a table.
 *
 * <p>{@code ./mvnw -pl core test -Pslow -Dtest=CellCostTest}
 */
@Tag("slow")
class CellCostTest {
    private static final int BATCH = 50;
    private static final int STEPS = 100;
    private static final int FEATURES = 100;
    private static final int HIDDEN = 5;
    private static final int ROUNDS = 15;

    @Test
    void trainingStep_paperSize_linearFormsBeatDirectForm() {
        try (NDManager manager = EngineRuntime.newManager()) {
            NDArray x = manager.randomNormal(new Shape(BATCH, STEPS, FEATURES));
            Map<String, Runnable> cases = new LinkedHashMap<>();
            cases.put("plain LSTM", step(network(manager, null), x));
            cases.put("mean", step(network(manager, HopPooling.MEAN), x));
            cases.put("concat", step(network(manager, HopPooling.CONCAT), x));
            cases.put("direct, mean", directStep(network(manager, HopPooling.MEAN), x));
            cases.put("direct, concat", directStep(network(manager, HopPooling.CONCAT), x));
            Map<String, Double> medians = medians(cases);
            double plain = of(medians, "plain LSTM");
            print("B=%d T=%d C=%d H=%d A=20 D=50, float32, forward and backward", BATCH, STEPS, FEATURES, HIDDEN);
            medians.forEach((name, median) ->
                    print("%-15s median %9.2f ms   %7.2f x plain LSTM", name, median, median / plain));
            assertThat(of(medians, "mean")).isLessThan(of(medians, "direct, mean"));
            assertThat(of(medians, "concat")).isLessThan(of(medians, "direct, concat"));
        }
    }

    @Test
    void trainingStep_longSeries_costPerStepStaysFlat() throws IOException {
        List<Double> perStep = new ArrayList<>();
        print("mean, B=1 C=%d H=%d A=20 D=50, float32, forward and backward", FEATURES, HIDDEN);
        for (int steps : new int[] {100, 1_000, 10_000, 100_000}) {
            try (NDManager manager = EngineRuntime.newManager()) {
                NDArray x = manager.randomNormal(new Shape(1, steps, FEATURES));
                Map<String, Runnable> cases = Map.of("mean", step(network(manager, HopPooling.MEAN), x));
                double micros = of(medians(cases), "mean") * 1000 / steps;
                perStep.add(micros);
                print(
                        "T=%7d   %8.2f us per step   peak resident memory of the process %s",
                        steps, micros, peakMemory());
            }
        }
        assertThat(perStep.get(3)).isLessThan(4 * perStep.get(1));
    }

    private static Classifier network(NDManager manager, @Nullable HopPooling pooling) {
        ModelSpec.Attention attention = pooling == null ? null : new ModelSpec.Attention(20, 50, pooling);
        Classifier network = new Classifier(new ModelSpec(
                Cell.LSTM, 1, false, HIDDEN, attention, ModelSpec.Readout.of(ReadoutKind.LAST), FEATURES, 2, 0));
        Initialization.apply(network, manager, DataType.FLOAT32, 1);
        return network;
    }

    private static Runnable step(Classifier network, NDArray data) {
        ParameterStore store = new ParameterStore(data.getManager(), false);
        return () -> {
            try (NDManager scope = data.getManager().newSubManager()) {
                NDArray x = scope.create(data.toFloatArray(), data.getShape());
                Gradients.ofParameters(
                                parameters(network),
                                () -> network.forward(store, new NDList(x), true)
                                        .head()
                                        .logSoftmax(1)
                                        .sum())
                        .toArray();
            }
        };
    }

    /** The same network with the attention of the definition in front of its cell. */
    private static Runnable directStep(Classifier network, NDArray data) {
        ParameterStore store = new ParameterStore(data.getManager(), false);
        ModelSpec spec = network.spec();
        HopPooling pooling = Objects.requireNonNull(spec.attention()).pooling();
        RecurrentLayer layer = new RecurrentLayer(Cell.LSTM, pooling.width(20, FEATURES), HIDDEN);
        layer.weights("_l0")
                .forEach((name, weight) ->
                        Weight.set(weight, network.weight("rnn." + name).getArray()));
        NDList attention = new NDList(
                network.weight("attention.w1.weight").getArray(),
                network.weight("attention.w1.bias").getArray(),
                network.weight("attention.w2.weight").getArray(),
                network.weight("attention.w2.bias").getArray());
        return () -> {
            try (NDManager scope = data.getManager().newSubManager()) {
                NDArray x = scope.create(data.toFloatArray(), data.getShape());
                Gradients.ofParameters(
                                parameters(network),
                                () -> layer.forward(
                                                store,
                                                new NDList(DirectAttention.cellInputs(x, attention, pooling)),
                                                true)
                                        .head()
                                        .sum())
                        .toArray();
            }
        };
    }

    private static NDList parameters(Classifier network) {
        return new NDList(
                network.weights().values().stream().map(Parameter::getArray).toList());
    }

    private static Map<String, Double> medians(Map<String, Runnable> cases) {
        Map<String, double[]> times = new LinkedHashMap<>();
        cases.keySet().forEach(name -> times.put(name, new double[ROUNDS]));
        for (int round = -2; round < ROUNDS; round++) {
            for (var entry : cases.entrySet()) {
                long start = System.nanoTime();
                entry.getValue().run();
                if (round >= 0) {
                    of(times, entry.getKey())[round] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        times.forEach((name, values) ->
                medians.put(name, Arrays.stream(values).sorted().toArray()[ROUNDS / 2]));
        return medians;
    }

    private static <T> T of(Map<String, T> values, String name) {
        return Objects.requireNonNull(values.get(name));
    }

    private static String peakMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "unknown";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .map(line -> line.replaceAll("\\D+", "") + " kB")
                .findFirst()
                .orElse("unknown");
    }

    private static void print(String template, Object... values) {
        System.out.println(String.format(Locale.ROOT, template, values));
    }
}
