package io.unfade.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.unfade.Allocation;
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
import io.unfade.nn.spec.Positions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Attention that sees positions: against the definition, itself step by step, and differences of its own values. */
class PositionedAttentionTest {
    private static final double ROUNDING = 1e-10;

    /** Of sums over so many steps in two orders. */
    private static final double LONG_ROUNDING = 1e-9;

    private static final int FEATURES = 3;

    /** A block and its five weights, with scores of a size. */
    private record Block(InputCellAttention attention, NDList weights, Positions positions) {
        static Block of(NDManager manager, Random random, HopPooling pooling, Positions positions, double scale) {
            int hops = 1 + random.nextInt(3);
            int width = 1 + random.nextInt(4);
            NDList weights = new NDList(
                    gaussian(manager, random, 1, width, FEATURES),
                    gaussian(manager, random, 1, width),
                    gaussian(manager, random, scale, hops, width),
                    gaussian(manager, random, scale, hops),
                    gaussian(manager, random, 1, width, positions.width()));
            InputCellAttention attention =
                    new InputCellAttention(FEATURES, new ModelSpec.Attention(hops, width, pooling, positions));
            int i = 0;
            for (Parameter parameter : attention.weights().values()) {
                Weight.set(parameter, weights.get(i++));
            }
            return new Block(attention, weights, positions);
        }

        NDArray output(NDArray x) {
            return attention
                    .forward(new ParameterStore(x.getManager(), false), new NDList(x), false)
                    .head();
        }

        NDArray direct(NDArray x) {
            return DirectAttention.cellInputs(x, weights, attention.pooling(), positions.period());
        }
    }

