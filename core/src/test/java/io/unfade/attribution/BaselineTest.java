package io.unfade.attribution;

import io.unfade.attribution.path.IntegratedGradients;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BaselineTest {
    private static final Inputs INPUTS =
            new Inputs(new double[] {1, -2, 3, 4, 5, 10, 7, 8, 0, 0, 0, 0}, new int[] {3, 1}, 3, 2);
    private static final Model MODEL =
            Model.of(Signature.of(2, 3, Output.LOGIT), inputs -> new double[inputs.count()][3]);

    /** Series 0: 2 steps, class 0; series 1: 1 step, class 1; series 2: 2 steps, class 0. */
    private static final Background BACKGROUND = Background.of(
            new Inputs(new double[] {1, 2, 3, 4, 10, 20, 0, 0, 7, 8, 5, 6}, new int[] {2, 1, 2}, 2, 2), 0, 1, 0);

    private static Problem problem(int... targets) {
        return Problem.of(MODEL, INPUTS, Output.LOGIT, List.of("a", "b"), 3, targets)
                .with(BACKGROUND);
    }

    @Test
    void mean_ofEachSeries_isOverItsRealSteps() {
        assertThat(problem(0, 0).baseline(Baseline.MEAN)).containsExactly(3, 4, 3, 4, 3, 4, 7, 8, 0, 0, 0, 0);
    }

    @Test
    void zero_isZero_andChangesNoInput() {
        double[] before = INPUTS.values().clone();
        assertThat(problem(0, 0).baseline(Baseline.ZERO)).hasSize(12).containsOnly(0);
        assertThat(INPUTS.values()).isEqualTo(before);
    }

    @Test
    void first_isTheFirstCell() {
        assertThat(problem(0, 0).baseline(Baseline.FIRST)).containsExactly(1, 1, 1, 1, 1, 1, 7, 7, 0, 0, 0, 0);
    }

    @Test
    void trainingMean_isOverTheSeriesThatReachAStep_andThenOverAllCells() {
        double first = (1 + 3 + 10 + 7 + 5) / 5.0;
        double second = (2 + 4 + 20 + 8 + 6) / 5.0;
        assertThat(problem(0, 0).baseline(Baseline.TRAINING_MEAN))
                .containsExactly(6, 10, 4, 5, first, second, 6, 10, 0, 0, 0, 0);
    }

    @Test
    void opposite_isTheNearestSeriesOfAnotherClass_continuedByMeans() {
        double first = (1 + 3 + 10 + 7 + 5) / 5.0;
        double second = (2 + 4 + 20 + 8 + 6) / 5.0;
        assertThat(problem(0, 1).baseline(Baseline.OPPOSITE))
                .containsExactly(10, 20, 4, 5, first, second, 7, 8, 0, 0, 0, 0);
        assertThat(problem(2, 2).baseline(Baseline.OPPOSITE))
                .containsExactly(1, 2, 3, 4, first, second, 7, 8, 0, 0, 0, 0);
    }

    @Test
    void opposite_withoutLabelsOrOtherClasses_isRefused() {
        Problem unlabelled = Problem.of(MODEL, INPUTS, Output.LOGIT, List.of("a", "b"), 3, 0, 0)
                .with(Background.of(INPUTS));
        assertThatThrownBy(() -> unlabelled.baseline(Baseline.OPPOSITE))
                .hasMessage("baseline 'opposite' needs a background with labels, but it has none");
        Problem alike = unlabelled.with(Background.of(INPUTS, 0, 0));
        assertThatThrownBy(() -> alike.baseline(Baseline.OPPOSITE))
                .hasMessageContaining("all are of the class that is explained for series 'a'");
    }

    @Test
    void trainingDraw_dependsOnIdAndSeedOnly() {
        Set<Double> drawn = new HashSet<>();
        for (int seed = 0; seed < 50; seed++) {
            double[] both = Problem.of(MODEL, INPUTS, Output.LOGIT, List.of("a", "b"), seed, 0, 0)
                    .with(BACKGROUND)
                    .baseline(Baseline.TRAINING_DRAW);
            Inputs second = new Inputs(Arrays.copyOfRange(INPUTS.values(), 6, 12), new int[] {1}, 3, 2);
            double[] alone = Problem.of(MODEL, second, Output.LOGIT, List.of("b"), seed, 1)
                    .with(BACKGROUND)
                    .baseline(Baseline.TRAINING_DRAW);
            assertThat(Arrays.copyOfRange(both, 6, 12)).isEqualTo(alone);
            drawn.add(alone[0]);
        }
        assertThat(drawn).containsExactlyInAnyOrder(1.0, 10.0, 7.0);
    }

    @Test
    void baseline_ofVariants_isThatOfTheSeries() {
        Problem problem = problem(0, 1);
        for (Baseline baseline : Baseline.SERIES) {
            double[] once = problem.baseline(baseline);
            problem.inParts(
                    2,
                    k -> new double[] {k, k, k, k, k, k, k, k, 0, 0, 0, 0},
                    (first, part) -> assertThat(part.baseline(baseline))
                            .startsWith(once)
                            .endsWith(once)
                            .hasSize(24));
        }
    }

    @Test
    void linear_joinsTheValuesNextToAWindow() {
        Inputs inputs = new Inputs(new double[] {1, 9, 9, 4, 7, 2, 5, 8, 0, 0}, new int[] {5, 3}, 5, 1);
        Replacement line = Problem.of(MODEL, inputs, Output.LOGIT, List.of("a", "b"), 0, 0, 0)
                .replacement(Baseline.LINEAR);
        double[] values = inputs.values().clone();
        line.replace(values, 0, 0, 1, 3);
        assertThat(values).startsWith(1, 2, 3, 4, 7);
        line.replace(values, 0, 0, 0, 2);
        assertThat(values).startsWith(3, 3, 3, 4, 7);
        line.replace(values, 1, 0, 1, 3);
        assertThat(values).endsWith(2, 2, 2, 0, 0);
        line.replace(values, 1, 0, 0, 3);
        assertThat(values).endsWith(5, 5, 5, 0, 0); // no value next to it: the mean of the series
    }

    @Test
    void needsBackground_dependsOnTheBaseline() {
        assertThat(new IntegratedGradients(3, Baseline.MEAN).needsBackground()).isFalse();
        assertThat(new IntegratedGradients(3, Baseline.OPPOSITE).needsBackground())
                .isTrue();
    }
}
