package io.unfade.attribution;

import io.unfade.TestModels;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The axioms of every attribution method. A new method is a row: its name, its options and the axioms it satisfies. */
class AxiomTableTest {
    private static final double ROUNDING = 1e-9;
    private static final int STEPS = 6;
    private static final int FEATURES = 3;
    private static final int[] LENGTHS = {6, 2, 6, 4, 5};
    private static final Background ZEROS =
            Background.of(new Inputs(new double[STEPS * FEATURES], new int[] {STEPS}, STEPS, FEATURES));

    /** What the cells of a map sum to. */
    private enum Sum {
        /** f(x) - f(0), with the gap. */
        COMPLETE,
        /** f(x) - f(0) by the form of this function only, of which nothing is claimed. */
        BY_CHANCE,
        /** Nothing, but with the gap from f(x) - f(0). */
        IN_EXPECTATION,
        /** Another change of f, with the gap. */
        OTHER,
        /** Nothing. */
        NONE
    }

    /**
     * A method and its axioms.
     *
     * @param closedForm the map of a linear function f(x) = w x + c, from w and x; null if it is not cell by cell
     * @param sum what the cells sum to
     * @param dummy whether a cell that f does not depend on gets 0
     * @param symmetric whether two cells of equal value that f treats alike get the same
     * @param linear whether the map of a f + b g is a map(f) + b map(g)
     */
    private record Row(
            String method,
            Map<String, String> options,
            @Nullable Closed closedForm,
            Sum sum,
            boolean dummy,
            boolean symmetric,
            boolean linear) {
        Attribution make() {
            return Attributions.of(method, options);
        }

        Attribution.Explained attribute(Problem problem) {
            return make().attribute(method.equals("mean-difference") ? problem.with(BACKGROUND) : problem);
        }

        @Override
        public String toString() {
            return method + options;
        }
    }

    private interface Closed {
        double of(double weight, double x);
    }

    /** Series of two classes, whose mean is 0. */
    private static final Background BACKGROUND = background(0.5, -0.5);

    private static final Closed SLOPE = (w, x) -> w;
    private static final Closed AMOUNT = (w, x) -> w * x;
    private static final Closed NOTHING = (w, x) -> 0;

    static Stream<Row> rows() {
        Map<String, String> few = Map.of("steps", "12");
        return Stream.of(
                new Row("gradient", Map.of(), SLOPE, Sum.NONE, true, true, true),
                new Row("input-x-gradient", Map.of(), AMOUNT, Sum.NONE, true, true, true),
                new Row("integrated-gradients", Map.of("steps", "40"), AMOUNT, Sum.COMPLETE, true, true, true),
                new Row(
                        "integrated-gradients",
                        Map.of("baseline", "training-draw"),
                        AMOUNT,
                        Sum.COMPLETE,
                        true,
                        true,
                        true),
                new Row("expected-gradients", Map.of(), AMOUNT, Sum.IN_EXPECTATION, true, true, true),
                new Row("temporal-integrated-gradients", few, AMOUNT, Sum.BY_CHANCE, true, true, true),
                new Row("sequential-integrated-gradients", few, AMOUNT, Sum.NONE, true, true, true),
                new Row(
                        "timing",
                        Map.of("steps", "12", "shortest", "2", "longest", "4"),
                        AMOUNT,
                        Sum.NONE,
                        true,
                        false,
                        true),
                new Row("window-path", few, null, Sum.OTHER, false, false, true),
                new Row("occlusion", Map.of(), AMOUNT, Sum.NONE, true, true, true),
                new Row("smooth-grad", Map.of("samples", "3"), SLOPE, Sum.NONE, true, false, true),
                new Row(
                        "smooth-grad",
                        Map.of("samples", "3", "mode", "absolute", "scale", "deviation"),
                        (w, x) -> Math.abs(w),
                        Sum.NONE,
                        true,
                        false,
                        false),
                new Row("var-grad", Map.of("samples", "3"), NOTHING, Sum.NONE, true, false, false),
                new Row("temporal-rescaling", Map.of(), null, Sum.NONE, false, false, false),
                new Row("temporal-rescaling", Map.of("quantile", "1"), null, Sum.NONE, false, false, false),
                new Row("time-forward", Map.of(), SLOPE, Sum.NONE, true, true, true),
                new Row(
                        "time-forward",
                        Map.of("method", "input-x-gradient", "keep", "mean"),
                        AMOUNT,
                        Sum.NONE,
                        true,
                        true,
                        true),
                new Row("ablation", Map.of(), AMOUNT, Sum.NONE, true, true, true),
                new Row("ablation", Map.of("groups", "segments"), null, Sum.NONE, false, false, true),
                new Row("permutation", Map.of("draws", "2"), AMOUNT, Sum.NONE, true, true, true),
                new Row("shapley", Map.of("groups", "step"), null, Sum.COMPLETE, false, false, true),
                new Row("shapley-sampling", Map.of("samples", "3"), AMOUNT, Sum.COMPLETE, true, true, true),
                new Row("kernel-shap", Map.of("samples", "200"), AMOUNT, Sum.COMPLETE, true, true, true),
                new Row(
                        "segment-shapley",
                        Map.of("segments", "4", "baseline", "zero"),
                        null,
                        Sum.COMPLETE,
                        false,
                        false,
                        true),
                new Row(
                        "segment-shapley",
                        Map.of("segments", "4", "baseline", "zero", "inside", "integrated-gradients"),
                        null,
                        Sum.COMPLETE,
                        false,
                        false,
                        true),
                new Row("time-shap", Map.of("tolerance", "0"), null, Sum.COMPLETE, false, false, true),
                new Row("win-it", Map.of("window", "3", "samples", "2"), AMOUNT, Sum.NONE, true, true, true),
                new Row("random", Map.of(), null, Sum.NONE, false, false, false),
                new Row("time-profile", Map.of(), null, Sum.NONE, false, false, false),
                new Row("input-magnitude", Map.of(), (w, x) -> Math.abs(x), Sum.NONE, false, true, false),
                new Row("mean-difference", Map.of(), (w, x) -> -x, Sum.NONE, false, true, false));
    }

