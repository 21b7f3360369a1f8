package io.unfade.nn.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.unfade.Golden;
import io.unfade.engine.EngineRuntime;
import io.unfade.engine.Gradients;
import io.unfade.nn.Classifier;
import io.unfade.nn.Initialization;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Steps recomputed for the gradient against steps that were kept. */
class RecomputedLayerTest {
    private static final double ROUNDING = 1e-12;

    @ParameterizedTest
    @EnumSource(Cell.class)
    void gradients_segmentsRunAgain_areThoseOfKeptSteps(Cell cell) {
        for (ReadoutKind readout : List.of(ReadoutKind.LAST, ReadoutKind.MAX, ReadoutKind.MEAN)) {
            for (HopPooling pooling : HopPooling.values()) {
                ModelSpec.Attention attention = new ModelSpec.Attention(3, 4, pooling);
                check(new ModelSpec(cell, 2, true, 4, attention, ModelSpec.Readout.of(readout), 3, 2, 0));
            }
        }
    }

    private static void check(ModelSpec spec) {
        try (NDManager manager = EngineRuntime.newManager()) {
            Classifier network = new Classifier(spec);
            Initialization.apply(network, manager, DataType.FLOAT64, 3);
            NDArray x = manager.randomNormal(0, 1, new Shape(3, 23, 3), DataType.FLOAT64);
            network.recompute(0);
            NDList kept = gradients(network, x);
            for (int steps : new int[] {1, 7, 22, 23, 100}) {
                network.recompute(steps);
                NDList again = gradients(network, x);
                for (int i = 0; i < kept.size(); i++) {
                    Golden.assertClose(again.get(i), kept.get(i), spec.cell() + " " + steps + " " + i, ROUNDING);
                }
            }
        }
    }

    /** {@return the logits, and their gradients for the input and every weight} */
    private static NDList gradients(Classifier network, NDArray x) {
        ParameterStore store = new ParameterStore(x.getManager(), false);
        NDArray lengths = x.getManager().create(new long[] {23, 9, 16});
        NDArray input = x.duplicate();
        Gradients.Result result = Gradients.ofInput(
                input,
                array -> network.forward(store, new NDList(array, lengths), false)
                        .head());
        NDList all = new NDList(result.value(), result.gradient());
        NDList weights = new NDList(
                network.weights().values().stream().map(Parameter::getArray).toList());
        Gradients.ofParameters(
                weights,
                () -> network.forward(store, new NDList(x, lengths), true)
                        .head()
                        .square()
                        .sum());
        weights.forEach(weight -> all.add(weight.getGradient().duplicate()));
        weights.forEach(weight -> weight.setRequiresGradient(false));
        return all;
    }

    @Test
    void recompute_negativeSteps_isRefused() {
        ModelSpec spec = new ModelSpec(Cell.LSTM, 1, false, 4, null, ModelSpec.Readout.of(ReadoutKind.LAST), 3, 2, 0);
        assertThatThrownBy(() -> new Classifier(spec).recompute(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 0, but was -1");
    }
}
