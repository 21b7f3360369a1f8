package io.unfade.attribution;

import io.unfade.TestModels;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import io.unfade.model.TrainedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ProblemTest {
    private static final double LAST_DIGITS = 1e-12;
    private static final int COUNT = 700;
    private static final int[] LENGTHS = {9, 4, 7};

    private static double[] variant(Inputs inputs, int number) {
        double[] values = inputs.values().clone();
        Random random = new Random(number);
        for (int b = 0; b < inputs.count(); b++) {
            for (int i = 0; i < inputs.cells(b); i++) {
                values[inputs.offset(b) + i] += random.nextGaussian();
            }
        }
        return values;
    }

    @Test
    void variants_sideBySide_haveTheNumbersOfEachAlone() {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        try (TrainedModel model = TestModels.initialized(TestModels.everySpec().get(2), Precision.DOUBLE, 5)) {
            Inputs inputs = model.prepare(set).inputs(0, 1, 2);
            Problem problem = Problem.of(model, inputs, Output.LOGIT, set.ids(), 0, 0, 2, 1);
            assertThat(COUNT * inputs.values().length).isGreaterThan(Problem.CELLS_PER_PASS);
            double[][] values = problem.values(COUNT, k -> variant(inputs, k));
            List<Integer> received = new ArrayList<>();
            problem.gradients(COUNT, k -> variant(inputs, k), (k, gradient) -> {
                received.add(k);
                if (k % 70 == 0) {
                    Problem alone = problem.at(variant(inputs, k));
                    assertThat(gradient).containsExactly(alone.gradient(), within(LAST_DIGITS));
                    assertThat(values[k]).containsExactly(alone.values(), within(LAST_DIGITS));
                }
            });
            assertThat(received).hasSize(COUNT).isSorted().doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource(Output.class)
    void valuesAndGradient_areThoseOfTheSinglePasses(Output output) {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        try (TrainedModel model = TestModels.initialized(TestModels.everySpec().get(2), Precision.DOUBLE, 5)) {
            Inputs inputs = model.prepare(set).inputs(0, 1, 2);
            Problem problem =
                    Problem.of(model, inputs, output, set.ids(), 0, 0, 2, 1).minus(1, -1, 0);
            for (Problem at : List.of(problem, problem.at(variant(inputs, 1)))) {
                Problem.ValuesAndGradient both = at.valuesAndGradient();
                assertThat(both.values()).containsExactly(at.values(), within(LAST_DIGITS));
                assertThat(both.gradient()).containsExactly(at.gradient(), within(LAST_DIGITS));
            }
        }
    }

    @Test
    void variants_ofSmallAndLargeSeries_fillPassesUpToTheBudget() {
        assertThat(passes(10, 1000)).containsExactly(500, 500); // 1000 variants of 100 cells
        assertThat(passes(128, 5)).containsExactly(2, 3); // 5 of 16384
        assertThat(passes(Problem.CELLS_PER_PASS, 3)).containsExactly(1, 1, 1);
    }

    private static List<Integer> passes(int features, int count) {
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        Model model = Model.of(Signature.of(features, 2, Output.LOGIT), inputs -> {
            sizes.add(inputs.count());
            return new double[inputs.count()][2];
        });
        int steps = features > 1000 ? 1 : features;
        Inputs inputs = new Inputs(new double[steps * features], new int[] {steps}, steps, features);
        Problem problem = Problem.of(model, inputs, Output.LOGIT, List.of("one"), 0, 1);
        assertThat(problem.values(count, k -> inputs.values())).hasDimensions(count, 1);
        return sizes;
    }

    @Test
    void variants_ofASeries_keepItsClassAndRandomNumbers() {
        Model model = Model.of(Signature.of(1, 2, Output.LOGIT), inputs -> {
            double[][] outputs = new double[inputs.count()][];
            for (int row = 0; row < outputs.length; row++) {
                outputs[row] = new double[] {inputs.values()[row], -inputs.values()[row]};
            }
            return outputs;
        });
        Inputs inputs = new Inputs(new double[] {1, 2}, new int[] {1, 1}, 1, 1);
        Problem problem = Problem.of(model, inputs, Output.LOGIT, List.of("a", "b"), 3, 0, 1);
        problem.inParts(5, k -> new double[] {k + 1, -k - 2}, (first, part) -> {
            assertThat(part.values()).containsExactly(1, 2, 2, 3, 3, 4, 4, 5, 5, 6);
            for (int row = 0; row < 10; row++) {
                assertThat(part.random(row, "use").nextLong())
                        .isEqualTo(problem.random(row % 2, "use").nextLong());
            }
        });
    }

    @Test
    void prefix_isOfThoseThatLastSoLong_andOfVariantsWithTheBaselineOfTheSeriesAsTheyAre() {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        try (TrainedModel model = TestModels.initialized(TestModels.everySpec().get(2), Precision.DOUBLE, 5)) {
            Inputs inputs = model.prepare(set).inputs(0, 1, 2);
            Problem problem = Problem.of(model, inputs, Output.LOGIT, set.ids(), 0, 0, 2, 1);
            Problem.Prefix cut = problem.prefix(5);
            assertThat(cut.rows()).containsExactly(0, 2);
            assertThat(cut.problem().targets()).containsExactly(0, 1);
            double[] values = cut.problem().values();
            double[] changed = inputs.values().clone();
            changed[5 * inputs.features()] += 100;
            assertThat(problem.at(changed).prefix(5).problem().values()).containsExactly(values, within(LAST_DIGITS));
            double[] mean = cut.problem().baseline(Baseline.MEAN);
            double[] everywhere = inputs.values().clone();
            Arrays.setAll(everywhere, i -> everywhere[i] + 1);
            problem.inParts(2, k -> everywhere, (first, part) -> {
                Problem.Prefix variants = part.prefix(5);
                assertThat(variants.rows()).containsExactly(0, 2, 3, 5);
                assertThat(variants.problem().targets()).containsExactly(0, 1, 0, 1);
                assertThat(variants.problem().inputs().values()[0]).isEqualTo(everywhere[0]);
                double[] twice = variants.problem().baseline(Baseline.MEAN);
                assertThat(Arrays.copyOf(twice, mean.length)).isEqualTo(mean);
                assertThat(Arrays.copyOfRange(twice, mean.length, 2 * mean.length))
                        .isEqualTo(mean);
                assertThat(part.unperturbed().values())
                        .startsWith(inputs.values())
                        .endsWith(inputs.values());
            });
            assertThat(problem.prefix(LENGTHS[0]).problem().values()[0])
                    .isEqualTo(problem.values()[0], within(LAST_DIGITS));
        }
    }
}