    static Stream<Row> rowsOfClosedForm() {
        return rows().filter(row -> row.closedForm() != null);
    }

    /** Methods that go through recurrent layers: {@code attribution.recurrent} tests them on networks, linear and deep. */
    static Stream<Row> recurrentRows() {
        return Stream.of(
                ofNetworks("deeplift", Map.of()),
                ofNetworks("deeplift", Map.of("baseline", "mean")),
                ofNetworks("lrp", Map.of()),
                ofNetworks("lrp", Map.of("products", "prop")),
                ofNetworks("attention-rollout", Map.of()));
    }

    /** {@return a row without the axioms of functions} */
    private static Row ofNetworks(String method, Map<String, String> options) {
        return new Row(method, options, null, Sum.NONE, false, false, false);
    }

    static Stream<Row> everyRow() {
        return Stream.concat(rows(), recurrentRows());
    }

    @Test
    void rows_haveEveryMethod() {
        assertThat(everyRow().map(Row::method).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Attributions.kinds().stream().map(Kind::key).toList());
    }

    /** f_0 = 0; f_1 = g of the cells' weighted sum and products; differentiated by hand. */
    private record Function(double[] weights, double[] squares, double[] products) implements DifferentiableModel {
        static Function linear(double... weights) {
            return new Function(weights, new double[weights.length], new double[weights.length]);
        }

        @Override
        public Signature signature() {
            return new Signature(
                    FEATURES,
                    2,
                    Signature.Names.UNKNOWN,
                    io.unfade.data.Standardizer.none(),
                    Precision.DOUBLE,
                    java.util.EnumSet.allOf(Output.class),
                    true);
        }

        private double value(Inputs inputs, int b) {
            double sum = 0.3;
            for (int i = 0; i < inputs.cells(b); i++) {
                double x = inputs.values()[inputs.offset(b) + i];
                double next = i + 1 < inputs.cells(b) ? inputs.values()[inputs.offset(b) + i + 1] : 0;
                sum += weights[i] * x + squares[i] * x * x + products[i] * x * next;
            }
            return sum;
        }

        @Override
        public double[][] outputs(Inputs inputs, Output output) {
            double[][] outputs = new double[inputs.count()][2];
            for (int b = 0; b < outputs.length; b++) {
                outputs[b][1] = value(inputs, b);
                if (output == Output.PROBABILITY) {
                    double p = 1 / (1 + Math.exp(-outputs[b][1]));
                    outputs[b] = new double[] {1 - p, p};
                }
            }
            return outputs;
        }

        @Override
        public Derivative derivative(Inputs inputs, Output output, Seed seed) {
            assertThat(output).isEqualTo(Output.LOGIT);
            double[][] weight = seed.of(outputs(inputs, Output.PROBABILITY));
            double[] gradient = new double[inputs.values().length];
            for (int b = 0; b < inputs.count(); b++) {
                for (int i = 0; i < inputs.cells(b); i++) {
                    int at = inputs.offset(b) + i;
                    double next = i + 1 < inputs.cells(b) ? inputs.values()[at + 1] : 0;
                    gradient[at] +=
                            weight[b][1] * (weights[i] + 2 * squares[i] * inputs.values()[at] + products[i] * next);
                    if (i + 1 < inputs.cells(b)) {
                        gradient[at + 1] += weight[b][1] * products[i] * inputs.values()[at];
                    }
                }
            }
            return new Derivative(outputs(inputs, output), gradient);
        }
    }

