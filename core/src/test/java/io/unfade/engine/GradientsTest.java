package io.unfade.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GradientsTest {
    @Test
    void isRecorded_leavesAndWhatIsComputedOfThem_whileRecordingAlone() {
        try (NDManager manager = EngineRuntime.newManager()) {
            NDArray plain = manager.ones(new Shape(3, 4));
            NDArray leaf = manager.ones(new Shape(3, 4));
            Gradients.ofInput(leaf, input -> {
                assertThat(Gradients.isRecorded(plain)).isFalse();
                assertThat(Gradients.isRecorded(plain.tanh())).isFalse();
                assertThat(Gradients.isRecorded(plain.reshape(4, 3))).isFalse();
                assertThat(Gradients.isRecorded(manager.zeros(new Shape(2), DataType.INT64)))
                        .isFalse();

                NDArray computed = input.tanh().mul(plain);
                for (int time = 0; time < 2; time++) {
                    assertThat(Gradients.isRecorded(input)).isTrue();
                    assertThat(Gradients.isRecorded(computed)).isTrue();
                    assertThat(Gradients.isRecorded(computed.reshape(4, 3))).isTrue();
                    assertThat(Gradients.isRecorded(input.reshape(4, 3))).isTrue();
                }
                assertThat(Gradients.<Boolean>without(() -> Gradients.isRecorded(computed)))
                        .isFalse();
                assertThat(Gradients.isRecorded(Gradients.without(() -> input.tanh())))
                        .isFalse();
                return computed;
            });
            assertThat(plain.hasGradient()).isFalse();
        }
    }
}
