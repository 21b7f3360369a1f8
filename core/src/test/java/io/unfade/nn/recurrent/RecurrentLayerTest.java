package io.unfade.nn.recurrent;

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
import io.unfade.nn.Classifier;
import io.unfade.nn.Initialization;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Layers in single precision, as they are used, against the engine's operator over the whole series in double precision; that
 * one against PyTorch is {@code PlainCellGoldenTest}.
 */
class RecurrentLayerTest {
    /** Of the largest number. */
    private static final double ROUNDING = 2e-5;

    private final NDManager manager = EngineRuntime.newManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray noise(int batch, int steps, int features) {
        Random random = new Random(7);
        float[] values = new float[batch * steps * features];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return manager.create(values, new Shape(batch, steps, features));
    }

    /** {@return the output, its gradient for the input in evaluation mode, and those for all weights} */
    private static NDList results(Classifier network, NDArray x, @Nullable NDArray lengths, double factor) {
        ParameterStore store = new ParameterStore(x.getManager(), false);
        UnaryOperator<NDArray> logits =
                input -> network.forward(store, lengths == null ? new NDList(input) : new NDList(input, lengths), false)
                        .head()
                        .mul(x.getManager().create(factor).toType(x.getDataType(), false));
        Gradients.Result result = Gradients.ofInput(x.duplicate(), logits);
        NDList all = new NDList(result.value(), result.gradient());
        NDList weights = new NDList(
                network.weights().values().stream().map(Parameter::getArray).toList());
        Gradients.ofParameters(weights, () -> logits.apply(x).sum());
        weights.forEach(weight -> all.add(weight.getGradient().duplicate()));
        weights.forEach(weight -> weight.setRequiresGradient(false));
        return all;
    }

    private void check(ModelSpec spec, int batch, int steps, long @Nullable [] lengths, double factor) {
        Classifier precise = new Classifier(spec);
        precise.recompute(0);
        Classifier single = new Classifier(spec);
        Initialization.apply(single, manager, DataType.FLOAT32, 5);
        NDArray x = noise(batch, steps, spec.features());
        single.weights()
                .forEach((name, weight) ->
                        precise.setWeight(name, weight.getArray().toType(DataType.FLOAT64, true)));
        NDArray real = lengths == null ? null : manager.create(lengths);
        NDList expected = results(precise, x.toType(DataType.FLOAT64, true), real, factor);
        NDList actual = results(single, x, real, factor);
        for (int i = 0; i < expected.size(); i++) {
            String name = spec + " B=" + batch + " T=" + steps + " result " + i;
            double scale = Golden.maxAbsolute(expected.get(i));
            Golden.assertClose(actual.get(i), expected.get(i), name, ROUNDING * Math.max(scale, factor * 1e-3));
        }
    }

    private static ModelSpec spec(
            Cell cell,
            int layers,
            boolean bidirectional,
            int hidden,
            @Nullable HopPooling pooling,
            ReadoutKind readout) {
        return new ModelSpec(
                cell,
                layers,
                bidirectional,
                hidden,
                pooling == null ? null : new ModelSpec.Attention(3, 4, pooling),
                TestModels.readout(readout, 2, 3),
                3,
                2,
                0);
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void layer_sizesOfBatchAndSeries_isTheOperatorInDoublePrecision(Cell cell) {
        for (int hidden : new int[] {1, 5, 24}) {
            for (ReadoutKind readout : new ReadoutKind[] {ReadoutKind.LAST, ReadoutKind.MEAN}) {
                ModelSpec spec = spec(cell, 1, false, hidden, null, readout);
                check(spec, 1, 1, null, 1);
                check(spec, 50, 1, null, 1);
                check(spec, 1, 23, null, 1);
                check(spec, 37, 40, null, 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void layers_directionsAttentionAndLengths_areTheOperatorInDoublePrecision(Cell cell) {
        for (ReadoutKind readout : ReadoutKind.values()) {
            for (HopPooling pooling :
                    new HopPooling[] {null, HopPooling.MEAN, HopPooling.CONCAT, HopPooling.CONCAT_L2}) {
                check(spec(cell, 2, true, 4, pooling, readout), 4, 30, new long[] {30, 7, 1, 22}, 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void layer_segmentsOverWhichTheGradientVanishes_isTheOperatorInDoublePrecision(Cell cell) {
        for (ReadoutKind readout : new ReadoutKind[] {ReadoutKind.LAST, ReadoutKind.MAX}) {
            check(spec(cell, 1, true, 5, null, readout), 6, 600, new long[] {600, 599, 3, 251, 250, 400}, 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void layer_gradientsOfAnySize_keepTheirPrecision(Cell cell) {
        ModelSpec spec = spec(cell, 1, false, 5, null, ReadoutKind.LAST);
        for (double factor : new double[] {1e-25, 1e25}) {
            check(spec, 5, 20, null, factor);
        }
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void gradients_noneArrivesOrNumbersAreNotFinite_areNoneOrNotFinite(Cell cell) {
        Classifier network = new Classifier(spec(cell, 1, false, 5, null, ReadoutKind.LAST));
        Initialization.apply(network, manager, DataType.FLOAT32, 5);
        NDArray x = noise(3, 9, 3);
        assertThat(results(network, x, null, 0).get(1).toFloatArray()).containsOnly(0f);
        float[] values = x.toFloatArray();
        Arrays.fill(values, 0, 27, Float.NaN);
        NDArray broken = manager.create(values, x.getShape());
        float[] logits = results(network, broken, null, 1).head().toFloatArray();
        assertThat(logits[0]).isNaN();
        assertThat(logits[2]).isFinite();
    }
}
