package io.unfade.nn.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unfade.Golden;
import io.unfade.engine.EngineRuntime;
import io.unfade.engine.Gradients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Rates, scaling, streams and gradients of dropout. */
class DropoutTest {
    private static final int SIZE = 999_999;
    private static final double FIVE_DEVIATIONS = 5 * 0.5 / Math.sqrt(SIZE);

    private final NDManager manager = EngineRuntime.newManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray ones(int... shape) {
        return manager.ones(new Shape(Arrays.stream(shape).asLongStream().toArray()), DataType.FLOAT32);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.1, 0.5, 0.9})
    void apply_inTraining_keepsTheShareAndScalesIt(double p) {
        float[] values = new Dropout(p).apply(ones(SIZE), true).toFloatArray();
        int kept = 0;
        int pairs = 0;
        for (int i = 0; i < SIZE; i++) {
            assertThat(values[i] == 0 || values[i] == (float) (1 / (1 - p))).isTrue();
            kept += values[i] != 0 ? 1 : 0;
            pairs += i > 0 && values[i] != 0 && values[i - 1] != 0 ? 1 : 0;
        }
        assertThat((double) kept / SIZE).isEqualTo(1 - p, within(FIVE_DEVIATIONS));
        assertThat((double) pairs / SIZE).isEqualTo((1 - p) * (1 - p), within(2 * FIVE_DEVIATIONS));
    }

    @Test
    void apply_sameSeed_dropsTheSameAndEachTimeOthers() {
        Dropout dropout = new Dropout(0.3);
        dropout.seed(7);
        float[] first = dropout.apply(ones(3, 4, 5), true).toFloatArray();
        float[] second = dropout.apply(ones(3, 4, 5), true).toFloatArray();
        assertThat(second).isNotEqualTo(first);
        dropout.seed(7);
        assertThat(dropout.apply(ones(3, 4, 5), true).toFloatArray()).isEqualTo(first);
        assertThat(dropout.apply(ones(3, 4, 5), true).toFloatArray()).isEqualTo(second);
        dropout.seed(8);
        assertThat(dropout.apply(ones(3, 4, 5), true).toFloatArray()).isNotEqualTo(first);
    }

    @Test
    void apply_nothingToDropOrEvaluation_isTheArrayItself() {
        NDArray values = ones(4);
        assertThat(new Dropout(0.3).apply(values, false)).isSameAs(values);
        assertThat(new Dropout(0).apply(values, true)).isSameAs(values);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT32", "FLOAT64"})
    void gradient_inTraining_isTheMask(DataType type) {
        NDArray input = manager.randomNormal(0, 1, new Shape(5, 7, 3), type);
        NDArray copy = input.duplicate();
        Gradients.Result result = Gradients.ofInput(input, x -> new Dropout(0.4).apply(x, true));
        assertThat(result.value().getDataType()).isEqualTo(type);
        assertThat(result.value().getShape()).isEqualTo(copy.getShape());
        NDArray mask = new Dropout(0.4).apply(copy.onesLike(), true);
        Golden.assertClose(result.gradient(), mask, "gradient", 0);
        Golden.assertClose(result.value(), copy.mul(mask), "value", 0);
    }
}