    private static Problem problem(DifferentiableModel model, double... x) {
        Inputs inputs = new Inputs(x, new int[] {STEPS}, STEPS, FEATURES);
        return Problem.of(model, inputs, Output.LOGIT, List.of("one"), 7, 1).with(ZEROS);
    }

    private static Background background(double ofFirst, double ofSecond) {
        double[] values = new double[2 * STEPS * FEATURES];
        Arrays.setAll(values, i -> i < values.length / 2 ? ofFirst : ofSecond);
        return Background.of(new Inputs(values, new int[] {STEPS, STEPS}, STEPS, FEATURES), 0, 1);
    }

    private static double[] cells(int seed) {
        return new java.util.Random(seed)
                .doubles((long) STEPS * FEATURES, -1, 1)
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("rowsOfClosedForm")
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
    @MethodSource("rows")
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
        }
    }

    @ParameterizedTest
    @MethodSource("recurrentRows")
    void completeness_ofRecurrentModels_holdsWhereClaimedAndFailsElsewhere(Row row) {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        try (TrainedModel model = TestModels.initialized(TestModels.everySpec().get(2), Precision.DOUBLE, 5)) {
            Inputs inputs = model.prepare(set).inputs(new int[] {0});
            Problem problem = Problem.of(model, inputs, Output.LOGIT, List.of("one"), 7, 1);
            Attribution.Explained explained = row.attribute(problem);
            Baseline baseline = row.options().containsKey("baseline") ? Baseline.MEAN : Baseline.ZERO;
            double difference =
                    problem.values()[0] - problem.at(problem.baseline(baseline)).values()[0];
            double gap = Arrays.stream(explained.values()).sum() - difference;
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
    @MethodSource("rows")
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
    @MethodSource("rows")
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
    @MethodSource("rows")
    void sumOfFunctions_hasTheSumOfMaps(Row row) {
        Function f = new Function(cells(1), cells(3), cells(4));
        Function g = new Function(cells(5), cells(6), cells(8));
        Function both =
                new Function(mixed(f.weights, g.weights), mixed(f.squares, g.squares), mixed(f.products, g.products));
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
    @MethodSource("everyRow")
    void map_dependsNeitherOnBatchNorOrderNorThreads(Row row) {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        int[] order = {3, 0, 4, 2, 1};
        try (TrainedModel model = TestModels.initialized(TestModels.everySpec().get(2), Precision.DOUBLE, 5)) {
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
    @MethodSource("everyRow")
    void padding_isAbsent(Row row) {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        try (TrainedModel model = TestModels.initialized(TestModels.everySpec().get(2), Precision.DOUBLE, 5)) {
            SaliencyMaps maps = explain(model, set, row, 3);
            for (int i = 0; i < LENGTHS.length; i++) {
                for (int t = 0; t < set.steps(); t++) {
                    assertThat(Double.isNaN(maps.value(i, t, 0))).isEqualTo(t >= LENGTHS[i]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyRow")
    void capability_thatLacks_isSaidBeforeAnythingRuns(Row row) {
        io.unfade.model.Model blackBox = io.unfade.model.Model.of(Signature.of(FEATURES, 2, Output.LOGIT), inputs -> {
            throw new AssertionError("nothing is to be computed");
        });
        if (row.make().needs().equals(RecurrentModel.class)) {
            assertThatThrownBy(() -> Explainer.check(blackBox, row.make()))
                    .hasMessage(row.method() + " needs recurrent layers, which this model does not give");
        } else if (row.make().needs().equals(DifferentiableModel.class)) {
            assertThatThrownBy(() -> Explainer.check(blackBox, row.make()))
                    .hasMessage(row.method() + " needs gradients, which this model does not give");
        } else {
            Explainer.check(blackBox, row.make());
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
    @MethodSource("rows")
    void cost_isTheNumberOfPassesThatTheModelIsAskedFor(Row row) {
        Function function = new Function(cells(1), cells(3), cells(4));
        Counting model = new Counting(function, new AtomicLong(), new AtomicLong());
        SeriesBuilder set = SeriesSet.builder(Precision.DOUBLE, 2, STEPS, FEATURES);
        double[] values = cells(2);
        for (int cell = 0; cell < values.length; cell++) {
            set.cell(0, cell / FEATURES, cell % FEATURES, values[cell])
                    .cell(1, cell / FEATURES, cell % FEATURES, -values[cell]);
        }
        explain(model, set.labels(new int[] {0, 1}, List.of("a", "b")).build(), set.build(), row, 2);
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
