package io.unfade.nn.stem;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.unfade.Golden;
import io.unfade.TestModels;
import io.unfade.engine.EngineRuntime;
import io.unfade.engine.Gradients;
import io.unfade.nn.layer.Lengths;
import io.unfade.nn.layer.Weight;
import io.unfade.nn.spec.Stem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Stems against their definition, written as loops over one series. */
class StemBlockTest {
    private static final double ROUNDING = 1e-12;
    private static final int FEATURES = 3;
    private static final int STEPS = 11;
    private static final long[] LENGTHS = {11, 1, 6, 10};

    static Stream<Stem> stems() {
        return TestModels.everyStem().stream();
    }

    @ParameterizedTest
    @MethodSource("stems")
    void forward_seriesOfSeveralLengths_isTheDefinitionOnEachAlone(Stem stem) {
        try (NDManager manager = EngineRuntime.newManager()) {
            StemBlock block = block(stem, manager);
            double[][][] x = series();
            double[] read = Golden.doubles(forward(block, array(x, manager), false));
            int outputs = stem.steps(STEPS);
            int width = stem.width(FEATURES);
            assertThat(read).hasSize(LENGTHS.length * outputs * width);
            for (int b = 0; b < LENGTHS.length; b++) {
                double[][] alone = Arrays.copyOf(x[b], (int) LENGTHS[b]);
                double[][] expected = Definition.of(stem, block.weights(), alone);
                for (int t = 0; t < outputs; t++) {
                    for (int c = 0; c < width; c++) {
                        assertThat(read[(b * outputs + t) * width + c])
                                .as("series %d, output %d, feature %d", b, t, c)
                                .isCloseTo(t < expected.length ? expected[t][c] : 0, within(ROUNDING));
                    }
                }
            }
        }
    }

