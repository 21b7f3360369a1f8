package io.unfade.attribution.perturbation;

import io.unfade.TestModels;
import io.unfade.attribution.Attribution;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Problem;
import io.unfade.attribution.path.IntegratedGradients;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import org.junit.jupiter.api.Test;

import java.util.Random;
import java.util.function.BiConsumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SegmentShapleyTest {
    private static final double ROUNDING = 1e-10;

    private static void onAModel(BiConsumer<Problem, Inputs> check) {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, 9, 2, 7);
        try (TrainedModel model = TestModels.initialized(TestModels.everySpec().get(2), Precision.DOUBLE, 5)) {
            Inputs inputs = model.prepare(set).inputs(0, 1, 2);
            check.accept(Problem.of(model, inputs, Output.LOGIT, set.ids(), 0, 0, 2, 1), inputs);
        }
    }

    private static boolean has(int coalition, int player) {
        return (coalition & (1 << player)) != 0;
    }

    private static double sum(double[] values, Inputs inputs, int series) {
        double sum = 0;
        for (int i = 0; i < inputs.cells(series); i++) {
            sum += values[inputs.offset(series) + i];
        }
        return sum;
    }

    @Test
    void shared_anyLosses_areTheShapleyValuesWhereOnlyNeighboursWorkTogether() {
        int n = 6;
        Random random = new Random(3);
        double[][] losses = new double[n][n];
        for (double[] row : losses) {
            java.util.Arrays.setAll(row, j -> random.nextGaussian());
        }
        double[] game = new double[1 << n];
        for (int coalition = 0; coalition < game.length; coalition++) {
            for (int i = 0; i < n; i++) {
                boolean starts = has(coalition, i) && (i == 0 || !has(coalition, i - 1));
                if (starts) {
                    int j = i;
                    while (j + 1 < n && has(coalition, j + 1)) {
                        j++;
                    }
                    game[coalition] += losses[i][j];
                }
            }
        }
        assertThat(SegmentShapley.shared(n, losses)).containsExactly(Shapley.values(n, game), within(ROUNDING));
    }

    @Test
    void attribute_twoSegments_areTheLossesOfBothOrdersWithLinesAndMeans() {
        onAModel((problem, inputs) -> {
            Attribution.Explained explained =
                    new SegmentShapley(2, SegmentShapley.Inside.EVEN, Baseline.LINEAR).attribute(problem);
            int[] pieces = ChangePoints.segments(inputs, 0, 2);
            int cut = 0;
            while (pieces[cut] == 0) {
                cut++;
            }
            double[][] without = new double[3][];
            for (int k = 0; k < 3; k++) {
                without[k] = inputs.values().clone();
                for (int c = 0; c < inputs.features(); c++) {
                    problem.replacement(Baseline.LINEAR)
                            .replace(without[k], 0, c, k == 1 ? cut : 0, k == 0 ? cut : inputs.lengths()[0]);
                }
            }
            double[] losses = new double[3];
            for (int k = 0; k < 3; k++) {
                losses[k] = problem.values()[0] - problem.at(without[k]).values()[0];
            }
            double first = losses[0] + (losses[2] - losses[0] - losses[1]) / 2;
            assertThat(explained.values()[0]).isEqualTo(first / cut / inputs.features(), within(ROUNDING));
            assertThat(sum(explained.values(), inputs, 0)).isEqualTo(losses[2], within(ROUNDING));
            assertThat(explained.gaps()).containsExactly(new double[3], within(ROUNDING));
        });
    }

    @Test
    void attribute_gradientsInside_keepTheValueOfASegmentAndDifferLikeTheGradients() {
        onAModel((problem, inputs) -> {
            double[] even = new SegmentShapley(3, SegmentShapley.Inside.EVEN, Baseline.LINEAR)
                    .attribute(problem)
                    .values();
            double[] inside = new SegmentShapley(3, SegmentShapley.Inside.INTEGRATED_GRADIENTS, Baseline.LINEAR)
                    .attribute(problem)
                    .values();
            double[] gradients = new IntegratedGradients(50, Baseline.MEAN)
                    .attribute(problem)
                    .values();
            for (int b = 0; b < 3; b++) {
                int[] groups = Grouping.segments(3).of(inputs, b);
                double[] sums = new double[3];
                int first = 0;
                for (int cell = 0; cell < groups.length; cell++) {
                    int at = inputs.offset(b) + cell;
                    sums[groups[cell]] += inside[at] - even[at];
                    first = groups[cell] == groups[first] ? first : cell;
                    double difference = inside[at] - inside[inputs.offset(b) + first];
                    assertThat(difference)
                            .isEqualTo(gradients[at] - gradients[inputs.offset(b) + first], within(ROUNDING));
                }
                assertThat(sums).containsExactly(new double[3], within(ROUNDING));
            }
        });
    }

    @Test
    void needs_gradientsOnlyInside() {
        assertThat(new SegmentShapley(3, SegmentShapley.Inside.EVEN, Baseline.LINEAR).needs())
                .isEqualTo(Model.class);
        assertThat(new SegmentShapley(3, SegmentShapley.Inside.INTEGRATED_GRADIENTS, Baseline.LINEAR).needs())
                .isEqualTo(DifferentiableModel.class);
        assertThatThrownBy(() -> new SegmentShapley(1, SegmentShapley.Inside.EVEN, Baseline.LINEAR))
                .hasMessage("segment-shapley: segments must be at least 2, but was 1");
    }
}
