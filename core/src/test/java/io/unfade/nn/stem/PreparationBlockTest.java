package io.unfade.nn.stem;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unfade.Golden;
import io.unfade.PreparedByHand;
import io.unfade.TestModels;
import io.unfade.engine.EngineRuntime;
import io.unfade.engine.Gradients;
import io.unfade.nn.layer.Lengths;
import io.unfade.nn.spec.Preparation;
import io.unfade.nn.spec.Preparation.Differences;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Preparation against its definition, written as loops over one series. */
class PreparationBlockTest {
    private static final double ROUNDING = 1e-12;
    private static final int FEATURES = 3;
    private static final int STEPS = 10;
    private static final long[] LENGTHS = {10, 1, 6, 9};

    static List<Preparation> preparations() {
        return TestModels.everyPreparation();
    }

    @ParameterizedTest
    @MethodSource("preparations")
    void forward_seriesOfSeveralLengths_isTheDefinitionOnEachAlone(Preparation preparation) {
        try (NDManager manager = EngineRuntime.newManager()) {
            double[] x = series();
            double[] prepared = Golden.doubles(forward(preparation, array(x, manager)));
            int width = preparation.width(FEATURES);
            int perSeries = preparation.steps(STEPS) * width;
            assertThat(prepared).hasSize(LENGTHS.length * perSeries);
            for (int b = 0; b < LENGTHS.length; b++) {
                int first = b * STEPS * FEATURES;
                double[] real = Arrays.copyOfRange(x, first, first + (int) LENGTHS[b] * FEATURES);
                double[] expected = Arrays.copyOf(PreparedByHand.of(preparation, real, FEATURES), perSeries);
                assertThat(Arrays.copyOfRange(prepared, b * perSeries, (b + 1) * perSeries))
                        .as("series %d", b)
                        .containsExactly(expected, within(ROUNDING));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("preparations")
    void forward_gradient_isThatOfFiniteDifferencesAndNothingInThePadding(Preparation preparation) {
        double step = 1e-6;
        try (NDManager manager = EngineRuntime.newManager()) {
            double[] x = series();
            Shape shape = new Shape(LENGTHS.length, preparation.steps(STEPS), preparation.width(FEATURES));
            NDArray cotangent = manager.randomUniform(-1, 1, shape, DataType.FLOAT64);
            double[] gradient = Golden.doubles(Gradients.ofInput(
                            array(x, manager), at -> forward(preparation, at).mul(cotangent))
                    .gradient());
            for (int i = 0; i < x.length; i++) {
                double[] moved = x.clone();
                moved[i] = x[i] + step;
                double more = sum(forward(preparation, array(moved, manager)).mul(cotangent));
                moved[i] = x[i] - step;
                double less = sum(forward(preparation, array(moved, manager)).mul(cotangent));
                assertThat(gradient[i]).as("cell %d", i).isCloseTo((more - less) / (2 * step), within(1e-8));
                if (i / FEATURES % STEPS >= LENGTHS[i / FEATURES / STEPS]) {
                    assertThat(gradient[i]).isZero();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT32", "FLOAT64"})
    void forward_farBeyondTheLimit_isExactlyTheLimitWithoutGradient(DataType type) {
        Preparation preparation = new Preparation(3.0, Differences.NONE, 1);
        try (NDManager manager = EngineRuntime.newManager()) {
            double[] values = {-1e9, -3, -2, 0, 3, 1e9};
            NDArray x = manager.create(values, new Shape(1, 2, 3)).toType(type, false);
            Lengths lengths = Lengths.of(new NDList(x));
            PreparationBlock block = new PreparationBlock(preparation, 3);
            NDArray prepared = block.forward(x, lengths).toType(DataType.FLOAT64, false);
            assertThat(prepared.toDoubleArray()).containsExactly(-3, -3, -2, 0, 3, 3);
            NDArray gradient =
                    Gradients.ofInput(x, at -> block.forward(at, lengths)).gradient();
            assertThat(gradient.toType(DataType.FLOAT64, true).toDoubleArray()).containsExactly(0, 1, 1, 1, 1, 0);
        }
    }

    @Test
    void forward_none_isTheSeriesItself() {
        try (NDManager manager = EngineRuntime.newManager()) {
            NDArray x = array(series(), manager);
            assertThat(forward(Preparation.NONE, x)).isSameAs(x);
            assertThat(new PreparationBlock(Preparation.NONE, FEATURES).stream(null))
                    .isNull();
        }
    }

    @Test
    void preparation_wrongSizes_areRefused() {
        assertThatThrownBy(() -> new Preparation(0.0, Differences.NONE, 1))
                .hasMessage("the limit of values must be finite and above 0, but was 0.0");
        assertThatThrownBy(() -> new Preparation(Double.NaN, Differences.NONE, 1))
                .hasMessage("the limit of values must be finite and above 0, but was NaN");
        assertThatThrownBy(() -> new Preparation(null, Differences.NONE, 0))
                .hasMessage("the steps of a block must be at least 1, but was 0");
        assertThatThrownBy(() -> new Preparation(null, Differences.ADDED, 1).width(1 << 30))
                .hasMessage("1073741824 features are too many to add differences to");
    }

    private static NDArray forward(Preparation preparation, NDArray x) {
        NDArray lengths = x.getManager().create(LENGTHS);
        return new PreparationBlock(preparation, FEATURES).forward(x, Lengths.of(new NDList(x, lengths)));
    }

    private static double sum(NDArray array) {
        return Golden.doubles(array.sum())[0];
    }

    private static double[] series() {
        Random random = new Random(5);
        double[] x = new double[LENGTHS.length * STEPS * FEATURES];
        Arrays.setAll(x, i -> random.nextGaussian()); // padding, too: it must not matter
        return x;
    }

    private static NDArray array(double[] x, NDManager manager) {
        return manager.create(x, new Shape(LENGTHS.length, STEPS, FEATURES));
    }
}
