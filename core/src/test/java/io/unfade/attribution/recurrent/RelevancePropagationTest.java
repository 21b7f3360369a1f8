package io.unfade.attribution.recurrent;

import io.unfade.TestModels;
import io.unfade.attribution.Attribution;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.Problem;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.attribution.recurrent.RelevancePropagation.Products;
import io.unfade.model.Inputs;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import io.unfade.nn.cell.CellStep;
import io.unfade.nn.cell.CellWeights;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class RelevancePropagationTest {
    private static final double EPSILON = 0.001;
    private static final double ROUNDING = 1e-9;
    private static final int[] LENGTHS = RandomModels.LENGTHS;

    static List<ModelSpec> specs() {
        return RandomModels.everySpec();
    }

    /** The conservation table: what comes in is what goes out and what is lost on the way, for every part and rule. */
    @ParameterizedTest
    @MethodSource("specs")
    void relevance_ofAnyModel_isThatOfTheSeriesBiasesAndStabilizer(ModelSpec spec) {
        try (TrainedModel model = RandomModels.of(spec, RandomModels.DEEP, 1)) {
            Inputs inputs = RandomModels.inputs(model);
            for (Products products : Products.values()) {
                for (Network network : Network.all(model)) {
                    for (int b = 0; b < LENGTHS.length; b++) {
                        int from = inputs.offset(b);
                        Network.Run run = network.run(inputs.values(), from, LENGTHS[b]);
                        RelevanceRules rules = new RelevanceRules(products, EPSILON);
                        double[] multipliers = new double[inputs.values().length];
                        run.back(run, rules, new double[] {0, 1, 0}, multipliers, from);
                        double arrives = 0;
                        double size = Math.abs(rules.ofBiases()) + Math.abs(rules.ofStabilizer());
                        for (int i = from; i < from + inputs.cells(b); i++) {
                            arrives += multipliers[i] * inputs.values()[i];
                            size += Math.abs(multipliers[i] * inputs.values()[i]);
                        }
                        double logit = run.logits()[1];
                        assertThat(arrives + rules.ofBiases() + rules.ofStabilizer())
                                .isEqualTo(logit, within(ROUNDING * (1 + size)));
                        assertThat(rules.ofBiases()).isNotZero();
                        assertThat(rules.ofStabilizer()).isNotZero();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ReadoutKind.class,
            names = {"LAST", "MEAN"})
    void linearCellWithoutBiases_hasInputTimesGradient(ReadoutKind readout) {
        ModelSpec spec = TestModels.spec(Cell.RNN, 1, false, null, readout, 0);
        double tiny = 1e-5;
        try (TrainedModel model = RandomModels.of(spec, 1, (name, value) -> name.contains("bias") ? 0 : tiny * value)) {
            Inputs inputs = RandomModels.inputs(model);
            Problem problem = RandomModels.problem(model, inputs, Output.LOGIT, 0, 1, 2, 0, 1);
            double[] gradient = problem.gradient();
            double[] map = new RelevancePropagation(Products.SIGNAL, 1e-18)
                    .attribute(problem)
                    .values();
            double largest = Arrays.stream(map).map(Math::abs).max().orElseThrow();
            for (int i = 0; i < map.length; i++) {
                assertThat(map[i]).isEqualTo(gradient[i] * inputs.values()[i], within(1e-6 * largest));
            }
            assertThat(largest).isPositive();
        }
    }

    /** Relevances of an LSTM step by step, as Arras et al. 2017 and 2019 write them. */
    @ParameterizedTest
    @EnumSource(Products.class)
    void lstm_hasTheRelevancesOfThePaper(Products products) {
        ModelSpec spec = TestModels.lstm(null, 0);
        try (TrainedModel model = RandomModels.of(spec, RandomModels.DEEP, 1)) {
            Inputs inputs = RandomModels.inputs(model);
            double[] map = new RelevancePropagation(products, EPSILON)
                    .attribute(RandomModels.problem(model, inputs, Output.LOGIT, 2, 2, 2, 2, 2))
                    .values();
            for (int b = 0; b < LENGTHS.length; b++) {
                double[][] expected = new PaperLstm(model, inputs, b, products).relevances(2);
                for (int t = 0; t < LENGTHS[b]; t++) {
                    int from = inputs.offset(b) + t * inputs.features();
                    assertThat(Arrays.copyOfRange(map, from, from + inputs.features()))
                            .containsExactly(expected[t], within(ROUNDING));
                }
            }
        }
    }

    private static final class PaperLstm {
        private final TrainedModel model;
        private final CellWeights cell;
        private final double[][] x;
        private final List<CellStep> steps;
        private final Products products;

        PaperLstm(TrainedModel model, Inputs inputs, int b, Products products) {
            this.model = model;
            this.products = products;
            cell = new CellWeights(
                    Cell.LSTM,
                    model.weight("rnn.weight_ih_l0").rows(),
                    model.weight("rnn.weight_hh_l0").rows(),
                    model.weight("rnn.bias_ih_l0").toDoubles(),
                    model.weight("rnn.bias_hh_l0").toDoubles());
            x = new double[inputs.lengths()[b]][];
            for (int t = 0; t < x.length; t++) {
                int from = inputs.offset(b) + t * inputs.features();
                x[t] = Arrays.copyOfRange(inputs.values(), from, from + inputs.features());
            }
            steps = cell.run(x);
        }

        private static double stable(double z) {
            return z < 0 ? z - EPSILON : z + EPSILON;
        }

        double[][] relevances(int target) {
            int size = cell.hiddenSize();
            double[][] ofX = new double[x.length][x[0].length];
            double[] ofCell = new double[size];
            CellStep last = steps.get(x.length - 1);
            double[] head = model.weight("head.weight").rows()[target];
            double logit = model.weight("head.bias").toDoubles()[target];
            for (int j = 0; j < size; j++) {
                logit += head[j] * last.hidden()[j];
            }
            double[] ofHidden = new double[size];
            for (int j = 0; j < size; j++) {
                ofHidden[j] = head[j] * last.hidden()[j] / stable(logit) * logit;
            }
            for (int t = x.length - 1; t >= 0; t--) {
                double[] ofHiddenBefore = new double[size];
                for (int j = 0; j < size; j++) {
                    ofCell[j] = step(t, j, ofHidden[j], ofCell[j], ofX[t], ofHiddenBefore);
                }
                ofHidden = ofHiddenBefore;
            }
            return ofX;
        }

        /** {@return the relevance of the unit's cell state before the step} */
        private double step(int t, int j, double ofHidden, double ofCell, double[] ofX, double[] ofHiddenBefore) {
            int size = cell.hiddenSize();
            CellStep step = steps.get(t);
            double i = step.gates()[j];
            double f = step.gates()[size + j];
            double g = step.gates()[2 * size + j];
            double o = step.gates()[3 * size + j];
            double c = step.cell()[j];
            double before = step.cellBefore()[j];
            double toOutputGate = products.share(o, Math.tanh(c)) * ofHidden;
            double all = ofCell + ofHidden - toOutputGate;
            double ofKept = f * before / stable(c) * all;
            double ofNew = i * g / stable(c) * all;
            double toForgetGate = products.share(f, before) * ofKept;
            double toInputGate = products.share(i, g) * ofNew;
            layer(t, j, toInputGate, ofX, ofHiddenBefore);
            layer(t, size + j, toForgetGate, ofX, ofHiddenBefore);
            layer(t, 2 * size + j, ofNew - toInputGate, ofX, ofHiddenBefore);
            layer(t, 3 * size + j, toOutputGate, ofX, ofHiddenBefore);
            return ofKept - toForgetGate;
        }

        private void layer(int t, int row, double relevance, double[] ofX, double[] ofHiddenBefore) {
            CellStep step = steps.get(t);
            double z = step.ofInput()[row] + step.ofHidden()[row];
            for (int k = 0; k < ofX.length; k++) {
                ofX[k] += cell.weightIh()[row][k] * x[t][k] / stable(z) * relevance;
            }
            for (int k = 0; k < ofHiddenBefore.length; k++) {
                ofHiddenBefore[k] += cell.weightHh()[row][k] * step.hiddenBefore()[k] / stable(z) * relevance;
            }
        }
    }

    @Test
    void probability_andEpsilonOutOfRange_areRejected() {
        try (TrainedModel model = RandomModels.of(TestModels.lstm(null, 0), RandomModels.DEEP, 1)) {
            RelevancePropagation method = new RelevancePropagation(Products.HALF, EPSILON);
            Stream<Attribution> around = Stream.of("smooth-grad", "var-grad", "temporal-rescaling", "time-forward")
                    .map(wrapper -> Attributions.of(wrapper, Map.of("method", "lrp")));
            for (Attribution checked : Stream.concat(Stream.of(method), around).toList()) {
                assertThatThrownBy(() -> Explainer.check(model, checked, Output.PROBABILITY))
                        .hasMessage("lrp passes a logit back: the output must be logit, but was probability");
                Explainer.check(model, checked, Output.LOGIT);
            }
        }
        assertThatThrownBy(() -> new RelevancePropagation(Products.PROP, 0))
                .hasMessage("lrp: epsilon must be above 0 and at most 1, but was 0.0");
    }
}