    @Test
    void forward_inTraining_normalizesByTheRealStepsOfTheBatchAndKeepsRunningMeans() {
        Stem stem = new Stem.Convolutions(List.of(new Stem.Layer(List.of(1), 1, 1)), Stem.Alignment.CENTRED, 0);
        try (NDManager manager = EngineRuntime.newManager()) {
            StemBlock block = StemBlock.of(stem, 1);
            set(block, manager, "0.conv0.weight", new Shape(1, 1, 1), 2);
            set(block, manager, "0.norm.weight", new Shape(1), 3);
            set(block, manager, "0.norm.bias", new Shape(1), 10);
            set(block, manager, "0.norm.running_mean", new Shape(1), 5);
            set(block, manager, "0.norm.running_var", new Shape(1), 7);
            NDArray x = manager.create(new double[] {1, 2, 3, 6, 99, 99}, new Shape(2, 3, 1));
            NDArray lengths = manager.create(new long[] {3, 1});
            NDArray read =
                    block.forward(new ParameterStore(manager, false), x, Lengths.of(new NDList(x, lengths)), true);
            // doubled: 2, 4, 6 and 12; mean 6, population variance 14, sample variance 56 / 3
            double unit = 3 / Math.sqrt(14 + 1e-5);
            assertThat(Golden.doubles(read))
                    .containsExactly(
                            new double[] {10 - 4 * unit, 10 - 2 * unit, 10, 10 + 6 * unit, 0, 0}, within(ROUNDING));
            assertThat(value(block, "0.norm.running_mean")).isCloseTo(0.9 * 5 + 0.1 * 6, within(ROUNDING));
            assertThat(value(block, "0.norm.running_var")).isCloseTo(0.9 * 7 + 0.1 * 56 / 3, within(ROUNDING));
            assertThat(block.statistics()).containsOnlyKeys("0.norm.running_mean", "0.norm.running_var");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void forward_gradient_isThatOfFiniteDifferences(boolean training) {
        double step = 1e-6;
        for (Stem stem : TestModels.everyStem()) {
            try (NDManager manager = EngineRuntime.newManager()) {
                StemBlock block = block(stem, manager);
                double[][][] x = series();
                NDArray cotangent = manager.randomUniform(
                        -1, 1, new Shape(LENGTHS.length, stem.steps(STEPS), stem.width(FEATURES)), DataType.FLOAT64);
                double[] gradient = Golden.doubles(Gradients.ofInput(
                                array(x, manager),
                                at -> forward(block, at, training).mul(cotangent))
                        .gradient());
                Random random = new Random(4);
                for (int i = 0; i < 20; i++) {
                    int b = random.nextInt(LENGTHS.length);
                    int t = random.nextInt(STEPS);
                    int c = random.nextInt(FEATURES);
                    x[b][t][c] += step;
                    double more =
                            sum(forward(block, array(x, manager), training).mul(cotangent));
                    x[b][t][c] -= 2 * step;
                    double less =
                            sum(forward(block, array(x, manager), training).mul(cotangent));
                    x[b][t][c] += step;
                    assertThat(gradient[(b * STEPS + t) * FEATURES + c])
                            .as("%s at %d %d %d", stem, b, t, c)
                            .isCloseTo((more - less) / (2 * step), within(1e-6));
                }
            }
        }
    }

    @Test
    void stem_wrongSizes_areRefused() {
        assertThatThrownBy(() -> new Stem.Windows(0, 1, Stem.Alignment.CAUSAL, 0))
                .hasMessage("the steps of a window must be at least 1, but was 0");
        assertThatThrownBy(() -> new Stem.Convolutions(List.of(), Stem.Alignment.CAUSAL, 0))
                .hasMessage("a stem has 1 to 3 layers of convolutions, but 0 were given");
        assertThatThrownBy(() -> new Stem.Layer(List.of(3, 0), 1, 1))
                .hasMessage("the size of a kernel must be at least 1, but was 0");
        assertThatThrownBy(() -> new Stem.Linear(2, 1))
                .hasMessage("the stem's dropout must be in 0 to below 1, but was 1.0");
    }

    private static NDArray forward(StemBlock block, NDArray x, boolean training) {
        NDArray lengths = x.getManager().create(LENGTHS);
        return block.forward(
                new ParameterStore(x.getManager(), false), x, Lengths.of(new NDList(x, lengths)), training);
    }

    private static double sum(NDArray array) {
        return Golden.doubles(array.sum())[0];
    }

    /** {@return a stem with random weights, positive where they are variances} */
    private static StemBlock block(Stem stem, NDManager manager) {
        StemBlock block = StemBlock.of(stem, FEATURES);
        Random random = new Random(6);
        block.weights().forEach((name, weight) -> {
            double lowest = name.endsWith("var") ? 0.5 : -1;
            double[] values =
                    random.doubles(weight.getShape().size(), lowest, 1).toArray();
            Weight.set(weight, manager.create(values, weight.getShape()));
        });
        return block;
    }

    private static void set(StemBlock block, NDManager manager, String name, Shape shape, double value) {
        Weight.set(Objects.requireNonNull(block.weights().get(name)), manager.create(new double[] {value}, shape));
    }

    private static double value(StemBlock block, String name) {
        return Golden.doubles(Objects.requireNonNull(block.weights().get(name)).getArray())[0];
    }

    private static double[][][] series() {
        Random random = new Random(5);
        double[][][] x = new double[LENGTHS.length][STEPS][FEATURES];
        for (double[][] series : x) {
            for (double[] cells : series) {
                for (int c = 0; c < FEATURES; c++) {
                    cells[c] = random.nextGaussian(); // padding, too: it must not matter
                }
            }
        }
        return x;
    }

    private static NDArray array(double[][][] x, NDManager manager) {
        double[] flat =
                Stream.of(x).flatMap(Stream::of).flatMapToDouble(Arrays::stream).toArray();
        return manager.create(flat, new Shape(x.length, STEPS, FEATURES));
    }

    /** Stems of one series without padding, as written in their documentation. */
    private static final class Definition {
        private Definition() {}

        static double[][] of(Stem stem, Map<String, Parameter> weights, double[][] x) {
            if (stem instanceof Stem.Linear) {
                return linear(weights, x);
            }
            if (stem instanceof Stem.Windows windows) {
                return windows(windows, x);
            }
            Stem.Convolutions convolutions = (Stem.Convolutions) stem;
            double[][] values = x;
            for (int i = 0; i < convolutions.layers().size(); i++) {
                values = convolution(convolutions.layers().get(i), stem.alignment(), weights, i + ".", values);
            }
            return values;
        }

        private static double[][] linear(Map<String, Parameter> weights, double[][] x) {
            double[] weight = doubles(weights, "weight");
            double[] bias = doubles(weights, "bias");
            double[][] out = new double[x.length][bias.length];
            for (int t = 0; t < x.length; t++) {
                for (int u = 0; u < bias.length; u++) {
                    out[t][u] = bias[u];
                    for (int c = 0; c < x[t].length; c++) {
                        out[t][u] += weight[u * x[t].length + c] * x[t][c];
                    }
                }
            }
            return out;
        }

        private static double[][] windows(Stem.Windows stem, double[][] x) {
            double[][] out = new double[(x.length + stem.stride() - 1) / stem.stride()][];
            for (int j = 0; j < out.length; j++) {
                out[j] = new double[stem.size() * FEATURES];
                for (int place = 0; place < stem.size(); place++) {
                    int t = first(j * stem.stride(), stem.size(), stem.alignment()) + place;
                    for (int c = 0; c < FEATURES; c++) {
                        out[j][place * FEATURES + c] = at(x, t, c);
                    }
                }
            }
            return out;
        }

        private static double[][] convolution(
                Stem.Layer layer, Stem.Alignment alignment, Map<String, Parameter> weights, String name, double[][] x) {
            double[] scale = doubles(weights, name + "norm.weight");
            double[] shift = doubles(weights, name + "norm.bias");
            double[] mean = doubles(weights, name + "norm.running_mean");
            double[] variance = doubles(weights, name + "norm.running_var");
            double[][] out = new double[(x.length + layer.stride() - 1) / layer.stride()][layer.width()];
            for (int j = 0; j < out.length; j++) {
                for (int o = 0; o < layer.width(); o++) {
                    int kernel = o / layer.filters();
                    int size = layer.kernels().get(kernel);
                    double[] filter = doubles(weights, name + "conv" + kernel + ".weight");
                    double sum = 0;
                    for (int c = 0; c < x[0].length; c++) {
                        for (int k = 0; k < size; k++) {
                            int t = first(j * layer.stride(), size, alignment) + k;
                            sum += filter[((o % layer.filters()) * x[0].length + c) * size + k] * at(x, t, c);
                        }
                    }
                    double normal = (sum - mean[o]) / Math.sqrt(variance[o] + 1e-5);
                    out[j][o] = Math.max(0, normal * scale[o] + shift[o]);
                }
            }
            return out;
        }

        private static int first(int step, int size, Stem.Alignment alignment) {
            return alignment == Stem.Alignment.CAUSAL ? step - size + 1 : step - (size - 1) / 2;
        }

        private static double at(double[][] x, int t, int c) {
            return t < 0 || t >= x.length ? 0 : x[t][c];
        }

        private static double[] doubles(Map<String, Parameter> weights, String name) {
            return Golden.doubles(Objects.requireNonNull(weights.get(name)).getArray());
        }
    }
}
