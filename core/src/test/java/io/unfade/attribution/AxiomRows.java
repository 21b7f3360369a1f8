package io.unfade.attribution;

import io.unfade.TestModels;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.data.Precision;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The methods and the axioms that each satisfies. A new method is a row: its name, its options and its axioms. */
final class AxiomRows {
    static final int STEPS = 6;
    static final int FEATURES = 3;
    static final Background ZEROS =
            Background.of(new Inputs(new double[STEPS * FEATURES], new int[] {STEPS}, STEPS, FEATURES));

    private AxiomRows() {}

    /** What the cells of a map sum to. */
    enum Sum {
        /** f(x) - f(0), with the gap. */
        COMPLETE,
        /** f(x) - f(0) by the form of this function only, of which nothing is claimed. */
        BY_CHANCE,
        /** f(x), with the gap. */
        VALUE,
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
    record Row(
            String method,
            Map<String, String> options,
            @Nullable Closed closedForm,
            Sum sum,
            boolean dummy,
            boolean symmetric,
            boolean linear) {
        /** {@return an architecture that the method can explain} */
        ModelSpec network() {
            return sum == Sum.VALUE
                    ? TestModels.spec(Cell.RNN, 1, true, HopPooling.MEAN, ReadoutKind.CONJUNCTIVE, 0)
                    : TestModels.everySpec().get(2);
        }

        Attribution make() {
            return Attributions.of(method, options);
        }

        Attribution.Explained attribute(Problem problem) {
            Attribution made = make();
            return made.attribute(made.isControl() ? problem.with(BACKGROUND) : problem);
        }

        @Override
        public String toString() {
            return method + options;
        }
    }

    interface Closed {
        double of(double weight, double x);
    }

    /** Two series of each of two classes, of mean 0.5 and -0.5 and of variance 0.125 within. */
    private static final Background BACKGROUND = background(0.75, 0.25, -0.25, -0.75);

    private static final Closed SLOPE = (w, x) -> w;
    private static final Closed AMOUNT = (w, x) -> w * x;
    private static final Closed NOTHING = (w, x) -> 0;

    static Stream<Row> rows() {
        Map<String, String> few = Map.of("steps", "12");
        return Stream.of(
                new Row("gradient", Map.of(), SLOPE, Sum.NONE, true, true, true),
                new Row("input-x-gradient", Map.of(), AMOUNT, Sum.NONE, true, true, true),
                new Row("noise-gradient", Map.of("level", "2"), SLOPE, Sum.NONE, true, false, true),
                new Row("evidence", Map.of("level", "2"), AMOUNT, Sum.NONE, true, false, true),
                new Row(
                        "evidence",
                        Map.of("level", "2", "part", "positive"),
                        (w, x) -> Math.max(0, w * x),
                        Sum.NONE,
                        true,
                        false,
                        false),
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
                new Row(
                        "two-way",
                        Map.of("method", "smooth-grad", "method.mode", "absolute", "method.samples", "3"),
                        null,
                        Sum.NONE,
                        false,
                        false,
                        false),
                new Row("clipped", Map.of(), null, Sum.NONE, true, true, false),
                new Row(
                        "clipped",
                        Map.of("method", "input-x-gradient", "quantile", "0.5"),
                        null,
                        Sum.NONE,
                        true,
                        true,
                        false),
                new Row("calibrated", Map.of("steepness", "5"), null, Sum.NONE, false, true, false),
                new Row("ablation", Map.of(), AMOUNT, Sum.NONE, true, true, true),
                new Row("ablation", Map.of("groups", "segments"), null, Sum.NONE, false, false, true),
                new Row("permutation", Map.of("draws", "2"), AMOUNT, Sum.NONE, true, true, true),
                new Row("shapley", Map.of("groups", "step"), null, Sum.COMPLETE, false, false, true),
                new Row("shapley-sampling", Map.of("samples", "3"), AMOUNT, Sum.COMPLETE, true, true, true),
                new Row("kernel-shap", Map.of("samples", "400"), AMOUNT, Sum.COMPLETE, true, true, true),
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
                new Row("win-it", Map.of("window", "2", "samples", "2"), AMOUNT, Sum.NONE, true, true, true),
                new Row(
                        "extremal-mask",
                        Map.of("iterations", "30", "rate", "0.03", "trend", "2"),
                        null,
                        Sum.NONE,
                        false,
                        false,
                        false),
                new Row(
                        "extremal-mask",
                        Map.of(
                                "iterations",
                                "25",
                                "rate",
                                "0.05",
                                "size",
                                "0.1",
                                "change",
                                "0",
                                "baseline",
                                "training-mean"),
                        null,
                        Sum.NONE,
                        false,
                        false,
                        false),
                new Row(
                        "dynamask",
                        Map.of("iterations", "25", "rate", "0.003", "growth", "1", "size", "2", "area", "0.4"),
                        null,
                        Sum.NONE,
                        false,
                        false,
                        false),
                new Row(
                        "dynamask",
                        Map.of(
                                "iterations",
                                "25",
                                "rate",
                                "0.003",
                                "growth",
                                "1",
                                "size",
                                "1",
                                "areas",
                                "2",
                                "baseline",
                                "training-mean",
                                "perturbation",
                                "baseline"),
                        null,
                        Sum.NONE,
                        false,
                        true,
                        false),
                new Row("random", Map.of(), null, Sum.NONE, false, false, false),
                new Row("time-profile", Map.of(), null, Sum.NONE, false, false, false),
                new Row("input-magnitude", Map.of(), (w, x) -> Math.abs(x), Sum.NONE, false, true, false),
                new Row("input-two-way", Map.of(), null, Sum.NONE, false, false, false),
                new Row("input-rank-1", Map.of(), null, Sum.NONE, false, false, false),
                new Row("mean-difference", Map.of(), (w, x) -> -x, Sum.NONE, false, true, false),
                new Row("mean-difference", Map.of("map", "weights"), (w, x) -> -1, Sum.NONE, false, true, false),
                new Row("t-map", Map.of(), (w, x) -> -Math.sqrt(8), Sum.NONE, false, true, false),
                new Row("linear-discriminant", Map.of(), null, Sum.NONE, false, true, false));
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
                ofNetworks("attention-rollout", Map.of()),
                new Row("conjunctive", Map.of(), null, Sum.VALUE, false, false, false));
    }

    /** {@return a row without the axioms of functions} */
    private static Row ofNetworks(String method, Map<String, String> options) {
        return new Row(method, options, null, Sum.NONE, false, false, false);
    }

    static Stream<Row> everyRow() {
        return Stream.concat(rows(), recurrentRows());
    }

    private static Background background(double... ofSeries) {
        double[] values = new double[ofSeries.length * STEPS * FEATURES];
        Arrays.setAll(values, i -> ofSeries[i / (STEPS * FEATURES)]);
        int[] lengths = new int[ofSeries.length];
        Arrays.fill(lengths, STEPS);
        int[] labels = new int[ofSeries.length];
        Arrays.setAll(labels, i -> 2 * i < labels.length ? 0 : 1);
        return Background.of(new Inputs(values, lengths, STEPS, FEATURES), labels);
    }

    /** f_0 = 0; f_1 = g of the cells' weighted sum and products; differentiated by hand. */
    record Function(double[] weights, double[] squares, double[] products) implements DifferentiableModel {
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

        double value(Inputs inputs, int b) {
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
}
