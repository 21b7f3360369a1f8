package io.unfade.attribution.recurrent;

import io.unfade.TestModels;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class AttentionRolloutTest {
    private static final double ROUNDING = 1e-12;
    private static final int[] LENGTHS = RandomModels.LENGTHS;

    static List<ModelSpec> specs() {
        return RandomModels.everySpec().stream()
                .filter(spec -> spec.attention() != null)
                .toList();
    }

    private static double[] maps(TrainedModel model) {
        return new AttentionRollout()
                .attribute(RandomModels.problem(model, RandomModels.inputs(model), Output.LOGIT, 0, 1, 2, 0, 1))
                .values();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void map_ofAnyModelWithAttention_isSharesThatSumToOne(ModelSpec spec) {
        try (TrainedModel model = RandomModels.of(spec, RandomModels.DEEP, 1)) {
            Inputs inputs = RandomModels.inputs(model);
            double[] maps = maps(model);
            for (int b = 0; b < LENGTHS.length; b++) {
                int from = inputs.offset(b);
                double[] map = Arrays.copyOfRange(maps, from, from + inputs.cells(b));
                assertThat(Arrays.stream(map).sum()).isEqualTo(1, within(ROUNDING));
                assertThat(Arrays.stream(map).min().orElseThrow()).isNotNegative();
            }
        }
    }

    /** The weights by their definition, a softmax at each step, and what each readout takes of them. */
    @ParameterizedTest
    @CsvSource({"LAST, false", "MEAN, false", "LAST, true", "LAST_STEP, true", "CONJUNCTIVE, false", "CONJUNCTIVE, true"
    })
    void map_withoutStem_isTheMeanOverHopsOfTheWeightsThatTheReadoutSees(ReadoutKind readout, boolean bidirectional) {
        ModelSpec spec = TestModels.spec(Cell.GRU, 1, bidirectional, HopPooling.CONCAT, readout, 0);
        try (TrainedModel model = RandomModels.of(spec, RandomModels.DEEP, 1)) {
            Inputs inputs = RandomModels.inputs(model);
            double[] maps = maps(model);
            for (int b = 0; b < LENGTHS.length; b++) {
                int length = LENGTHS[b];
                double[] expected = new double[length];
                double[] ofStates = ofStates(model, inputs, b);
                for (int t = 0; t < length; t++) {
                    double[] weights = meanWeights(model, inputs, b, t);
                    for (int j = 0; j <= t; j++) {
                        expected[j] += ofStates[t] * weights[j];
                    }
                }
                for (int j = 0; j < length; j++) {
                    for (int c = 0; c < inputs.features(); c++) {
                        assertThat(maps[inputs.offset(b) + j * inputs.features() + c])
                                .isEqualTo(expected[j] / inputs.features(), within(ROUNDING));
                    }
                }
            }
        }
    }

    private static double[] ofStates(TrainedModel model, Inputs inputs, int b) {
        double[] weights = new double[LENGTHS[b]];
        int last = weights.length - 1;
        switch (model.spec().readout().kind()) {
            case MEAN -> Arrays.fill(weights, 1.0 / weights.length);
            case CONJUNCTIVE -> {
                double[] own = ConjunctiveTest.weights(model, inputs, b);
                double sum = Arrays.stream(own).sum();
                Arrays.setAll(weights, t -> own[t] / sum);
            }
            default -> {
                boolean both =
                        model.spec().bidirectional() && model.spec().readout().kind() == ReadoutKind.LAST;
                weights[0] += both ? 0.5 : 0;
                weights[last] += both ? 0.5 : 1;
            }
        }
        return weights;
    }

    private static double[] meanWeights(TrainedModel model, Inputs inputs, int b, int t) {
        double[][] first = model.weight("attention.w1.weight").rows();
        double[] bias = model.weight("attention.w1.bias").toDoubles();
        double[][] second = model.weight("attention.w2.weight").rows();
        double[] mean = new double[t + 1];
        for (double[] hop : second) {
            double[] weights = new double[t + 1];
            for (int j = 0; j <= t; j++) {
                double score = 0;
                for (int d = 0; d < bias.length; d++) {
                    double z = bias[d];
                    for (int c = 0; c < inputs.features(); c++) {
                        z += first[d][c] * inputs.values()[inputs.offset(b) + j * inputs.features() + c];
                    }
                    score += hop[d] * Math.tanh(z);
                }
                weights[j] = Math.exp(score);
            }
            double sum = Arrays.stream(weights).sum();
            for (int j = 0; j <= t; j++) {
                mean[j] += weights[j] / sum / second.length;
            }
        }
        return mean;
    }

    /** A stem or preparation of known reach, and a readout that sees the first matrix only as half: all is near the start. */
    @Test
    void oneOutput_isBroughtBackToTheStepsThatItRead() {
        ModelSpec plain = TestModels.spec(Cell.GRU, 1, false, HopPooling.CONCAT, ReadoutKind.LAST, 0);
        Stem windows = new Stem.Windows(4, 9, Stem.Alignment.CENTRED, 0);
        assertThat(stepShares(TestModels.withStem(windows, plain)))
                .containsExactly(share(1 / 3.0, 1 / 3.0, 1 / 3.0, 0, 0, 0, 0, 0, 0), within(ROUNDING));
        assertThat(stepShares(plain.withPreparation(new Preparation(null, Differences.NONE, 9))))
                .containsExactly(share(1, 1, 1, 1, 1, 1, 1, 1, 1), within(ROUNDING));
        Stem.Layer layer = new Stem.Layer(List.of(3), 2, 9);
        Stem causal = new Stem.Convolutions(List.of(layer), Stem.Alignment.CAUSAL, 0);
        assertThat(stepShares(TestModels.withStem(causal, plain)))
                .containsExactly(share(1, 0, 0, 0, 0, 0, 0, 0, 0), within(ROUNDING));
    }

    private static double[] share(double... parts) {
        double sum = Arrays.stream(parts).sum();
        return Arrays.stream(parts).map(part -> part / sum).toArray();
    }

    private static double[] stepShares(ModelSpec spec) {
        try (TrainedModel model = RandomModels.of(spec, RandomModels.DEEP, 1)) {
            double[] maps = maps(model);
            double[] shares = new double[LENGTHS[0]];
            for (int i = 0; i < shares.length * TestModels.FEATURES; i++) {
                shares[i / TestModels.FEATURES] += maps[i];
            }
            return shares;
        }
    }

    /** Weights of 1 and 3 of two features, in size: a quarter and three quarters. */
    @Test
    void linearStem_sharesByTheSizesOfItsWeights() {
        ModelSpec spec = TestModels.withStem(
                new Stem.Linear(2, 0), TestModels.spec(Cell.RNN, 1, false, HopPooling.MEAN, ReadoutKind.LAST, 0));
        int[] cell = {0};
        double[] sizes = {1, -3, 0, 0, 0, -1, 3, 0, 0, 0};
        try (TrainedModel model =
                RandomModels.of(spec, 1, (name, value) -> name.equals("stem.weight") ? sizes[cell[0]++] : value)) {
            double[] maps = maps(model);
            for (int t = 0; t < LENGTHS[0]; t++) {
                int at = t * TestModels.FEATURES;
                assertThat(maps[at + 1])
                        .isEqualTo(3 * maps[at], within(ROUNDING))
                        .isPositive();
                assertThat(maps[at + 2]).isZero();
            }
        }
    }

    @Test
    void modelWithoutAttention_isRejected() {
        try (TrainedModel model = RandomModels.of(TestModels.lstm(null, 0), RandomModels.DEEP, 1)) {
            assertThatThrownBy(() -> new AttentionRollout().check(model, Output.LOGIT))
                    .hasMessage("attention-rollout needs a model with input-cell attention, which this one does not"
                            + " have");
        }
    }
}
