package io.unfade.attribution.recurrent;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.unfade.TestModels;
import io.unfade.attribution.Attribution;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.Problem;
import io.unfade.data.Precision;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ConjunctiveTest {
    private static final double ROUNDING = 1e-10;

    /** Of logits of order 1. */
    private static final double ROUNDING_SINGLE = 1e-5;

    private static final int[] LENGTHS = RandomModels.LENGTHS;
    private static final int[] TARGETS = {0, 1, 2, 0, 1};
    private static final int[] OTHERS = {1, 2, 0, 2, 0};
    private static final ModelSpec PLAIN = spec(Cell.LSTM, 1, false, null);

    private static ModelSpec spec(Cell cell, int layers, boolean bidirectional, @Nullable HopPooling pooling) {
        return TestModels.spec(cell, layers, bidirectional, pooling, ReadoutKind.CONJUNCTIVE, 0);
    }

    /** Every network with the readout, and every stem and preparation in front of it, alone and as an ensemble. */
    static List<ModelSpec> specs() {
        List<ModelSpec> specs = new ArrayList<>(TestModels.everySpec().stream()
                .filter(spec -> spec.readout().kind() == ReadoutKind.CONJUNCTIVE)
                .toList());
        for (Stem stem : TestModels.everyStem()) {
            specs.add(TestModels.withStem(stem, spec(Cell.GRU, 1, true, HopPooling.MEAN)));
        }
        for (Preparation preparation : TestModels.everyPreparation()) {
            specs.add(PLAIN.withPreparation(preparation).withMembers(3));
        }
        return specs;
    }

    private static double[] ofCells(double[] maps, Inputs inputs, int b) {
        return Arrays.copyOfRange(maps, inputs.offset(b), inputs.offset(b) + inputs.cells(b));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void map_ofAnyModel_sumsToTheLogitAndToContrastsOfLogits(ModelSpec spec) {
        try (TrainedModel model = RandomModels.of(spec, RandomModels.DEEP, 1.7)) {
            Inputs inputs = RandomModels.inputs(model);
            Problem one = RandomModels.problem(model, inputs, Output.LOGIT, TARGETS);
            for (Problem problem : List.of(one, one.minus(OTHERS))) {
                Attribution.Explained explained = new Conjunctive().attribute(problem);
                double[] values = problem.values();
                for (int b = 0; b < LENGTHS.length; b++) {
                    double sum = Arrays.stream(ofCells(explained.values(), inputs, b))
                            .sum();
                    assertThat(sum).isEqualTo(values[b], within(ROUNDING));
                    assertThat(explained.gaps()[b]).isEqualTo(0, within(ROUNDING));
                    assertThat(Math.abs(values[b])).isGreaterThan(ROUNDING);
                }
            }
        }
    }

    /** From the states that the model computes, by the definition. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void map_ofStepsThatAreRead_isTheWeightTimesTheScoreOfEachStep(boolean bidirectional) {
        try (TrainedModel model = RandomModels.of(spec(Cell.GRU, 2, bidirectional, HopPooling.MEAN), 0.9, 1)) {
            Inputs inputs = RandomModels.inputs(model);
            double[] maps = new Conjunctive()
                    .attribute(RandomModels.problem(model, inputs, Output.LOGIT, TARGETS))
                    .values();
            for (int b = 0; b < LENGTHS.length; b++) {
                double[] expected = additions(model, inputs, b, TARGETS[b]);
                double[] cells = ofCells(maps, inputs, b);
                for (int i = 0; i < cells.length; i++) {
                    assertThat(cells[i])
                            .isEqualTo(expected[i / inputs.features()] / inputs.features(), within(ROUNDING));
                }
            }
        }
    }

    private static double[] additions(TrainedModel model, Inputs inputs, int b, int target) {
        double[][] states = states(model, inputs, b);
        double[] weights = weights(model, inputs, b);
        double[] head = model.weight("head.weight").rows()[target];
        double bias = model.weight("head.bias").toDoubles()[target];
        double[] added = new double[states.length];
        Arrays.setAll(added, t -> weights[t] * (product(head, states[t]) + bias) / added.length);
        return added;
    }

    /** {@return the weight of each step by its definition, from the states that a single network computes} */
    static double[] weights(TrainedModel model, Inputs inputs, int b) {
        double[][] states = states(model, inputs, b);
        double[][] first = model.weight("readout.w1.weight").rows();
        double[] bias = model.weight("readout.w1.bias").toDoubles();
        double[] second = model.weight("readout.w2.weight").toDoubles();
        double[] weights = new double[states.length];
        for (int t = 0; t < weights.length; t++) {
            double score = model.weight("readout.w2.bias").toDoubles()[0];
            for (int d = 0; d < bias.length; d++) {
                score += second[d] * Math.tanh(bias[d] + product(first[d], states[t]));
            }
            weights[t] = 1 / (1 + Math.exp(-score));
        }
        return weights;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[][] states(TrainedModel model, Inputs inputs, int b) {
        int steps = inputs.lengths()[b];
        try (NDManager scope = model.newScope()) {
            NDList x = new NDList(
                    scope.create(ofCells(inputs.values(), inputs, b), new Shape(1, steps, inputs.features())));
            double[] flat =
                    model.network().hiddenStates(model.store(), x, false).toDoubleArray();
            double[][] rows = new double[steps][];
            int width = flat.length / steps;
            Arrays.setAll(rows, t -> Arrays.copyOfRange(flat, t * width, (t + 1) * width));
            return rows;
        }
    }

    /** Of nine steps each three are one to the network: a step has a third of what these add, all cells of a step the same. */
    @Test
    void map_ofBlocksOfSteps_isSharedByTheStepsOfTheBlock() {
        try (TrainedModel model =
                RandomModels.of(PLAIN.withPreparation(new Preparation(null, Differences.NONE, 3)), 0.9, 1)) {
            Inputs inputs = RandomModels.inputs(model);
            double[] maps = new Conjunctive()
                    .attribute(RandomModels.problem(model, inputs, Output.LOGIT, TARGETS))
                    .values();
            for (int i = 0; i < inputs.cells(0); i++) {
                assertThat(maps[i]).isEqualTo(maps[i / (3 * inputs.features()) * 3 * inputs.features()]);
            }
            assertThat(Arrays.stream(ofCells(maps, inputs, 0)).distinct()).hasSize(3);
        }
    }

    /** A stem whose weights differ between features says nothing about these either. */
    @Test
    void map_behindALinearStem_isTheSameForAllFeatures() {
        try (TrainedModel model = RandomModels.of(TestModels.withStem(new Stem.Linear(2, 0), PLAIN), 0.9, 1)) {
            Inputs inputs = RandomModels.inputs(model);
            double[] maps = new Conjunctive()
                    .attribute(RandomModels.problem(model, inputs, Output.LOGIT, TARGETS))
                    .values();
            for (int i = 0; i < inputs.cells(0); i++) {
                assertThat(maps[i]).isEqualTo(maps[i / inputs.features() * inputs.features()]);
            }
        }
    }

    @Test
    void gap_ofAModelInSinglePrecision_isItsRounding() {
        try (TrainedModel model = TestModels.initialized(PLAIN, Precision.SINGLE, 1)) {
            Problem problem = RandomModels.problem(model, RandomModels.inputs(model), Output.LOGIT, TARGETS);
            for (double gap : new Conjunctive().attribute(problem).gaps()) {
                assertThat(gap).isEqualTo(0, within(ROUNDING_SINGLE));
            }
        }
    }

    @Test
    void otherReadoutsAndOutputs_areRefusedByName() {
        try (TrainedModel model = RandomModels.of(TestModels.lstm(null, 0), RandomModels.DEEP, 1);
                TrainedModel own = RandomModels.of(PLAIN, RandomModels.DEEP, 1)) {
            Conjunctive method = new Conjunctive();
            assertThatThrownBy(() -> Explainer.check(model, method, Output.LOGIT))
                    .hasMessage("conjunctive needs a model with the readout conjunctive, but that of this one is last");
            for (Output output : List.of(Output.PROBABILITY, Output.LOG_ODDS)) {
                assertThatThrownBy(() -> Explainer.check(own, method, output))
                        .hasMessage("conjunctive shows what steps add to a logit: the output must be logit, but was "
                                + output.key());
            }
            Explainer.check(own, method, Output.LOGIT);
        }
    }
}
