package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.unfade.Golden;
import io.unfade.TestModels;
import io.unfade.engine.EngineRuntime;
import io.unfade.engine.Gradients;
import io.unfade.engine.InPlace;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Conjunctive pooling against its definition with loops, and its gradients against finite differences. */
class ConjunctiveReadoutTest {
    private static final double ROUNDING = 1e-12;

    /** Of central differences with steps of {@link #STEP}. */
    private static final double DIFFERENCES = 1e-7;

    private static final double STEP = 1e-5;
    private static final int STEPS = 7;
    private static final long[] LENGTHS = {7, 1, 4};

    private final NDManager manager = EngineRuntime.newManager();
    private final ParameterStore store = new ParameterStore(manager, false);

    @AfterEach
    void close() {
        manager.close();
    }

    private static ModelSpec spec(boolean bidirectional) {
        return TestModels.spec(Cell.GRU, 1, bidirectional, HopPooling.MEAN, ReadoutKind.CONJUNCTIVE, 0);
    }

    /** {@return a network whose weights are large enough for tanh and sigmoid to be far from linear} */
    private Classifier network(ModelSpec spec) {
        Classifier network = new Classifier(spec);
        Initialization.apply(network, manager, DataType.FLOAT64, 3);
        network.weights().values().forEach(weight -> {
            double[] values = gaussian(
                    new Random(weight.getName().hashCode()), weight.getArray().size());
            InPlace.copy(manager.create(values, weight.getArray().getShape()), weight.getArray());
        });
        return network;
    }

    private static double[] gaussian(Random random, long size) {
        return random.doubles(size).map(u -> random.nextGaussian()).toArray();
    }

    private NDArray series() {
        return manager.create(
                gaussian(new Random(5), (long) LENGTHS.length * STEPS * TestModels.FEATURES),
                new Shape(LENGTHS.length, STEPS, TestModels.FEATURES));
    }

    private NDArray logits(Classifier network, NDArray x) {
        return network.forward(store, new NDList(x, manager.create(LENGTHS)), false)
                .head();
    }

    private static double[] weight(Classifier network, String name) {
        return network.weight(name).getArray().toDoubleArray();
    }

