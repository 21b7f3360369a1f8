package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unfade.TestModels;
import io.unfade.data.Precision;
import io.unfade.engine.EngineRuntime;
import io.unfade.engine.Gradients;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ReadoutKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class PrefixStateTest {
    private static PrefixState state(NDManager owner) {
        double[] numbers = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        NDArray hidden = owner.create(numbers, new Shape(6, 2));
        NDArray sums = owner.create(numbers, new Shape(6, 1, 2));
        return new PrefixState(3, new NDList(sums), List.of(new NDList(hidden)), new NDList());
    }

    @ParameterizedTest
    @EnumSource(HopPooling.class)
    void logitsAfter_leaveNothingOnTheOwnerOfTheState(HopPooling pooling) {
        for (ReadoutKind readout : ReadoutKind.values()) {
            try (TrainedModel model = TestModels.initialized(
                            TestModels.spec(Cell.LSTM, 2, false, pooling, readout, 0)
                                    .withMembers(2),
                            Precision.DOUBLE,
                            5);
                    NDManager owner = EngineRuntime.newManager()) {
                Classifier network = model.network();
                if (!network.resumes()) {
                    continue;
                }
                PrefixState state = Gradients.without(() -> network.stateAfter(
                        model.store(), owner.ones(new Shape(4, 3, 5), DataType.FLOAT64), network.start()));
                int before = owner.getManagedArrays().size();
                int weights = TestModels.heldArrays(model);
                for (int variants = 1; variants < 4; variants++) {
                    try (NDManager scope = EngineRuntime.newManager()) {
                        NDArray x = scope.ones(new Shape(4L * variants, 2, 5), DataType.FLOAT64);
                        NDArray logits = network.logitsAfter(model.store(), x, state.repeated(scope, 2, variants));
                        assertThat(logits.getShape()).isEqualTo(new Shape(4L * variants, 2, 3));
                        state.of(scope, 2, 1);
                    }
                }
                assertThat(owner.getManagedArrays()).hasSize(before);
                assertThat(TestModels.heldArrays(model)).isEqualTo(weights);
            }
        }
    }

    /** Two members of three series: rows 0 to 2 are the first one's. */
    @Test
    void repeatedAndOf_rows_areThoseOfEachMember() {
        try (NDManager owner = EngineRuntime.newManager()) {
            PrefixState state = state(owner);
            PrefixState twice = state.repeated(owner, 2, 2);
            assertThat(twice.steps()).isEqualTo(3);
            assertThat(twice.attention().head().getShape()).isEqualTo(new Shape(12, 1, 2));
            assertThat(twice.layers().get(0).head().toDoubleArray())
                    .containsExactly(1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 7, 8, 9, 10, 11, 12);
            PrefixState some = state.of(owner, 2, 2, 0);
            assertThat(some.attention().head().getShape()).isEqualTo(new Shape(4, 1, 2));
            assertThat(some.layers().get(0).head().toDoubleArray()).containsExactly(5, 6, 1, 2, 11, 12, 7, 8);
            assertThat(some.readout()).isEmpty();
        }
    }
}
