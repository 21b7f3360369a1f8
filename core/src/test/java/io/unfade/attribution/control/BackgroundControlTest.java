package io.unfade.attribution.control;

import io.unfade.attribution.Attribution;
import io.unfade.attribution.Background;
import io.unfade.attribution.Problem;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.model.Inputs;
import io.unfade.model.Model;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The controls that see a labelled background. */
class BackgroundControlTest {
    private static final double ROUNDING = 1e-9;
    private static final int COUNT = 9;
    private static final int STEPS = 4;
    private static final int FEATURES = 3;
    private static final int CELLS = STEPS * FEATURES;
    private static final int[] LABELS = {0, 1, 2, 0, 1, 2, 1, 0, 1};
    private static final double[] VALUES = values();
    private static final Background BACKGROUND = background(VALUES, LABELS);

    /** The last feature at the last step never varies. */
    private static double[] values() {
        double[] values = new Random(8).doubles((long) COUNT * CELLS, -1, 1).toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += i % CELLS == 2 ? LABELS[i / CELLS] : 0;
            values[i] = i % CELLS == CELLS - 1 ? 0.5 : values[i];
        }
        return values;
    }

    private static Background background(double[] values, int... labels) {
        int[] lengths = new int[values.length / CELLS];
        Arrays.fill(lengths, STEPS);
        return Background.of(new Inputs(values, lengths, STEPS, FEATURES), labels);
    }

    private static Problem problem(Inputs inputs, Background background, int... targets) {
        Model silent = Model.of(Signature.of(FEATURES, 3, Output.LOGIT), any -> {
            throw new AssertionError("a control asks the model nothing");
        });
        List<String> ids = Arrays.stream(targets).mapToObj(Integer::toString).toList();
        return Problem.of(silent, inputs, Output.LOGIT, ids, 0, targets).with(background);
    }

    private static Inputs series(int steps, int... lengths) {
        double[] x = new Random(2)
                .doubles((long) lengths.length * steps * FEATURES, -1, 1)
                .toArray();
        for (int b = 0; b < lengths.length; b++) {
            Arrays.fill(x, (b * steps + lengths[b]) * FEATURES, (b + 1) * steps * FEATURES, 0);
        }
        return new Inputs(x, lengths, steps, FEATURES);
    }

    @Test
    void tMap_isTheTextbooksStatistic() {
        Inputs inputs = series(STEPS, STEPS, 2);
        double[] map = new TMap().attribute(problem(inputs, BACKGROUND, 1, 2)).values();
        for (int cell = 0; cell < CELLS - 1; cell++) {
            assertThat(map[cell]).isEqualTo(t(cell, 1), within(ROUNDING));
            assertThat(map[CELLS + cell]).isEqualTo(cell < 2 * FEATURES ? t(cell, 2) : 0, within(ROUNDING));
        }
        assertThat(map[CELLS - 1]).isEqualTo(0, within(ROUNDING));
    }

    /** By sums of values and of squares. */
    private static double t(int cell, int target) {
        double[] n = new double[2];
        double[] sum = new double[2];
        double[] squares = new double[2];
        for (int i = 0; i < COUNT; i++) {
            int group = LABELS[i] == target ? 0 : 1;
            double value = VALUES[i * CELLS + cell];
            n[group]++;
            sum[group] += value;
            squares[group] += value * value;
        }
        double within = squares[0] - sum[0] * sum[0] / n[0] + squares[1] - sum[1] * sum[1] / n[1];
        double error = Math.sqrt(within / (COUNT - 2) * (1 / n[0] + 1 / n[1]));
        return (sum[0] / n[0] - sum[1] / n[1]) / error;
    }

    @Test
    void tMap_ofSeriesThatDoNotDiffer_isRefused() {
        double[] twice = new double[2 * CELLS];
        assertThatThrownBy(() -> new TMap().attribute(problem(series(STEPS, STEPS), background(twice, 0, 1), 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("t-map needs series in the background that differ from others of their class");
    }

    /** At the least of the penalised squares their gradient is 0: X'(y - b - X w) = penalty w, with the residuals' sum 0. */
    @Test
    void linearDiscriminant_weights_areAtTheLeastOfThePenalisedSquares() {
        Inputs inputs = series(STEPS, STEPS, STEPS, STEPS);
        double[] map = new LinearDiscriminant(LinearMap.WEIGHTS)
                .attribute(problem(inputs, BACKGROUND, 0, 1, 2))
                .values();
        double[] penalties = new double[3];
        for (int target = 0; target < 3; target++) {
            double[] w = Arrays.copyOfRange(map, target * CELLS, (target + 1) * CELLS);
            double[] residuals = new double[COUNT];
            for (int i = 0; i < COUNT; i++) {
                residuals[i] = LABELS[i] == target ? 1 : -1;
                for (int cell = 0; cell < CELLS; cell++) {
                    residuals[i] -= w[cell] * VALUES[i * CELLS + cell];
                }
            }
            double intercept = Arrays.stream(residuals).average().orElseThrow();
            double[] gradient = new double[CELLS];
            for (int i = 0; i < COUNT; i++) {
                for (int cell = 0; cell < CELLS; cell++) {
                    gradient[cell] += (residuals[i] - intercept) * VALUES[i * CELLS + cell];
                }
            }
            penalties[target] = gradient[2] / w[2];
            for (int cell = 0; cell < CELLS; cell++) {
                assertThat(gradient[cell]).isEqualTo(penalties[target] * w[cell], within(ROUNDING));
            }
        }
        assertThat(penalties[0]).isBetween(0.00099, 1001.0);
        assertThat(penalties).containsExactly(new double[] {penalties[0], penalties[0], penalties[0]}, within(1e-6));
    }

    @Test
    void linearDiscriminant_contributions_areWeightsTimesTheSeries() {
        Inputs inputs = series(STEPS, STEPS, 2);
        Problem problem = problem(inputs, BACKGROUND, 2, 0);
        double[] weights =
                new LinearDiscriminant(LinearMap.WEIGHTS).attribute(problem).values();
        double[] map = new LinearDiscriminant(LinearMap.CONTRIBUTIONS)
                .attribute(problem)
                .values();
        for (int i = 0; i < map.length; i++) {
            assertThat(map[i]).isEqualTo(weights[i] * inputs.values()[i], within(ROUNDING));
        }
        assertThat(weights[0]).isNotEqualTo(weights[CELLS]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t-map", "linear-discriminant"})
    void map_ofASeries_doesNotDependOnTheOthersOrOnHowLongTheyAre(String key) {
        Attribution method = Attributions.of(key, Map.of());
        double[] alone = method.attribute(problem(series(2, 2), BACKGROUND, 1)).values();
        double[] together = method.attribute(problem(series(6, 6, 2), background(VALUES, LABELS), 0, 1))
                .values();
        for (int i = 0; i < alone.length; i++) {
            assertThat(together[6 * FEATURES + i]).isEqualTo(alone[i], within(ROUNDING));
        }
        // what no series of the background reaches
        assertThat(Arrays.copyOfRange(together, CELLS, 6 * FEATURES)).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t-map", "linear-discriminant"})
    void background_withoutLabelsOrTheClass_isRefused(String key) {
        Attribution method = Attributions.of(key, Map.of());
        assertThat(method.needsBackground()).isTrue();
        assertThatThrownBy(() -> method.attribute(problem(series(STEPS, STEPS), background(VALUES), 0)))
                .hasMessage(key + " needs a background with labels, but it has none");
        assertThatThrownBy(() -> method.attribute(
                        problem(series(STEPS, STEPS), background(VALUES, 0, 0, 0, 0, 0, 0, 0, 0, 0), 0)))
                .hasMessage(key + " needs series of the explained class and of others in the background, but of class 0"
                        + " there are 9 of 9");
    }

    @Test
    void linearDiscriminant_ofALargeBackground_isRefusedBeforeTheWork() {
        int count = 2001;
        Background large =
                Background.of(new Inputs(new double[count * 2001], filled(count, 667), 667, FEATURES), ones(count));
        assertThatThrownBy(() ->
                        new LinearDiscriminant(LinearMap.WEIGHTS).attribute(problem(series(STEPS, STEPS), large, 1)))
                .hasMessage("linear-discriminant needs a background of at most 2000 series or cells a series, and"
                        + " 40000000 cells in all, but it has 2001 series of 2001 cells");
    }

    private static int[] filled(int count, int value) {
        int[] all = new int[count];
        Arrays.fill(all, value);
        return all;
    }

    private static int[] ones(int count) {
        int[] labels = filled(count, 1);
        labels[0] = 0;
        return labels;
    }
}
