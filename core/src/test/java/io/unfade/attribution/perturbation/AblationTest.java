package io.unfade.attribution.perturbation;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Extent;
import io.unfade.attribution.GoldenProblem;
import io.unfade.attribution.Problem;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class AblationTest {
    static final List<String> NAMES = GoldenProblem.NAMES;
    private static final double ROUNDING = 1e-12;

    /** Series of 5 and 2 steps. */
    private static final Inputs INPUTS = new Inputs(
            new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0, 0, 0, 0, 0, 0}, new int[] {5, 2}, 5, 2);

    /** The product of neighbours in time, summed over features and steps. */
    private static final Model PRODUCTS = Model.of(Signature.of(2, 2, Output.LOGIT), inputs -> {
        double[][] outputs = new double[inputs.count()][2];
        for (int b = 0; b < outputs.length; b++) {
            for (int i = 2; i < inputs.cells(b); i++) {
                outputs[b][1] += inputs.values()[inputs.offset(b) + i] * inputs.values()[inputs.offset(b) + i - 2];
            }
        }
        return outputs;
    });

    @ParameterizedTest
    @FieldSource("NAMES")
    void attribute_cellsAndSteps_matchCaptum(String name) throws IOException {
        try (GoldenProblem golden = new GoldenProblem(name)) {
            Problem problem = golden.of(Output.PROBABILITY);
            Ablation cells = new Ablation(Grouping.of(Grouping.By.CELL), Baseline.ZERO);
            golden.check(cells.attribute(problem).values(), "prob_feature_ablation");
            Ablation steps = new Ablation(Grouping.of(Grouping.By.STEP), Baseline.ZERO);
            golden.check(steps.attribute(problem).values(), "prob_occlusion_1xN");
        }
    }

    @ParameterizedTest
    @EnumSource(Grouping.By.class)
    void attribute_everyGroupAndBaseline_isTheDropWithoutTheCellsOfTheGroup(Grouping.By by) {
        Problem problem = Problem.of(PRODUCTS, INPUTS, Output.LOGIT, List.of("a", "b"), 0, 1, 1);
        Grouping grouping = new Grouping(by, 2, 1, 3);
        for (Baseline baseline : List.of(Baseline.ZERO, Baseline.MEAN)) {
            double[] values =
                    new Ablation(grouping, baseline).attribute(problem).values();
            double[] replaced = problem.baseline(baseline);
            for (int b = 0; b < 2; b++) {
                int[] groups = grouping.of(INPUTS, b);
                for (int cell = 0; cell < groups.length; cell++) {
                    double[] without = INPUTS.values().clone();
                    for (int other = 0; other < groups.length; other++) {
                        int at = INPUTS.offset(b) + other;
                        without[at] = groups[other] == groups[cell] ? replaced[at] : without[at];
                    }
                    double drop = problem.values()[b] - problem.at(without).values()[b];
                    assertThat(values[INPUTS.offset(b) + cell]).isEqualTo(drop, within(ROUNDING));
                }
            }
        }
    }

    @Test
    void grouping_everyKind_isAsNamed() {
        assertThat(new Grouping(Grouping.By.CELL, 1, 1, 1).of(INPUTS, 1)).containsExactly(0, 1, 2, 3);
        assertThat(new Grouping(Grouping.By.STEP, 1, 1, 1).of(INPUTS, 1)).containsExactly(0, 0, 1, 1);
        assertThat(new Grouping(Grouping.By.FEATURE, 1, 1, 1).of(INPUTS, 1)).containsExactly(0, 1, 0, 1);
        assertThat(Grouping.blocks(2, 1).of(INPUTS, 0)).containsExactly(0, 1, 0, 1, 2, 3, 2, 3, 4, 5);
        assertThat(Grouping.blocks(3, 0).of(INPUTS, 0)).containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 1);
        for (Grouping.By by : Grouping.By.values()) {
            Grouping grouping = new Grouping(by, 2, 1, 3);
            for (int b = 0; b < 2; b++) {
                assertThat(Arrays.stream(grouping.of(INPUTS, b)).distinct().count())
                        .isEqualTo(grouping.count(INPUTS.lengths()[b], 2));
            }
        }
    }

    @Test
    void segments_atChangesOfTheMean_whateverTheUnits() {
        double[] values = new double[24];
        for (int t = 0; t < 12; t++) {
            values[2 * t] = (t < 3 ? 0 : t < 8 ? 1 : -1) + 0.01 * (t % 2);
            values[2 * t + 1] = 1e6;
        }
        Inputs inputs = new Inputs(values, new int[] {12}, 12, 2);
        assertThat(ChangePoints.segments(inputs, 0, 3)).containsExactly(0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2);
        assertThat(ChangePoints.segments(inputs, 0, 2)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1);
        double[] scaled = values.clone();
        for (int t = 0; t < 12; t++) {
            scaled[2 * t] = 5 - 1000 * values[2 * t];
        }
        assertThat(ChangePoints.segments(inputs.with(scaled), 0, 3)).isEqualTo(ChangePoints.segments(inputs, 0, 3));
        assertThat(ChangePoints.segments(inputs, 0, 40)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(ChangePoints.segments(inputs.with(new double[24]), 0, 5)).endsWith(4);
    }

    @Test
    void segments_everyCut_isTheOneThatLowersTheSumOfSquaresMost() {
        double[] values = new java.util.Random(4).doubles(30, -1, 1).toArray();
        Inputs inputs = new Inputs(values, new int[] {30}, 30, 1);
        int[] found = ChangePoints.segments(inputs, 0, 2);
        double least = Double.POSITIVE_INFINITY;
        int best = 0;
        for (int cut = 1; cut < 30; cut++) {
            double within = squares(values, 0, cut) + squares(values, cut, 30);
            best = within < least ? cut : best;
            least = Math.min(least, within);
        }
        assertThat(Arrays.stream(found).filter(piece -> piece == 0).count()).isEqualTo(best);
    }

    private static double squares(double[] values, int from, int to) {
        double[] piece = Arrays.copyOfRange(values, from, to);
        double mean = Arrays.stream(piece).average().orElseThrow();
        return Arrays.stream(piece).map(x -> (x - mean) * (x - mean)).sum();
    }

    @Test
    void new_wrongNumbersAndOneGroup_areNamed() {
        assertThatThrownBy(() -> Attributions.of("ablation", Map.of("groups", "steps")))
                .hasMessageContaining("ablation: groups must be one of cell, step, feature, block, segments")
                .hasMessageContaining("did you mean step?");
        assertThatThrownBy(() -> Attributions.of("ablation", Map.of("groups", "block", "window", "0")))
                .hasMessage("groups: window must be at least 1, but was 0");
        assertThatThrownBy(() -> Attributions.of("ablation", Map.of("groups", "block", "width", "-1")))
                .hasMessage("groups: width must be at least 1, or 0 for all, but was -1");
        assertThatThrownBy(() -> Attributions.of("ablation", Map.of("groups", "segments", "segments", "0")))
                .hasMessage("groups: segments must be at least 1, but was 0");
        assertThatThrownBy(() -> Attributions.of("ablation", Map.of("baseline", "first")))
                .hasMessageContaining("but was 'first'");
        assertThatThrownBy(() -> new Ablation(Grouping.segments(9), Baseline.ZERO).check(new Extent(3, 8, 6)))
                .hasMessage("ablation: segments must be at most 8, the steps of the longest series, but was 9");
        Ablation one = new Ablation(Grouping.segments(1), Baseline.ZERO);
        assertThatThrownBy(() -> one.check(new Extent(20, 6)))
                .hasMessageStartingWith("ablation: all 20 steps x 6 features of every series are one group, so");
        assertThatCode(() -> one.check(new Extent(1, 1))).doesNotThrowAnyException();
        Attribution blocks = Attributions.of("ablation", Map.of("groups", "block", "window", "6"));
        assertThatThrownBy(() -> blocks.check(new Extent(3, 8, 6, "b7")))
                .hasMessage("ablation: window must be at most 3, the steps of the shortest series ('b7'), but was 6");
        assertThatCode(() ->
                        Attributions.of("ablation", Map.of("groups", "block")).check(new Extent(3, 8, 6, "b7")))
                .doesNotThrowAnyException(); // the default
    }
}
