package io.unfade.attribution.recurrent;

import io.unfade.TestModels;
import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Problem;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class DeepLiftTest {
    private static final double ROUNDING = 1e-9;
    private static final double EXACT = 1e-12;

    /** More than the cells of such models sum to in size, far less than parts that cancel do. */
    private static final double NO_CANCELLATION = 1000;

    private static final int[] LENGTHS = RandomModels.LENGTHS;
    private static final int[] TARGETS = {0, 1, 2, 0, 1};

    static List<ModelSpec> specs() {
        return RandomModels.everySpec();
    }

    private static Problem problem(TrainedModel model, Output output) {
        return RandomModels.problem(model, RandomModels.inputs(model), output, TARGETS);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void map_ofAnyModelBaselineAndOutput_isComplete(ModelSpec spec) {
        try (TrainedModel model = RandomModels.of(spec, RandomModels.DEEP, 1.7)) {
            for (Baseline baseline : List.of(Baseline.ZERO, Baseline.MEAN)) {
                for (Output output : Output.values()) {
                    Problem problem = problem(model, output);
                    Inputs inputs = problem.inputs();
                    Attribution.Explained explained = new DeepLift(baseline).attribute(problem);
                    double[] values = problem.values();
                    double[] from = problem.at(problem.baseline(baseline)).values();
                    for (int b = 0; b < LENGTHS.length; b++) {
                        double sum = 0;
                        double size = 0;
                        for (int i = 0; i < inputs.cells(b); i++) {
                            sum += explained.values()[inputs.offset(b) + i];
                            size += Math.abs(explained.values()[inputs.offset(b) + i]);
                        }
                        assertThat(sum).isEqualTo(values[b] - from[b], within(ROUNDING));
                        assertThat(explained.gaps()[b]).isEqualTo(sum - (values[b] - from[b]), within(EXACT));
                        assertThat(size).isBetween(Math.abs(sum) - ROUNDING, NO_CANCELLATION);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void map_inAnyCompany_isTheSame(ModelSpec spec) {
        try (TrainedModel model = RandomModels.of(spec, RandomModels.DEEP, 1)) {
            Problem together = problem(model, Output.LOGIT);
            Inputs inputs = together.inputs();
            double[] maps = new DeepLift(Baseline.MEAN).attribute(together).values();
            for (int b = 0; b < LENGTHS.length; b++) {
                int from = inputs.offset(b);
                Inputs alone = new Inputs(
                        Arrays.copyOfRange(inputs.values(), from, from + inputs.cells(b)),
                        new int[] {LENGTHS[b]},
                        LENGTHS[b],
                        inputs.features());
                double[] map = new DeepLift(Baseline.MEAN)
                        .attribute(RandomModels.problem(model, alone, Output.LOGIT, TARGETS[b]))
                        .values();
                assertThat(Arrays.copyOfRange(maps, from, from + map.length)).containsExactly(map);
            }
        }
    }

    @Test
    void oneUnit_oneCell_hasTheSlopeBetweenTwoPoints() {
        ModelSpec spec = new ModelSpec(Cell.RNN, 1, false, 1, null, ModelSpec.Readout.of(ReadoutKind.LAST), 1, 2, 0);
        try (TrainedModel model = RandomModels.of(spec, 2, 1)) {
            Problem problem =
                    RandomModels.problem(model, new Inputs(new double[] {0.8}, new int[] {1}, 1, 1), Output.LOGIT, 1);
            double weight = model.weight("rnn.weight_ih_l0").toDoubles()[0];
            double bias = model.weight("rnn.bias_ih_l0").toDoubles()[0]
                    + model.weight("rnn.bias_hh_l0").toDoubles()[0];
            double head = model.weight("head.weight").toDoubles()[1];
            double slope = head * (Math.tanh(weight * 0.8 + bias) - Math.tanh(bias)) / 0.8;
            assertThat(new DeepLift(Baseline.ZERO).attribute(problem).values())
                    .containsExactly(new double[] {slope * 0.8}, within(EXACT));
        }
    }

    @Test
    void map_ofAContrast_isTheDifferenceOfTheMapsOfTheClasses() {
        ModelSpec spec = specs().get(0);
        try (TrainedModel model = RandomModels.of(spec, RandomModels.DEEP, 1.7)) {
            for (Output output : Output.values()) {
                Problem first = problem(model, output);
                int[] others = {1, 2, 0, 2, 0};
                Problem second = RandomModels.problem(model, RandomModels.inputs(model), output, others);
                DeepLift method = new DeepLift(Baseline.ZERO);
                double[] own = method.attribute(first).values();
                double[] other = method.attribute(second).values();
                Attribution.Explained difference = method.attribute(first.minus(others));
                for (int i = 0; i < own.length; i++) {
                    assertThat(difference.values()[i]).isEqualTo(own[i] - other[i], within(ROUNDING));
                }
                assertThat(Arrays.stream(difference.gaps()).map(Math::abs).max().orElseThrow())
                        .isLessThan(ROUNDING);
            }
        }
    }

    /** Where weights are tiny, tanh is the identity, and the network x -> V U sum of W x_t over the steps. */
    @ParameterizedTest
    @EnumSource(
            value = ReadoutKind.class,
            names = {"LAST", "MEAN"})
    void nearlyLinearNetwork_hasWeightsTimesChanges(ReadoutKind readout) {
        ModelSpec spec = TestModels.spec(Cell.RNN, 1, false, null, readout, 0);
        double tiny = 1e-5;
        try (TrainedModel model = RandomModels.of(spec, tiny, 1)) {
            Problem problem = problem(model, Output.LOGIT);
            double[] gradient = problem.gradient();
            double[] from = problem.baseline(Baseline.MEAN);
            double[] map = new DeepLift(Baseline.MEAN).attribute(problem).values();
            for (int i = 0; i < map.length; i++) {
                double expected = gradient[i] * (problem.inputs().values()[i] - from[i]);
                assertThat(map[i]).isEqualTo(expected, within(tiny * tiny * tiny));
            }
            assertThat(Arrays.stream(map).map(Math::abs).max().orElseThrow()).isGreaterThan(tiny * tiny / 10);
        }
    }

    @Test
    void scores_ofAttentionOutOfRange_areRejectedByName() {
        ModelSpec spec = TestModels.spec(Cell.GRU, 1, false, HopPooling.CONCAT, ReadoutKind.LAST, 0);
        DeepLift method = new DeepLift(Baseline.ZERO);
        try (TrainedModel usual = RandomModels.of(spec, RandomModels.DEEP, 1);
                TrainedModel steep =
                        RandomModels.of(spec, 1, (name, value) -> name.equals("attention.w2.weight") ? 100 : value)) {
            method.check(usual, Output.LOGIT);
            assertThatThrownBy(() -> method.check(steep, Output.LOGIT))
                    .hasMessage("deeplift needs scores of attention of at most 300 in size, but those of"
                            + " attention.w2.weight may be larger");
        }
    }

    @Test
    void multipliers_ofLogOddsWhereOtherClassesVanish_areComplete() {
        double[] z = {20, -20};
        double[] z0 = {0.5, -0.3};
        double temperature = 0.01;
        double[] multipliers = OutputRule.multipliers(Output.LOG_ODDS, new double[] {1, 0}, z, z0, temperature);
        double sum = multipliers[0] * (z[0] - z0[0]) + multipliers[1] * (z[1] - z0[1]);
        assertThat(sum).isEqualTo((40 - 0.8) / temperature, within(ROUNDING)); // of two classes they are the difference
    }
}
