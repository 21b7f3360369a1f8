package io.unfade.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.unfade.Golden;
import io.unfade.TestModels;
import io.unfade.data.Precision;
import io.unfade.engine.EngineRuntime;
import io.unfade.engine.Gradients;
import io.unfade.model.TrainedModel;
import io.unfade.nn.DirectAttention;
import io.unfade.nn.layer.Weight;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The linear-time form against the definition over random shapes, and against the authors' code at extreme scores. */
class InputCellAttentionTest {
    private static final double EXTREME_TOLERANCE = 1e-8;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "extreme_increasing.npz",
                "extreme_decreasing.npz",
                "extreme_random.npz",
                "extreme_mixed.npz",
                "extreme_huge_increasing.npz",
                "extreme_huge_decreasing.npz"
            })
    void attention_extremeScores_isFiniteAndMatchesAuthors(String file) throws IOException {
        for (HopPooling pooling : List.of(HopPooling.CONCAT, HopPooling.MEAN)) {
            try (NDManager manager = EngineRuntime.newManager();
                    Golden golden = new Golden(file, manager, DataType.FLOAT64)) {
                checkExtreme(golden, manager, pooling);
            }
        }
    }

    private static void checkExtreme(Golden golden, NDManager manager, HopPooling pooling) throws IOException {
        String kind = pooling == HopPooling.MEAN ? "mean" : "hops";
        NDArray w1 = golden.array("linear_first.weight");
        NDArray w2 = golden.array("linear_second.weight");
        NDList weights = new NDList(w1, golden.array("linear_first.bias"), w2, golden.array("linear_second.bias"));
        InputCellAttention attention = attention(weights, pooling);
        ParameterStore store = new ParameterStore(manager, false);
        NDArray cotangent = golden.array("cot_" + kind);
        NDArray expected = golden.array("M_" + kind);

        Gradients.Result result = Gradients.ofInput(
                golden.array("x"),
                x -> attention.forward(store, new NDList(x), false).head().reshape(cotangent.getShape()));
        Golden.assertClose(result.value(), expected, "M_" + kind, EXTREME_TOLERANCE);

        Gradients.Result pulled = Gradients.ofInput(
                golden.array("x"),
                x -> attention
                        .forward(store, new NDList(x), false)
                        .head()
                        .reshape(cotangent.getShape())
                        .mul(cotangent));
        assertRelative(pulled.gradient(), golden.array("grad_x_" + kind), "grad_x_" + kind);
        Gradients.ofParameters(
                weights,
                () -> attention
                        .forward(store, new NDList(golden(golden)), false)
                        .head()
                        .reshape(cotangent.getShape())
                        .mul(cotangent)
                        .sum());
        assertRelative(w1.getGradient(), golden.array("grad_" + kind + ".linear_first.weight"), "w1 " + kind);
        assertRelative(weights.get(1).getGradient(), golden.array("grad_" + kind + ".linear_first.bias"), "b1 " + kind);
        assertRelative(w2.getGradient(), golden.array("grad_" + kind + ".linear_second.weight"), "w2 " + kind);
        assertThat(Golden.maxAbsolute(weights.get(3).getGradient())).isZero();
    }

    private static NDArray golden(Golden golden) {
        try {
            return golden.array("x");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRelative(NDArray actual, NDArray expected, String name) {
        Golden.assertClose(actual, expected, name, EXTREME_TOLERANCE * Math.max(1, Golden.maxAbsolute(expected)));
    }

    @ParameterizedTest
    @EnumSource(HopPooling.class)
    void attention_randomShapesAndScores_matchesDirectDefinition(HopPooling pooling) {
        Random random = new Random(20191206);
        for (int round = 0; round < 40; round++) {
            try (NDManager manager = EngineRuntime.newManager()) {
                int batch = 1 + random.nextInt(3);
                int steps = round < 4 ? 130 + 100 * round : 1 + random.nextInt(70);
                int features = 1 + random.nextInt(5);
                int hops = 1 + random.nextInt(4);
                int width = 1 + random.nextInt(4);
                // from nearly uniform attention to scores that differ by thousands
                double scale = Math.pow(10, random.nextInt(5) - 1);
                NDList weights = new NDList(
                        gaussian(manager, random, 1, width, features),
                        gaussian(manager, random, 1, width),
                        gaussian(manager, random, scale, hops, width),
                        gaussian(manager, random, scale, hops));
                double[] x =
                        random.doubles((long) batch * steps * features, -2, 2).toArray();
                Shape shape = new Shape(batch, steps, features);
                compare(manager, weights, x, shape, pooling);
            }
        }
    }

    private static void compare(NDManager manager, NDList weights, double[] x, Shape shape, HopPooling pooling) {
        InputCellAttention attention = attention(weights, pooling);
        ParameterStore store = new ParameterStore(manager, false);
        NDArray cotangent = gaussian(manager, new Random(7), 1, shape.get(0), shape.get(1), attention.outputWidth());
        Gradients.Result linear = Gradients.ofInput(
                manager.create(x, shape),
                input -> attention
                        .forward(store, new NDList(input), false)
                        .head()
                        .mul(cotangent));
        Gradients.Result direct = Gradients.ofInput(
                manager.create(x, shape),
                input -> DirectAttention.cellInputs(input, weights, pooling).mul(cotangent));
        String name = pooling + " " + shape + " w2 " + Golden.maxAbsolute(weights.get(2));
        Golden.assertClose(linear.value(), direct.value(), name, 1e-10);
        Golden.assertClose(
                linear.gradient(),
                direct.gradient(),
                "gradient " + name,
                1e-9 * Math.max(1, Golden.maxAbsolute(direct.gradient())));
    }

    @ParameterizedTest
    @EnumSource(HopPooling.class)
    void logits_ofClassifierByDefinition_equalTheLinearForm(HopPooling pooling) {
        ModelSpec spec = TestModels.lstm(pooling, 0);
        try (TrainedModel model = TestModels.initialized(spec, Precision.DOUBLE, 3);
                NDManager scope = model.newScope()) {
            NDList inputs = new NDList(
                    gaussian(scope, new Random(23), 1, 2, 40, spec.features()), scope.create(new long[] {40, 33}));
            NDArray direct = DirectAttention.logits(model.network(), model.store(), inputs, false);
            Golden.assertClose(model.logits(inputs), direct, pooling.key(), 1e-12);
        }
    }

    @Test
    void logits_byDefinitionWithoutAttention_areRefused() {
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(null, 0), Precision.DOUBLE, 3);
                NDManager scope = model.newScope()) {
            NDList inputs = new NDList(scope.zeros(new Shape(1, 2, TestModels.FEATURES)));
            assertThatThrownBy(() -> DirectAttention.logits(model.network(), model.store(), inputs, false))
                    .hasMessage("the network has no input-cell attention");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1000})
    void forwardProjected_anyScores_equalsProjectedOutput(double scale) {
        Random random = new Random(5);
        try (NDManager manager = EngineRuntime.newManager()) {
            for (int steps : new int[] {1, 31, 33, 200}) {
                NDList weights = new NDList(
                        gaussian(manager, random, 1, 4, 5),
                        gaussian(manager, random, 1, 4),
                        gaussian(manager, random, scale, 3, 4),
                        gaussian(manager, random, scale, 3));
                InputCellAttention attention = attention(weights, HopPooling.CONCAT);
                ParameterStore store = new ParameterStore(manager, false);
                NDArray x = gaussian(manager, random, 1, 2, steps, 5);
                NDArray projection = gaussian(manager, random, 1, 6, 15);
                NDArray whole =
                        attention.forward(store, new NDList(x), false).head().matMul(projection.transpose());
                NDArray projected = attention.forwardProjected(store, x, projection, false);
                Golden.assertClose(projected, whole, "T=" + steps, 1e-10);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(HopPooling.class)
    void stream_anyScores_equalsBatch(HopPooling pooling) {
        Random random = new Random(17);
        try (NDManager manager = EngineRuntime.newManager()) {
            for (double scale : new double[] {0.1, 10, 1000}) {
                NDList weights = new NDList(
                        gaussian(manager, random, 1, 4, 5),
                        gaussian(manager, random, 1, 4),
                        gaussian(manager, random, scale, 3, 4),
                        gaussian(manager, random, scale, 3));
                InputCellAttention attention = attention(weights, pooling);
                NDArray x = gaussian(manager, random, 1, 1, 300, 5);
                double[] batch = Golden.doubles(attention
                        .forward(new ParameterStore(manager, false), new NDList(x), false)
                        .head());
                AttentionStream stream = attention.stream();
                checkStream(stream, Golden.doubles(x), batch);
                stream.reset();
                checkStream(stream, Golden.doubles(x), batch);
            }
        }
    }

    private static void checkStream(AttentionStream stream, double[] x, double[] batch) {
        int features = stream.features();
        double[] output = new double[stream.outputWidth()];
        for (int t = 0; t < x.length / features; t++) {
            stream.step(Arrays.copyOfRange(x, t * features, (t + 1) * features), output);
            for (int i = 0; i < output.length; i++) {
                assertThat(output[i]).isCloseTo(batch[t * output.length + i], within(1e-10));
            }
        }
        assertThat(stream.steps()).isEqualTo(x.length / features);
    }

    @Test
    void stream_badStep_isRefusedAndForgotten() {
        try (NDManager manager = EngineRuntime.newManager()) {
            Random random = new Random(19);
            NDList weights = new NDList(
                    gaussian(manager, random, 1, 4, 2),
                    gaussian(manager, random, 1, 4),
                    gaussian(manager, random, 1, 3, 4),
                    gaussian(manager, random, 1, 3));
            AttentionStream stream = attention(weights, HopPooling.MEAN).stream();
            double[] output = new double[2];
            stream.step(new double[] {1, 2}, output);
            assertThatThrownBy(() -> stream.step(new double[] {1, Double.NaN}, output))
                    .hasMessage("feature 1 of step 1 is not finite");
            assertThatThrownBy(() -> stream.step(new double[3], output)).hasMessageContaining("needs 2 values");
            assertThat(stream.steps()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(HopPooling.class)
    void gradient_javaMemoryReclaimedBeforeBackward_isUnchanged(HopPooling pooling) {
        try (NDManager manager = EngineRuntime.newManager()) {
            Random random = new Random(11);
            for (double scale : new double[] {1, 1000}) {
                NDList weights = new NDList(
                        gaussian(manager, random, 1, 4, 5),
                        gaussian(manager, random, 1, 4),
                        gaussian(manager, random, scale, 3, 4),
                        gaussian(manager, random, scale, 3));
                InputCellAttention attention = attention(weights, pooling);
                ParameterStore store = new ParameterStore(manager, false);
                NDArray cotangent = gaussian(manager, random, 1, 2, 40, attention.outputWidth());
                NDArray x = gaussian(manager, random, 1, 2, 40, 5);
                NDArray calm = Gradients.ofInput(
                                x,
                                in -> attention
                                        .forward(store, new NDList(in), false)
                                        .head()
                                        .mul(cotangent))
                        .gradient();
                NDArray disturbed = Gradients.ofInput(manager.create(Golden.doubles(x), x.getShape()), in -> {
                            NDArray value = attention
                                    .forward(store, new NDList(in), false)
                                    .head()
                                    .mul(cotangent);
                            overwriteReclaimedBuffers();
                            return value;
                        })
                        .gradient();
                Golden.assertClose(disturbed, calm, pooling + " scale " + scale, 0);
            }
        }
    }

    /** Frees unreferenced buffers and fills memory of their size with other numbers. */
    private static void overwriteReclaimedBuffers() {
        System.gc();
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(Double.BYTES);
            buffer.putDouble(0, -1e3);
            buffers.add(buffer);
        }
        assertThat(buffers).hasSize(20_000);
    }

    @ParameterizedTest
    @EnumSource(HopPooling.class)
    void forward_repeated_leavesNothingOnTheWeightsManager(HopPooling pooling) {
        try (NDManager manager = EngineRuntime.newManager()) {
            Random random = new Random(3);
            NDList weights = new NDList(
                    gaussian(manager, random, 1, 4, 5),
                    gaussian(manager, random, 1, 4),
                    gaussian(manager, random, 1, 3, 4),
                    gaussian(manager, random, 1, 3));
            NDArray projection = gaussian(manager, random, 1, 6, 15);
            InputCellAttention attention = attention(weights, pooling);
            ParameterStore store = new ParameterStore(manager, false);
            int before = manager.getManagedArrays().size();
            try (NDManager scope = manager.newSubManager()) {
                NDArray x = gaussian(scope, random, 1, 2, 40, 5);
                attention.forward(store, new NDList(x), false);
                if (pooling == HopPooling.CONCAT) {
                    attention.forwardProjected(store, x, projection, false);
                }
            }
            assertThat(manager.getManagedArrays()).hasSize(before);
        }
    }

    private static InputCellAttention attention(NDList weights, HopPooling pooling) {
        Shape w1 = weights.get(0).getShape();
        int hops = (int) weights.get(2).getShape().get(0);
        InputCellAttention attention =
                new InputCellAttention((int) w1.get(1), new ModelSpec.Attention(hops, (int) w1.get(0), pooling));
        int i = 0;
        for (Parameter parameter : attention.weights().values()) {
            Weight.set(parameter, weights.get(i++));
        }
        return attention;
    }

    private static NDArray gaussian(NDManager manager, Random random, double scale, long... shape) {
        Shape dims = new Shape(shape);
        double[] values = new double[(int) dims.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = scale * random.nextGaussian();
        }
        return manager.create(values, dims);
    }
}