    @ParameterizedTest
    @EnumSource(HopPooling.class)
    void output_plainAndSafeScan_isThatOfTheDefinition(HopPooling pooling) {
        Random random = new Random(31);
        for (double scale : new double[] {0.1, 10, 1000}) {
            for (int steps : new int[] {1, 7, 40, 130}) {
                try (NDManager manager = EngineRuntime.newManager()) {
                    Positions positions = new Positions(1 + random.nextInt(5), 5 + random.nextInt(60));
                    Block block = Block.of(manager, random, pooling, positions, scale);
                    double[] x = random.doubles(2L * steps * FEATURES, -2, 2).toArray();
                    Shape shape = new Shape(2, steps, FEATURES);
                    NDArray cotangent = gaussian(
                            manager, random, 1, 2, steps, block.attention().outputWidth());
                    Gradients.Result linear = Gradients.ofInput(
                            manager.create(x, shape), in -> block.output(in).mul(cotangent));
                    Gradients.Result direct = Gradients.ofInput(
                            manager.create(x, shape), in -> block.direct(in).mul(cotangent));
                    String name = positions + " T=" + steps + " scale " + scale;
                    Golden.assertClose(linear.value(), direct.value(), name, ROUNDING);
                    double size = Math.max(1, Golden.maxAbsolute(direct.gradient()));
                    Golden.assertClose(linear.gradient(), direct.gradient(), name, 10 * ROUNDING * size);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1000})
    void forwardProjected_anyScores_isTheProjectedOutputOfTheDefinition(double scale) {
        Random random = new Random(37);
        try (NDManager manager = EngineRuntime.newManager()) {
            for (int gates : new int[] {2, 9}) {
                Block block = Block.of(manager, random, HopPooling.CONCAT, new Positions(2, 30), scale);
                NDArray x = gaussian(manager, random, 1, 2, 70, FEATURES);
                NDArray weight =
                        gaussian(manager, random, 1, gates, block.attention().outputWidth());
                NDArray projected =
                        block.attention().forwardProjected(new ParameterStore(manager, false), x, weight, false);
                Golden.assertClose(projected, block.direct(x).matMul(weight.transpose()), "G=" + gates, ROUNDING);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(HopPooling.class)
    void gradient_ofPositionWeights_isThatOfDifferences(HopPooling pooling) {
        double change = 1e-6;
        for (double scale : new double[] {1, 300}) {
            try (NDManager manager = EngineRuntime.newManager()) {
                Random random = new Random(41);
                Block block = Block.of(manager, random, pooling, new Positions(3, 20), scale);
                NDArray x = gaussian(manager, random, 1, 2, 25, FEATURES);
                NDArray cotangent =
                        gaussian(manager, random, 1, 2, 25, block.attention().outputWidth());
                NDArray weight = block.weights().get(4);
                Gradients.ofParameters(
                        block.weights(), () -> block.output(x).mul(cotangent).sum());
                double[] gradient = Golden.doubles(weight.getGradient());
                double[] values = Golden.doubles(weight);
                double size = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
                assertThat(size).isPositive();
                for (int i = 0; i < values.length; i++) {
                    double[] sums = new double[2];
                    for (int side = 0; side < 2; side++) {
                        double[] changed = values.clone();
                        changed[i] += side == 0 ? change : -change;
                        weight.set(changed);
                        sums[side] = block.output(x).mul(cotangent).sum().getDouble();
                    }
                    weight.set(values);
                    // the error of a central difference grows with the square of the change
                    assertThat((sums[0] - sums[1]) / (2 * change)).isCloseTo(gradient[i], within(1e-6 * scale * size));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(HopPooling.class)
    void stream_longerThanThePeriod_equalsTheDefinitionAtEachStep(HopPooling pooling) {
        Random random = new Random(43);
        for (double scale : new double[] {0.1, 1000}) {
            try (NDManager manager = EngineRuntime.newManager()) {
                Block block = Block.of(manager, random, pooling, new Positions(3, 11), scale);
                NDArray x = gaussian(manager, random, 1, 1, 100, FEATURES);
                AttentionStream stream = block.attention().stream();
                double[] expected = Golden.doubles(block.direct(x));
                for (int pass = 0; pass < 2; pass++) {
                    checkSteps(stream, Golden.doubles(x), expected, 0, ROUNDING);
                    stream.reset();
                }
            }
        }
    }

    @Test
    void stream_after100000Steps_equalsBatch() {
        int steps = 100_000;
        try (NDManager manager = EngineRuntime.newManager()) {
            Block block = Block.of(manager, new Random(47), HopPooling.CONCAT, new Positions(4, 777), 1);
            NDArray x = gaussian(manager, new Random(53), 1, 1, steps, FEATURES);
            double[] batch = Golden.doubles(block.output(x));
            checkSteps(block.attention().stream(), Golden.doubles(x), batch, steps - 1000, LONG_ROUNDING);
        }
    }

    private static void checkSteps(AttentionStream stream, double[] x, double[] expected, int first, double rounding) {
        double[] output = new double[stream.outputWidth()];
        for (int t = 0; t < x.length / FEATURES; t++) {
            stream.step(Arrays.copyOfRange(x, t * FEATURES, (t + 1) * FEATURES), output);
            if (t >= first) {
                int from = t * output.length;
                assertThat(output)
                        .as("step %d", t)
                        .containsExactly(Arrays.copyOfRange(expected, from, from + output.length), within(rounding));
            }
        }
    }

    @Test
    void stream_step_allocatesNothing() {
        try (NDManager manager = EngineRuntime.newManager()) {
            AttentionStream stream =
                    Block.of(manager, new Random(59), HopPooling.MEAN, new Positions(5, 100), 1).attention().stream();
            double[] x = new double[FEATURES];
            double[] output = new double[stream.outputWidth()];
            Runnable steps = () -> {
                for (int t = 0; t < 20_000; t++) {
                    x[0] = t % 7;
                    stream.step(x, output);
                }
            };
            steps.run();
            assertThat(Allocation.bytes(steps)).isLessThan(Allocation.OF_THE_MACHINE);
        }
    }

    @Test
    void output_inSinglePrecision_isThatInDoubleRounded() {
        ModelSpec spec = TestModels.positioned().get(0);
        try (TrainedModel exact = TestModels.initialized(spec, Precision.DOUBLE, 3);
                TrainedModel model = TestModels.initialized(spec, Precision.SINGLE, 3);
                NDManager manager = EngineRuntime.newManager()) {
            NDArray x = gaussian(manager, new Random(61), 1, 2, 40, TestModels.FEATURES);
            NDArray expected = exact.logits(new NDList(x));
            NDArray found = model.logits(new NDList(x.toType(DataType.FLOAT32, false)));
            Golden.assertClose(found.toType(DataType.FLOAT64, false), expected, "logits", 1e-5);
        }
    }

    @Test
    void weights_ofTheSameSeedWithoutPositions_areTheSame() {
        ModelSpec spec = TestModels.lstm(HopPooling.CONCAT, 0);
        try (TrainedModel without = TestModels.initialized(spec, Precision.DOUBLE, 3);
                TrainedModel with = TestModels.initialized(
                        TestModels.withPositions(new Positions(2, 9), spec), Precision.DOUBLE, 3)) {
            without.weights()
                    .forEach((name, tensor) ->
                            assertThat(with.weight(name).toDoubles()).as(name).containsExactly(tensor.toDoubles()));
            double bound = Math.sqrt(6.0 / (4 + 4)); // Xavier, of width 4 and 4 values of the code
            double[] drawn = with.weight("attention.wp.weight").toDoubles();
            assertThat(drawn).hasSize(16).doesNotHaveDuplicates();
            assertThat(Arrays.stream(drawn).map(Math::abs).max().orElseThrow()).isBetween(bound / 2, bound);
        }
    }

    private static NDArray gaussian(NDManager manager, Random random, double scale, long... shape) {
        Shape dims = new Shape(shape);
        double[] values = new double[(int) dims.size()];
        Arrays.setAll(values, i -> scale * random.nextGaussian());
        return manager.create(values, dims);
    }
}
