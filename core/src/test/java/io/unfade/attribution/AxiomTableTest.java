package io.unfade.attribution;

import io.unfade.TestModels;
import io.unfade.attribution.AxiomRows.Function;
import io.unfade.attribution.AxiomRows.Row;
import io.unfade.attribution.AxiomRows.Sum;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.engine.EngineRuntime;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.RecurrentModel;
import io.unfade.model.Signature;
import io.unfade.model.TrainedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import static io.unfade.attribution.AxiomRows.FEATURES;
import static io.unfade.attribution.AxiomRows.STEPS;
import static io.unfade.attribution.AxiomRows.ZEROS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The axioms of every attribution method. A new method is a row of {@link AxiomRows}. */
class AxiomTableTest {
    private static final double ROUNDING = 1e-9;
    private static final int[] LENGTHS = {6, 2, 6, 4, 5};
    private static final String ROWS = "io.unfade.attribution.AxiomRows#rows";

    @Test
    void rows_haveEveryMethod() {
        assertThat(AxiomRows.everyRow().map(Row::method).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Attributions.kinds().stream().map(Kind::key).toList());
    }

    private static Problem problem(DifferentiableModel model, double... x) {
        Inputs inputs = new Inputs(x, new int[] {STEPS}, STEPS, FEATURES);
        return Problem.of(model, inputs, Output.LOGIT, List.of("one"), 7, 1).with(ZEROS);
    }

