package io.unfade.attribution;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.unfade.Golden;
import io.unfade.TestModels;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.engine.EngineRuntime;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import io.unfade.nn.Classifier;
import io.unfade.nn.GoldenNetworks;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ExplainerTest {
    private static final double GOLDEN = 1e-11;

    /** Sums of a few dozen float64 products in a different order. */
    private static final double ROUNDING = 1e-12;

    /** Central differences with a step of 1e-5: truncation of the order of the step squared, rounding of 1e-11. */
    private static final double DIFFERENCES = 1e-8;

    private static final double STEP = 1e-5;
    private static final int[] LENGTHS = {9, 2, 9, 1, 5, 7, 3};

    private static SaliencyMaps attribute(
            TrainedModel model, SeriesSet set, Target target, Output output, int batchSize) {
        return Explainer.explain(
                model, set, new Gradient(), new Explainer.Request(target, output, batchSize, 0), Progress.NONE);
    }

    @ParameterizedTest
    @CsvSource({"attributions_lstm.npz,PROBABILITY", "attributions_lstm.npz,LOGIT"})
    void attribute_goldenLstm_matchesAutograd(String file, Output output) throws IOException {
        assertGolden(
                file,
                output,
                golden -> GoldenNetworks.plain(golden, Cell.LSTM, ModelSpec.Readout.of(ReadoutKind.LAST), ""));
    }

    @ParameterizedTest
    @CsvSource({"attributions_ica.npz,PROBABILITY", "attributions_ica.npz,LOGIT"})
    void attribute_goldenInputCellAttention_matchesAutograd(String file, Output output) throws IOException {
        assertGolden(file, output, golden -> GoldenNetworks.inputCell(golden, "", HopPooling.MEAN));
    }

    private interface Source {
        Classifier of(Golden golden) throws IOException;
    }

    private static void assertGolden(String file, Output output, Source network) throws IOException {
        try (NDManager manager = EngineRuntime.newManager();
                Golden golden = new Golden(file, manager, DataType.FLOAT64);
                TrainedModel model = TestModels.of(network.of(golden))) {
            int[] labels =
                    Arrays.stream(golden.longs("target")).mapToInt(i -> (int) i).toArray();
            SeriesSet set = TestModels.series(golden, "x").toBuilder()
                    .labels(labels, List.of("a", "b", "c"))
                    .build();
            double[] prefixed = golden.doubles((output == Output.LOGIT ? "logit" : "prob") + "_gradient");
            for (int batchSize : new int[] {1, 3, 4}) {
                SaliencyMaps maps = attribute(model, set, new Target.Label(), output, batchSize);
                assertThat(flat(maps)).containsExactly(prefixed, within(GOLDEN));
                double[] probabilities = golden.doubles("prob");
                for (int i = 0; i < set.count(); i++) {
                    assertThat(maps.target(i)).isEqualTo(labels[i]);
                    for (int k = 0; k < 3; k++) {
                        assertThat(maps.probability(i, k)).isEqualTo(probabilities[i * 3 + k], within(GOLDEN));
                    }
                }
                assertThat(maps.origin().output()).isEqualTo(output.key());
            }
        }
    }

    /** {@return every value, padding included} */
    private static double[] flat(SaliencyMaps maps) {
        double[] values = new double[maps.count() * maps.steps() * maps.features()];
        for (int i = 0; i < values.length; i++) {
            int cell = i % (maps.steps() * maps.features());
            values[i] =
                    maps.value(i / (maps.steps() * maps.features()), cell / maps.features(), cell % maps.features());
        }
        return values;
    }

    @Test
    void attribute_everyArchitecture_doesNotDependOnTheBatchAndLeavesNoNativeMemory() {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        List<ModelSpec> specs = TestModels.everySpec();
        for (int i = 0; i < specs.size(); i += 3) {
            try (TrainedModel model = TestModels.initialized(specs.get(i), Precision.DOUBLE, 5)) {
                int before = TestModels.heldArrays(model);
                SaliencyMaps together = attribute(model, set, new Target.Label(), Output.LOGIT, LENGTHS.length);
                SaliencyMaps alone = attribute(model, set, new Target.Label(), Output.LOGIT, 1);
                assertThat(flat(alone)).as(specs.get(i).toString()).containsExactly(flat(together), within(ROUNDING));
                assertThat(TestModels.heldArrays(model)).isEqualTo(before);
            }
        }
    }

    @Test
    void attribute_otherOrder_givesEachSeriesTheSameMap() {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        int[] order = {3, 5, 0, 6, 2, 4, 1};
        ModelSpec spec = TestModels.spec(Cell.GRU, 2, true, HopPooling.CONCAT, ReadoutKind.SELF_ATTENTION, 0);
        try (TrainedModel model = TestModels.initialized(spec, Precision.DOUBLE, 5)) {
            SaliencyMaps maps = attribute(model, set, new Target.Predicted(), Output.LOGIT, 3);
            SaliencyMaps shuffled = attribute(model, set.select(order), new Target.Predicted(), Output.LOGIT, 3);
            for (int i = 0; i < order.length; i++) {
                assertThat(shuffled.target(i)).isEqualTo(maps.target(order[i]));
                assertThat(shuffled.absolute(i)).containsExactly(maps.absolute(order[i]), within(ROUNDING));
            }
        }
    }

    @Test
    void attribute_paddedCells_areAbsent() {
        SeriesSet set = TestModels.series(Precision.SINGLE, 3, LENGTHS);
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(HopPooling.MEAN, 0), Precision.SINGLE, 5)) {
            SaliencyMaps maps = attribute(model, set, new Target.Predicted(), Output.LOGIT, 3);
            assertThat(maps.precision()).isEqualTo(Precision.SINGLE);
            for (int i = 0; i < LENGTHS.length; i++) {
                assertThat(maps.length(i)).isEqualTo(LENGTHS[i]);
                assertThat(maps.absolute(i)).hasSize(LENGTHS[i] * TestModels.FEATURES);
                for (int t = 0; t < 9; t++) {
                    assertThat(Double.isNaN(maps.value(i, t, 0))).isEqualTo(t >= LENGTHS[i]);
                }
            }
        }
    }

    @Test
    void attribute_targetKinds_explainTheClassTheyName() {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(null, 0), Precision.DOUBLE, 5)) {
            SaliencyMaps[] fixed = new SaliencyMaps[TestModels.CLASSES];
            for (int k = 0; k < fixed.length; k++) {
                fixed[k] = attribute(model, set, new Target.Fixed(k), Output.LOGIT, 4);
                assertThat(fixed[k].target(0)).isEqualTo(k);
            }
            SaliencyMaps label = attribute(model, set, new Target.Label(), Output.LOGIT, 4);
            SaliencyMaps predicted = attribute(model, set, new Target.Predicted(), Output.LOGIT, 4);
            double[][] probabilities = model.probabilities(set, 4);
            for (int i = 0; i < LENGTHS.length; i++) {
                assertThat(label.target(i)).isEqualTo(set.label(i));
                assertThat(label.absolute(i)).containsExactly(fixed[set.label(i)].absolute(i), within(ROUNDING));
                double largest = Arrays.stream(probabilities[i]).max().orElseThrow();
                assertThat(probabilities[i][predicted.target(i)]).isEqualTo(largest);
                assertThat(predicted.predicted(i)).isEqualTo(predicted.target(i));
                assertThat(predicted.absolute(i))
                        .containsExactly(fixed[predicted.target(i)].absolute(i), within(ROUNDING));
            }
            assertThat(fixed[0].absolute(0)).isNotEqualTo(fixed[1].absolute(0));
        }
    }

    @Test
    void attribute_targetThatCannotBeHad_isRefused() {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        SeriesSet unlabelled =
                SeriesSet.builder(Precision.DOUBLE, 2, 4, TestModels.FEATURES).build();
        SeriesSet other = set.toBuilder()
                .labels(new int[] {0, 1, 2, 3, 0, 0, 0}, List.of("a", "b", "c", "d"))
                .build();
        SeriesSet wide = SeriesSet.builder(Precision.DOUBLE, 2, 4, TestModels.FEATURES + 1)
                .build();
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(null, 0), Precision.DOUBLE, 5)) {
            int before = TestModels.heldArrays(model);
            assertRefused(model, unlabelled, new Target.Label(), "needs labels");
            assertRefused(model, set, new Target.Fixed(3), "0..2");
            assertRefused(model, set, new Target.Fixed(-1), "-1");
            assertRefused(
                    model, other, new Target.Label(), "series '0' is of class 'a', which the model does not know");
            assertRefused(model, wide, new Target.Predicted(), "5 features");
            assertThat(TestModels.heldArrays(model)).isEqualTo(before);
        }
    }

    private static void assertRefused(TrainedModel model, SeriesSet set, Target target, String message) {
        assertThatThrownBy(() -> attribute(model, set, target, Output.LOGIT, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void attribute_dropoutInTheSpec_isAFunctionOfTheInputAlone() {
        SeriesSet set = TestModels.series(Precision.SINGLE, 3, LENGTHS);
        ModelSpec dropping = TestModels.spec(Cell.LSTM, 2, false, HopPooling.CONCAT, ReadoutKind.LAST, 0.5);
        ModelSpec plain = TestModels.spec(Cell.LSTM, 2, false, HopPooling.CONCAT, ReadoutKind.LAST, 0);
        try (TrainedModel model = TestModels.initialized(dropping, Precision.SINGLE, 5);
                TrainedModel without = TestModels.initialized(plain, Precision.SINGLE, 5)) {
            double[] first = flat(attribute(model, set, new Target.Label(), Output.PROBABILITY, 4));
            assertThat(flat(attribute(model, set, new Target.Label(), Output.PROBABILITY, 4)))
                    .isEqualTo(first);
            assertThat(flat(attribute(without, set, new Target.Label(), Output.PROBABILITY, 4)))
                    .isEqualTo(first);
        }
    }

    @Test
    void attribute_standardizedModel_isTheGradientByTheStandardizedInput() {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        Standardizer standardizer = Standardizer.fit(Standardization.PER_FEATURE, set);
        ModelSpec spec = TestModels.lstm(HopPooling.MEAN, 0);
        try (TrainedModel plain = TestModels.initialized(spec, Precision.DOUBLE, 5);
                TrainedModel standardizing = TrainedModel.of(
                        TestModels.describe(spec, Standardization.PER_FEATURE),
                        standardizer,
                        Precision.DOUBLE,
                        plain.weights())) {
            assertThat(flat(attribute(standardizing, set, new Target.Label(), Output.LOGIT, 3)))
                    .isEqualTo(flat(attribute(plain, standardizer.apply(set), new Target.Label(), Output.LOGIT, 3)));
        }
    }

    @Test
    void attribute_onSeveralThreadsAtOnce_isThatOfOneThread() throws Exception {
        SeriesSet set = TestModels.series(Precision.SINGLE, 3, LENGTHS);
        int threads = 3;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(HopPooling.CONCAT, 0), Precision.SINGLE, 1)) {
            double[][] expected = new double[threads][];
            for (int k = 0; k < threads; k++) {
                expected[k] = flat(attribute(model, set, new Target.Fixed(k), Output.LOGIT, 2));
            }
            for (int round = 0; round < 10; round++) {
                CyclicBarrier start = new CyclicBarrier(threads);
                List<Future<double[]>> results = new ArrayList<>();
                for (int k = 0; k < threads; k++) {
                    Target target = new Target.Fixed(k);
                    results.add(pool.submit(() -> {
                        start.await();
                        return flat(attribute(model, set, target, Output.LOGIT, 2));
                    }));
                }
                for (int k = 0; k < threads; k++) {
                    assertThat(results.get(k).get()).isEqualTo(expected[k]);
                }
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void attribute_twoCallsAtOnceOnTwoThreads_giveTheMapsOfALoneCallAndKeepTheThreads() throws Exception {
        SeriesSet set = TestModels.series(
                Precision.SINGLE,
                30,
                IntStream.range(0, 40).map(i -> 30 - i % 7).toArray());
        ModelSpec spec = TestModels.spec(Cell.LSTM, 1, true, HopPooling.CONCAT, ReadoutKind.LAST, 0);
        Target target = new Target.Fixed(1);
        int before = EngineRuntime.threads();
        EngineRuntime.setThreads(2);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (TrainedModel model = TestModels.initialized(spec, Precision.SINGLE, 1)) {
            double[] one = flat(attribute(model, set, target, Output.LOGIT, 40));
            double[] many = flat(attribute(model, set, target, Output.LOGIT, 5));
            for (int round = 0; round < 20; round++) {
                CyclicBarrier start = new CyclicBarrier(2);
                Future<double[]> whole = pool.submit(() -> {
                    start.await();
                    return flat(attribute(model, set, target, Output.LOGIT, 40));
                });
                Future<double[]> parts = pool.submit(() -> {
                    start.await();
                    return flat(attribute(model, set, target, Output.LOGIT, 5));
                });
                assertThat(whole.get()).isEqualTo(one);
                assertThat(parts.get()).isEqualTo(many);
                assertThat(pool.submit(EngineRuntime::threads).get()).isEqualTo(2);
            }
        } finally {
            pool.shutdown();
            EngineRuntime.setThreads(before);
        }
    }

    @ParameterizedTest
    @EnumSource(ReadoutKind.class)
    void attribute_variableLengths_equalsFiniteDifferences(ReadoutKind readout) {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 8, 6, 1, 4, 6);
        for (Cell cell : Cell.values()) {
            assertDifferences(TestModels.spec(cell, 1, false, null, readout, 0), set);
            assertDifferences(TestModels.spec(cell, 2, true, HopPooling.MEAN, readout, 0), set);
            assertDifferences(TestModels.spec(cell, 1, true, HopPooling.CONCAT_L2, readout, 0), set);
            assertDifferences(TestModels.spec(cell, 2, false, HopPooling.CONCAT, readout, 0), set);
        }
    }

    /** The target's probability at x + d minus that at x - d, for one cell of every series at a time. */
    private static void assertDifferences(ModelSpec spec, SeriesSet set) {
        try (TrainedModel model = TestModels.initialized(spec, Precision.DOUBLE, 6)) {
            SaliencyMaps maps = attribute(model, set, new Target.Label(), Output.PROBABILITY, 3);
            for (int t = 0; t < set.steps(); t++) {
                for (int c = 0; c < set.features(); c++) {
                    double[][] up = model.probabilities(shifted(set, t, c, STEP), 4);
                    double[][] down = model.probabilities(shifted(set, t, c, -STEP), 4);
                    for (int i = 0; i < set.count(); i++) {
                        if (t < set.length(i)) {
                            int k = set.label(i);
                            double slope = (up[i][k] - down[i][k]) / (2 * STEP);
                            assertThat(maps.value(i, t, c))
                                    .as("%s: series %d, step %d, feature %d", spec, i, t, c)
                                    .isEqualTo(slope, within(DIFFERENCES));
                        }
                    }
                }
            }
        }
    }

    private static SeriesSet shifted(SeriesSet set, int time, int feature, double by) {
        SeriesBuilder builder = set.toBuilder();
        for (int i = 0; i < set.count(); i++) {
            builder.cell(i, time, feature, set.value(i, time, feature) + by);
        }
        return builder.build();
    }
}
