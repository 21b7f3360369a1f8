package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.unfade.Allocation;
import io.unfade.Golden;
import io.unfade.TestModels;
import io.unfade.engine.EngineRuntime;
import io.unfade.engine.InPlace;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Preparation;
import io.unfade.nn.spec.Preparation.Differences;
import io.unfade.nn.spec.ReadoutKind;
import io.unfade.nn.spec.Stem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The classifier step by step against the classifier on every prefix of the series. */
class ClassifierStreamTest {
    /** Sums of some hundred float64 products in a different order. */
    private static final double ROUNDING = 1e-10;

    /** Likewise in float32, for logits of order 1. */
    private static final double ROUNDING_SINGLE = 1e-5;

    @ParameterizedTest
    @EnumSource(Cell.class)
    void step_randomShapes_givesLogitsOfEveryPrefix(Cell cell) {
        Random random = new Random(20191206);
        for (ReadoutKind readout : ReadoutKind.values()) {
            checkPrefixes(randomSpec(random, cell, null, readout), DataType.FLOAT64, 1, random);
            checkPrefixes(randomSpec(random, cell, null, readout), DataType.FLOAT32, 1, random);
            for (HopPooling pooling : HopPooling.values()) {
                checkPrefixes(randomSpec(random, cell, pooling, readout), DataType.FLOAT64, 1, random);
                checkPrefixes(randomSpec(random, cell, pooling, readout), DataType.FLOAT32, 1, random);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {30, 1000})
    void step_extremeScores_givesLogitsOfEveryPrefix(double scale) {
        Random random = new Random(3);
        for (HopPooling pooling : HopPooling.values()) {
            checkPrefixes(
                    randomSpec(random, Cell.LSTM, pooling, ReadoutKind.SELF_ATTENTION),
                    DataType.FLOAT64,
                    scale,
                    random);
        }
    }

    @ParameterizedTest
    @EnumSource(HopPooling.class)
    void step_largestSize_givesLogitsOfEveryPrefixInSinglePrecision(HopPooling pooling) {
        ModelSpec.Attention attention = new ModelSpec.Attention(20, 50, pooling);
        checkPrefixes(
                new ModelSpec(Cell.LSTM, 1, false, 64, attention, ModelSpec.Readout.of(ReadoutKind.LAST), 100, 5, 0),
                DataType.FLOAT32,
                1,
                new Random(4));
    }

    @Test
    void step_everyCausalStem_givesLogitsOfEveryPrefix() {
        Random random = new Random(8);
        for (Stem stem : TestModels.everyStem()) {
            if (stem.alignment() == Stem.Alignment.CAUSAL) {
                for (ReadoutKind readout : ReadoutKind.values()) {
                    ModelSpec spec = TestModels.withStem(stem, randomSpec(random, Cell.LSTM, HopPooling.MEAN, readout));
                    checkPrefixes(spec, DataType.FLOAT64, 1, random);
                    checkPrefixes(spec, DataType.FLOAT32, 1, random);
                }
            }
        }
    }

    @Test
    void end_everyPreparation_givesLogitsOfTheSeriesSoFarAndStepsThoseOfItsWholeBlocks() {
        Random random = new Random(9);
        int steps = 9;
        for (ModelSpec spec : TestModels.everySpec()) {
            if (spec.preparation().equals(Preparation.NONE) || spec.bidirectional()) {
                continue;
            }
            try (NDManager manager = EngineRuntime.newManager()) {
                Classifier network = network(spec, manager, DataType.FLOAT64, random.nextLong());
                double[] x =
                        random.doubles((long) steps * spec.features(), -2, 2).toArray();
                NDArray whole = manager.create(x, new Shape(1, steps, spec.features()));
                ClassifierStream stream = network.stream();
                for (int length = 1; length <= steps; length++) {
                    stream.reset();
                    double[] logits = new double[spec.classes()];
                    run(stream, x, length);
                    stream.logits(logits);
                    int read = length - length % spec.preparation().pool();
                    double[] none = new double[spec.classes()];
                    double[] expected = read == 0 ? none : prefixLogits(network, whole, read);
                    assertThat(logits).as("%s step %d", spec, length).containsExactly(expected, within(ROUNDING));
                    stream.end();
                    stream.logits(logits);
                    expected = prefixLogits(network, whole, length);
                    assertThat(logits).as("%s end %d", spec, length).containsExactly(expected, within(ROUNDING));
                }
            }
        }
    }

    private static void run(ClassifierStream stream, double[] x, int steps) {
        int features = stream.features();
        for (int t = 0; t < steps; t++) {
            stream.step(Arrays.copyOfRange(x, t * features, (t + 1) * features));
        }
    }

    @Test
    void end_twiceOrWithoutStepOrBeforeAStep_isRefusedOrChangesNothing() {
        try (NDManager manager = EngineRuntime.newManager()) {
            ModelSpec spec = TestModels.lstm(null, 0).withPreparation(new Preparation(null, Differences.NONE, 3));
            ClassifierStream stream = network(spec, manager, DataType.FLOAT64, 1).stream();
            double[] out = new double[TestModels.CLASSES];
            assertThatThrownBy(() -> stream.end()).hasMessage("there are no logits before the first step");
            run(stream, 4);
            stream.end();
            stream.logits(out);
            double[] again = new double[TestModels.CLASSES];
            stream.end();
            stream.logits(again);
            assertThat(again).containsExactly(out);
            assertThatThrownBy(() -> run(stream, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the series has ended; reset the stream before the next one");
            stream.reset();
            assertThat(run(stream, 2)).containsExactly(new double[TestModels.CLASSES]);
        }
    }

    private static ModelSpec randomSpec(Random random, Cell cell, @Nullable HopPooling pooling, ReadoutKind readout) {
        return new ModelSpec(
                cell,
                1 + random.nextInt(3),
                false,
                1 + random.nextInt(9),
                pooling == null ? null : new ModelSpec.Attention(1 + random.nextInt(4), 1 + random.nextInt(6), pooling),
                TestModels.readout(readout, 1 + random.nextInt(3), 1 + random.nextInt(4)),
                1 + random.nextInt(7),
                2 + random.nextInt(3),
                0.5);
    }

    /** Compares a stream, and the same stream after a reset, with the network on x[0..t] for every t. */
    private static void checkPrefixes(ModelSpec spec, DataType type, double scale, Random random) {
        int steps = 1 + random.nextInt(40);
        try (NDManager manager = EngineRuntime.newManager()) {
            Classifier network = network(spec, manager, type, random.nextLong());
            for (String name : new String[] {"attention.w2.weight", "readout.w2.weight"}) {
                if (network.weights().containsKey(name)) {
                    network.weight(name).getArray().muli(scale);
                }
            }
            double[] x = random.doubles((long) steps * spec.features(), -2, 2).toArray();
            NDArray whole =
                    manager.create(x, new Shape(1, steps, spec.features())).toType(type, false);
            double[][] expected = new double[steps][];
            for (int t = 0; t < steps; t++) {
                expected[t] = prefixLogits(network, whole, t + 1);
            }
            ClassifierStream stream = network.stream();
            double tolerance = type == DataType.FLOAT64 ? ROUNDING : ROUNDING_SINGLE;
            checkSteps(stream, x, expected, tolerance, spec);
            stream.reset();
            checkSteps(stream, x, expected, tolerance, spec);
        }
    }

    private static double[] prefixLogits(Classifier network, NDArray whole, int steps) {
        try (NDManager scope = whole.getManager().newSubManager()) {
            NDArray prefix = whole.get(":, :" + steps);
            prefix.attach(scope);
            return Golden.doubles(network.forward(new ParameterStore(scope, false), new NDList(prefix), false)
                    .head());
        }
    }

    private static void checkSteps(
            ClassifierStream stream, double[] x, double[][] expected, double tolerance, ModelSpec spec) {
        double[] logits = new double[stream.classes()];
        int features = stream.features();
        for (int t = 0; t < expected.length; t++) {
            stream.step(Arrays.copyOfRange(x, t * features, (t + 1) * features));
            stream.logits(logits);
            assertThat(logits).as("%s step %d", spec, t).containsExactly(expected[t], within(tolerance));
        }
        assertThat(stream.steps()).isEqualTo(expected.length);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT32", "FLOAT64"})
    void step_inSteadyState_allocatesNothing(DataType type) {
        for (ModelSpec spec : TestModels.everySpec()) {
            Stem stem = spec.stem();
            if (!spec.bidirectional() && (stem == null || stem.alignment() == Stem.Alignment.CAUSAL)) {
                try (NDManager manager = EngineRuntime.newManager()) {
                    ClassifierStream stream = network(spec, manager, type, 1).stream();
                    double[] x = new double[stream.features()];
                    double[] logits = new double[stream.classes()];
                    Runnable steps = () -> {
                        for (int t = 0; t < 10_000; t++) {
                            x[t % x.length] = t % 5 - 2;
                            stream.step(x);
                            stream.logits(logits);
                        }
                    };
                    steps.run();
                    assertThat(Allocation.bytes(steps)).as(spec.toString()).isLessThan(Allocation.OF_THE_MACHINE);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ReadoutKind.class)
    void step_constantInputForVeryLong_staysWhereItSettled(ReadoutKind readout) {
        try (NDManager manager = EngineRuntime.newManager()) {
            ModelSpec spec = TestModels.spec(Cell.GRU, 1, false, HopPooling.CONCAT, readout, 0);
            ClassifierStream stream = network(spec, manager, DataType.FLOAT32, 2).stream();
            double[] settled = run(stream, 200_000);
            assertThat(run(stream, 200_000)).containsExactly(settled, within(ROUNDING_SINGLE));
        }
    }

    private static double[] run(ClassifierStream stream, int steps) {
        double[] x = {0.1, -0.2, 0.3, 0.7, -1.1};
        for (int t = 0; t < steps; t++) {
            stream.step(x);
        }
        double[] logits = new double[stream.classes()];
        stream.logits(logits);
        return logits;
    }

    @Test
    void stream_weightsChangedOrFreedLater_keepsItsOwn() {
        ClassifierStream stream;
        double[] before;
        try (NDManager manager = EngineRuntime.newManager()) {
            Classifier network = network(TestModels.lstm(HopPooling.MEAN, 0), manager, DataType.FLOAT32, 1);
            before = run(network.stream(), 3);
            stream = network.stream();
            network.weights().values().forEach(weight -> weight.getArray().muli(2));
        }
        assertThat(run(stream, 3)).containsExactly(before);
    }

    @Test
    void step_refused_isForgotten() {
        try (NDManager manager = EngineRuntime.newManager()) {
            Classifier network = network(TestModels.lstm(HopPooling.MEAN, 0), manager, DataType.FLOAT32, 1);
            ClassifierStream stream = network.stream();
            assertThatThrownBy(() -> stream.step(new double[] {1, 2, 3, 4, Double.NaN}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("feature 4 of step 0 is not finite");
            assertThatThrownBy(() -> stream.step(new double[] {1, 2, 3, 4, 1e39}))
                    .hasMessageStartingWith("feature 4 of step 0 is 1.0E39, too large in size for single precision");
            assertThatThrownBy(() -> stream.step(new double[] {1, 2, 3, 4, -1e20}))
                    .hasMessageStartingWith("feature 4 of step 0 is -1.0E20, too large");
            assertThatThrownBy(() -> stream.step(new double[4])).hasMessage("a step needs 5 values, but has 4");
            assertThat(stream.steps()).isZero();
            double[] expected = run(network.stream(), 2);
            assertThat(run(stream, 2)).containsExactly(expected);
        }
    }

    @Test
    void logits_withoutStepOrOfOtherSize_areRefused() {
        try (NDManager manager = EngineRuntime.newManager()) {
            ClassifierStream stream = network(TestModels.lstm(null, 0), manager, DataType.FLOAT64, 1).stream();
            double[] logits = new double[TestModels.CLASSES];
            assertThatThrownBy(() -> stream.logits(logits))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("there are no logits before the first step");
            run(stream, 1);
            assertThatThrownBy(() -> stream.logits(new double[4])).hasMessage("the output needs 3 values, but has 4");
            stream.reset();
            assertThatThrownBy(() -> stream.logits(logits)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void stream_bidirectionalOrWithoutWeights_isRefused() {
        ModelSpec both = TestModels.spec(Cell.LSTM, 1, true, null, ReadoutKind.LAST, 0);
        assertThatThrownBy(() -> new Classifier(both).stream())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a bidirectional model cannot take a series step by step: its backward layers start at the"
                        + " end");
        assertThatThrownBy(() -> new Classifier(TestModels.lstm(null, 0)).stream())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the network has no weights yet");
    }

    @Test
    void stream_centredStem_isRefused() {
        try (NDManager manager = EngineRuntime.newManager()) {
            Stem stem = new Stem.Windows(2, 1, Stem.Alignment.CENTRED, 0);
            ModelSpec spec = TestModels.withStem(stem, TestModels.lstm(null, 0));
            Classifier network = network(spec, manager, DataType.FLOAT32, 1);
            assertThatThrownBy(network::stream)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a model with a centred stem cannot take a series step by step: it reads steps ahead;"
                            + " train one with a causal stem");
        }
    }

    /** {@return a network with initial weights, those of normalisation changed} */
    private static Classifier network(ModelSpec spec, NDManager manager, DataType type, long seed) {
        Classifier network = new Classifier(spec);
        Initialization.apply(network, manager, type, seed);
        network.weights().forEach((name, weight) -> {
            if (name.contains(".norm.")) {
                int size = (int) weight.getShape().size();
                double[] values = new Random(seed + name.hashCode())
                        .doubles(size, 0.5, 1.5)
                        .toArray();
                try (NDArray changed = manager.create(values).toType(type, true)) {
                    InPlace.copy(changed, weight.getArray());
                }
            }
        });
        return network;
    }
}