    private static double[] cells(int seed) {
        return new java.util.Random(seed)
                .doubles((long) STEPS * FEATURES, -1, 1)
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("io.unfade.attribution.AxiomRows#rowsOfClosedForm")
    void linearFunction_hasTheClosedForm(Row row) {
        double[] weights = cells(1);
        double[] x = cells(2);
        double[] map = row.attribute(problem(Function.linear(weights), x)).values();
        for (int i = 0; i < map.length; i++) {
            assertThat(map[i])
                    .isEqualTo(Objects.requireNonNull(row.closedForm()).of(weights[i], x[i]), within(ROUNDING));
        }
    }

    @ParameterizedTest
    @MethodSource(ROWS)
    void completeness_holdsWhereClaimedAndFailsElsewhere(Row row) {
        Function function = new Function(cells(1), cells(3), cells(4));
        double[] x = cells(2);
        Attribution.Explained explained = row.attribute(problem(function, x));
        Inputs inputs = new Inputs(x, new int[] {STEPS}, STEPS, FEATURES);
        double difference = function.value(inputs, 0) - function.value(inputs.with(new double[x.length]), 0);
        double gap = Arrays.stream(explained.values()).sum() - difference;
        assertThat(row.make().isComplete()).isEqualTo(row.sum() == Sum.COMPLETE || row.sum() == Sum.OTHER);
        boolean sums = row.sum() == Sum.COMPLETE || row.sum() == Sum.BY_CHANCE;
        assertThat(Math.abs(gap) < ROUNDING).isEqualTo(sums);
        assertThat(sums || Math.abs(gap) > 1e-3).isTrue();
        switch (row.sum()) {
            case COMPLETE, IN_EXPECTATION ->
                assertThat(explained.gaps()).containsExactly(new double[] {gap}, within(ROUNDING));
            case OTHER -> assertThat(explained.gaps()).containsExactly(new double[] {0}, within(ROUNDING));
            case BY_CHANCE, NONE -> assertThat(explained.gaps()).isEmpty();
            case VALUE -> throw new AssertionError("only methods of networks sum to f(x)");
        }
    }

    @ParameterizedTest
    @MethodSource("io.unfade.attribution.AxiomRows#recurrentRows")
    void completeness_ofRecurrentModels_holdsWhereClaimedAndFailsElsewhere(Row row) {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        try (TrainedModel model = TestModels.initialized(row.network(), Precision.DOUBLE, 5)) {
            Inputs inputs = model.prepare(set).inputs(new int[] {0});
            Problem problem = Problem.of(model, inputs, Output.LOGIT, List.of("one"), 7, 1);
            Attribution.Explained explained = row.attribute(problem);
            Baseline baseline = row.options().containsKey("baseline") ? Baseline.MEAN : Baseline.ZERO;
            double before = row.sum() == Sum.VALUE
                    ? 0
                    : problem.at(problem.baseline(baseline)).values()[0];
            double gap = Arrays.stream(explained.values()).sum() - (problem.values()[0] - before);
            if (row.make().isComplete()) {
                assertThat(gap).isEqualTo(0, within(ROUNDING));
                assertThat(explained.gaps()).containsExactly(new double[] {gap}, within(ROUNDING));
            } else {
                assertThat(Math.abs(gap)).isGreaterThan(1e-3);
                assertThat(explained.gaps()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource(ROWS)
    void dummy_getsNothing(Row row) {
        double[] weights = cells(1);
        double[] squares = cells(3);
        weights[5] = 0;
        squares[5] = 0;
        double[] map = row.attribute(problem(new Function(weights, squares, new double[weights.length]), cells(2)))
                .values();
        assertThat(Math.abs(map[5]) < ROUNDING).isEqualTo(row.dummy());
        assertThat(Arrays.stream(map)
                        .filter(value -> Math.abs(value) > ROUNDING)
                        .count())
                .isGreaterThan(1);
    }

    @ParameterizedTest
    @MethodSource(ROWS)
    void symmetricCells_getTheSame(Row row) {
        double largest = 0;
        for (int seed = 20; seed < 25; seed++) {
            double[] weights = cells(1);
            double[] squares = cells(3);
            double[] x = cells(seed);
            weights[7] = weights[2];
            squares[7] = squares[2];
            x[7] = x[2];
            double[] map = row.attribute(problem(new Function(weights, squares, new double[weights.length]), x))
                    .values();
            largest = Math.max(largest, Math.abs(map[7] - map[2]));
        }
        assertThat(largest < ROUNDING).isEqualTo(row.symmetric());
    }

    @ParameterizedTest
    @MethodSource(ROWS)
    void sumOfFunctions_hasTheSumOfMaps(Row row) {
        Function f = new Function(cells(1), cells(3), cells(4));
        Function g = new Function(cells(5), cells(6), cells(8));
        Function both = new Function(
                mixed(f.weights(), g.weights()), mixed(f.squares(), g.squares()), mixed(f.products(), g.products()));
        double[] x = cells(2);
        double[] ofF = row.attribute(problem(f, x)).values();
        double[] ofG = row.attribute(problem(g, x)).values();
        double[] ofBoth = row.attribute(problem(both, x)).values();
        double[] mixed = mixed(ofF, ofG);
        double largest = IntStream.range(0, mixed.length)
                .mapToDouble(i -> Math.abs(mixed[i] - ofBoth[i]))
                .max()
                .orElseThrow();
        assertThat(largest < ROUNDING).isEqualTo(row.linear());
    }

    private static double[] mixed(double[] f, double[] g) {
        return IntStream.range(0, f.length)
                .mapToDouble(i -> 2 * f[i] - 3 * g[i])
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("io.unfade.attribution.AxiomRows#everyRow")
    void map_dependsNeitherOnBatchNorOrderNorThreads(Row row) {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        int[] order = {3, 0, 4, 2, 1};
        try (TrainedModel model = TestModels.initialized(row.network(), Precision.DOUBLE, 5)) {
            SaliencyMaps together = explain(model, set, row, LENGTHS.length);
            SaliencyMaps alone = explain(model, set, row, 1);
            SaliencyMaps shuffled = explain(model, set.select(order), row, 2);
            EngineRuntime.setThreads(2);
            SaliencyMaps sideBySide = explain(model, set, row, 2);
            EngineRuntime.setThreads(1);
            for (int i = 0; i < LENGTHS.length; i++) {
                int at = i;
                int moved = IntStream.range(0, order.length)
                        .filter(k -> order[k] == at)
                        .findFirst()
                        .orElseThrow();
                assertThat(together.absolute(i)).containsExactly(alone.absolute(i), within(ROUNDING));
                assertThat(shuffled.absolute(moved)).containsExactly(alone.absolute(i), within(ROUNDING));
                assertThat(sideBySide.absolute(i)).containsExactly(alone.absolute(i), within(ROUNDING));
                assertThat(Arrays.stream(alone.absolute(i)).sum()).isPositive();
            }
        } finally {
            EngineRuntime.setThreads(1);
        }
    }

    @ParameterizedTest
    @MethodSource("io.unfade.attribution.AxiomRows#everyRow")
    void padding_isAbsent(Row row) {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        try (TrainedModel model = TestModels.initialized(row.network(), Precision.DOUBLE, 5)) {
            SaliencyMaps maps = explain(model, set, row, 3);
            for (int i = 0; i < LENGTHS.length; i++) {
                for (int t = 0; t < set.steps(); t++) {
                    assertThat(Double.isNaN(maps.value(i, t, 0))).isEqualTo(t >= LENGTHS[i]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.unfade.attribution.AxiomRows#everyRow")
    void capability_thatLacks_isSaidBeforeAnythingRuns(Row row) {
        io.unfade.model.Model blackBox = io.unfade.model.Model.of(Signature.of(FEATURES, 2, Output.LOGIT), inputs -> {
            throw new AssertionError("nothing is to be computed");
        });
        if (row.make().needs().equals(RecurrentModel.class)) {
            assertThatThrownBy(() -> Explainer.check(blackBox, row.make()))
                    .hasMessageStartingWith(
                            row.method() + " needs recurrent layers, which this model does not give; methods");
        } else if (row.make().needs().equals(DifferentiableModel.class)) {
            assertThatThrownBy(() -> Explainer.check(blackBox, row.make()))
                    .hasMessageStartingWith(row.method() + " needs gradients, which this model does not give; methods");
        } else {
            Explainer.check(blackBox, row.make());
        }
    }

    @ParameterizedTest
    @MethodSource("io.unfade.attribution.AxiomRows#everyRow")
    void sign_ofMapsThatAreSaidToHaveNone_isNeverNegative(Row row) {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        try (TrainedModel model = TestModels.initialized(row.network(), Precision.DOUBLE, 5)) {
            SaliencyMaps maps = explain(model, set, row, 3);
            boolean negative = false;
            for (int i = 0; i < LENGTHS.length; i++) {
                for (int cell = 0; cell < LENGTHS[i] * set.features(); cell++) {
                    negative |= maps.value(i, cell / set.features(), cell % set.features()) < 0;
                }
            }
            assertThat(row.make().isNonNegative()).isEqualTo(!negative);
        }
    }

    /** A model that counts the series of its passes. */
    private record Counting(Function function, AtomicLong forward, AtomicLong backward) implements DifferentiableModel {
        @Override
        public Signature signature() {
            return function.signature();
        }

        @Override
        public double[][] outputs(Inputs inputs, Output output) {
            forward.addAndGet(inputs.count());
            return function.outputs(inputs, output);
        }

        @Override
        public Derivative derivative(Inputs inputs, Output output, Seed seed) {
            backward.addAndGet(inputs.count());
            return function.derivative(inputs, output, seed);
        }
    }

    @ParameterizedTest
    @MethodSource(ROWS)
    void cost_isTheNumberOfPassesThatTheModelIsAskedFor(Row row) {
        Function function = new Function(cells(1), cells(3), cells(4));
        Counting model = new Counting(function, new AtomicLong(), new AtomicLong());
        SeriesBuilder set = SeriesSet.builder(Precision.DOUBLE, 2, STEPS, FEATURES);
        double[] values = cells(2);
        for (int cell = 0; cell < values.length; cell++) {
            set.cell(0, cell / FEATURES, cell % FEATURES, values[cell])
                    .cell(1, cell / FEATURES, cell % FEATURES, -values[cell]);
        }
        SeriesBuilder background = SeriesSet.builder(Precision.DOUBLE, 4, STEPS, FEATURES)
                .cells(
                        0,
                        DoubleBuffer.wrap(new java.util.Random(5)
                                .doubles(4L * STEPS * FEATURES, -1, 1)
                                .toArray()))
                .labels(new int[] {0, 1, 0, 1}, List.of("a", "b"));
        explain(model, set.build(), background.build(), row, 2);
        Attribution.Cost cost = row.make().cost(STEPS, FEATURES);
        assertThat(model.forward().get()).isEqualTo(2 * cost.forward());
        assertThat(model.backward().get()).isEqualTo(2 * cost.backward());
    }

    private static SaliencyMaps explain(TrainedModel model, SeriesSet set, Row row, int batchSize) {
        return explain(model, set, TestModels.series(Precision.DOUBLE, 4, LENGTHS), row, batchSize);
    }

    private static SaliencyMaps explain(
            io.unfade.model.Model model, SeriesSet set, SeriesSet background, Row row, int batchSize) {
        return Explainer.explain(
                model,
                set,
                row.make(),
                new Explainer.Request(
                        new Target.Predicted(), new Contrast.None(), Output.LOGIT, batchSize, 11, background),
                Progress.NONE);
    }
}