    /** {@return W x + b for a row-major W} */
    private static double[] affine(double[] weight, double[] bias, double[] x) {
        double[] sums = bias.clone();
        for (int i = 0; i < weight.length; i++) {
            sums[i / x.length] += weight[i] * x[i % x.length];
        }
        return sums;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void logits_areTheMeanOfWeightedScoresOfTheRealSteps(boolean bidirectional) {
        Classifier network = network(spec(bidirectional));
        NDArray x = series();
        NDArray states = network.hiddenStates(store, new NDList(x, manager.create(LENGTHS)), false);
        double[] values = states.toDoubleArray();
        int size = (int) states.getShape().get(2);
        double[] logits = logits(network, x).toDoubleArray();
        for (int b = 0; b < LENGTHS.length; b++) {
            double[] expected = new double[TestModels.CLASSES];
            for (int t = 0; t < LENGTHS[b]; t++) {
                int from = (b * STEPS + t) * size;
                double[] state = Arrays.copyOfRange(values, from, from + size);
                double[] layer =
                        affine(weight(network, "readout.w1.weight"), weight(network, "readout.w1.bias"), state);
                Arrays.setAll(layer, d -> Math.tanh(layer[d]));
                double score =
                        affine(weight(network, "readout.w2.weight"), weight(network, "readout.w2.bias"), layer)[0];
                double[] scores = affine(weight(network, "head.weight"), weight(network, "head.bias"), state);
                for (int k = 0; k < expected.length; k++) {
                    expected[k] += scores[k] / (1 + Math.exp(-score)) / LENGTHS[b];
                }
            }
            int first = b * TestModels.CLASSES;
            assertThat(Arrays.copyOfRange(logits, first, first + TestModels.CLASSES))
                    .containsExactly(expected, within(ROUNDING));
        }
    }

    @Test
    void logits_otherValuesInThePadding_areTheSame() {
        Classifier network = network(spec(true));
        NDArray x = series();
        double[] values = x.toDoubleArray();
        for (int b = 0; b < LENGTHS.length; b++) {
            int from = (b * STEPS + (int) LENGTHS[b]) * TestModels.FEATURES;
            Arrays.fill(values, from, (b + 1) * STEPS * TestModels.FEATURES, 9);
        }
        assertThat(logits(network, manager.create(values, x.getShape())).toDoubleArray())
                .containsExactly(logits(network, x).toDoubleArray());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gradients_ofSeriesAndWeights_areFiniteDifferences(boolean bidirectional) {
        Classifier network = network(spec(bidirectional));
        NDArray x = series();
        NDArray factors = manager.create(
                gaussian(new Random(6), (long) LENGTHS.length * TestModels.CLASSES),
                new Shape(LENGTHS.length, TestModels.CLASSES));
        DoubleSupplier output = () -> logits(network, x).mul(factors).sum().getDouble();
        double[] ofSeries = Gradients.ofInput(
                        x.duplicate(), input -> logits(network, input).mul(factors))
                .gradient()
                .toDoubleArray();
        assertThat(ofSeries).containsExactly(differences(x, output), within(DIFFERENCES));
        for (String name : List.of(
                "readout.w1.weight",
                "readout.w1.bias",
                "readout.w2.weight",
                "readout.w2.bias",
                "head.weight",
                "head.bias",
                "rnn.weight_hh_l0")) {
            NDArray weight = network.weight(name).getArray();
            double[] expected = differences(weight, output);
            Gradients.ofParameters(
                    new NDList(weight), () -> logits(network, x).mul(factors).sum());
            assertThat(weight.getGradient().toDoubleArray()).as(name).containsExactly(expected, within(DIFFERENCES));
            assertThat(Golden.maxAbsolute(weight.getGradient())).as(name).isGreaterThan(1e-3);
            weight.setRequiresGradient(false);
        }
    }

    private double[] differences(NDArray array, DoubleSupplier output) {
        double[] start = array.toDoubleArray();
        double[] differences = new double[start.length];
        for (int i = 0; i < start.length; i++) {
            double[] values = start.clone();
            values[i] = start[i] + STEP;
            InPlace.copy(manager.create(values, array.getShape()), array);
            differences[i] = output.getAsDouble() / (2 * STEP);
            values[i] = start[i] - STEP;
            InPlace.copy(manager.create(values, array.getShape()), array);
            differences[i] -= output.getAsDouble() / (2 * STEP);
        }
        InPlace.copy(manager.create(start, array.getShape()), array);
        return differences;
    }

    @Test
    void initialWeights_areUniformInTheInverseRootOfTheirInputs() {
        ModelSpec spec = new ModelSpec(
                Cell.GRU, 1, true, 200, null, TestModels.readout(ReadoutKind.CONJUNCTIVE, 0, 2500), 3, 2, 0);
        Classifier network = new Classifier(spec);
        Initialization.apply(network, manager, DataType.FLOAT64, 3);
        double ofStates = 1 / Math.sqrt(400);
        for (String name : List.of("readout.w1.weight", "readout.w1.bias")) {
            assertThat(Golden.maxAbsolute(network.weight(name).getArray())).isBetween(0.95 * ofStates, ofStates);
        }
        assertThat(Golden.maxAbsolute(network.weight("readout.w2.weight").getArray()))
                .isBetween(0.95 * 0.02, 0.02);
        assertThat(Golden.maxAbsolute(network.weight("readout.w2.bias").getArray()))
                .isBetween(0.0, 0.02);
    }

    @Test
    void sizes_thatDoNotBelongToIt_areRefused() {
        assertThatThrownBy(() -> new ModelSpec.Readout(ReadoutKind.CONJUNCTIVE, 0, 0))
                .hasMessage(
                        "a conjunctive readout needs a readoutWidth of at least 1 and no readoutHops, but they were 0"
                                + " and 0");
        assertThatThrownBy(() -> new ModelSpec.Readout(ReadoutKind.CONJUNCTIVE, 2, 3))
                .hasMessageEndingWith("but they were 3 and 2");
    }
}
