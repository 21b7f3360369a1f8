package io.unfade.metric;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TaskShareTest {
    private static final double ROUNDING = 1e-15;

    /** Three steps of two features, of which the first and the last step are on task. */
    private static final boolean[] TASK = {true, false, true};

    @Test
    void of_workedExample_countsTheLargestCells() {
        // the cells from the largest: step 1 (9), step 0 (7), step 2 (5), step 1 (3), step 0 (2), step 2 (1)
        TaskShare share = TaskShare.of(new double[] {7, 2, 9, 3, 5, 1}, TASK, 1 / 6.0, 0.5, 4 / 6.0, 1);

        assertThat(share.shares()).containsExactly(0, 2 / 3.0, 0.5, 4 / 6.0);
        assertThat(share.even()).isEqualTo(2 / 3.0);
    }

    @Test
    void of_cellsWithoutSaliency_areNotSalient() {
        assertThat(TaskShare.of(new double[] {0, 0, 1, 0, 0, 2}, TASK, 0.5, 1).shares())
                .containsExactly(0.5, 0.5);
        assertThat(TaskShare.of(new double[6], TASK, 0.5).shares()).containsExactly(Double.NaN);
    }

    @Test
    void of_oneStepOrOneFeature_isCountedToo() {
        assertThat(TaskShare.of(new double[] {1, 2}, new boolean[] {true}, 1).shares())
                .containsExactly(1);
        assertThat(TaskShare.of(new double[] {3, 2, 1}, TASK, 2 / 3.0).shares()).containsExactly(0.5);
    }

    @Test
    void of_ties_takesTheFirst() {
        assertThat(TaskShare.of(new double[] {1, 1, 1, 1, 1, 1}, TASK, 1 / 6.0, 0.5, 1)
                        .shares())
                .containsExactly(1, 2 / 3.0, 4 / 6.0);
    }

    @Test
    void of_randomMaps_agreesWithCountingByDefinition() {
        Random random = new Random(4);
        for (int round = 0; round < 50; round++) {
            int steps = 1 + random.nextInt(8);
            int features = 3 + random.nextInt(5);
            double[] map =
                    random.ints((long) steps * features, 1, 9).asDoubleStream().toArray();
            boolean[] task = new boolean[steps];
            for (int t = 0; t < steps; t++) {
                task[t] = random.nextBoolean();
            }
            double fraction = 0.2 + 0.8 * random.nextDouble();
            assertThat(TaskShare.of(map, task, fraction).shares()[0])
                    .isEqualTo(byDefinition(map, task, features, Math.round(fraction * map.length)), within(ROUNDING));
        }
    }

    /**
     * A cell is among the largest if the cells that are larger, or equal and earlier, are fewer than the number wanted.
     */
    private static double byDefinition(double[] map, boolean[] task, int features, long count) {
        double inside = 0;
        for (int i = 0; i < map.length; i++) {
            int before = 0;
            for (int j = 0; j < map.length; j++) {
                before += map[j] > map[i] || (map[j] == map[i] && j < i) ? 1 : 0;
            }
            inside += before < count && task[i / features] ? 1 : 0;
        }
        return inside / count;
    }

    @Test
    void mean_undefinedShares_areLeftOut() {
        boolean[] longer = {true, false, false, false};
        TaskShare mean = TaskShare.mean(List.of(
                TaskShare.of(new double[6], TASK, 0.5),
                TaskShare.of(new double[] {7, 2, 9, 3, 5, 1}, TASK, 0.5),
                TaskShare.of(new double[] {1, 0, 0, 0, 0, 0, 0, 2}, longer, 0.5)));

        assertThat(mean.shares()).containsExactly((2 / 3.0 + 0.5) / 2);
        assertThat(mean.even()).isEqualTo((2 / 3.0 + 2 / 3.0 + 0.25) / 3, within(ROUNDING));
        assertThat(mean.fractions()).containsExactly(0.5);
    }

    @Test
    void of_sizesOrValuesThatDoNotFit_isAnError() {
        assertRefused(new double[7], 0.5, "a multiple of 3 cells, one for each step and feature, but has 7");
        assertRefused(new double[0], 0.5, "but has 0");
        assertRefused(new double[] {0, 0, -1, 0, 0, 0}, 0.5, "cell 2 is -1.0");
        assertRefused(new double[] {0, 0, 0, 0, 0, Double.NaN}, 0.5, "cell 5 is NaN");
        assertRefused(new double[6], 0, "but was 0.0");
        assertRefused(new double[6], 1.1, "but was 1.1");
        assertRefused(new double[6], 0.05, "take a cell of 6, but was 0.05");
        assertThatThrownBy(() -> TaskShare.mean(List.of())).hasMessageContaining("at least 1 series");
        TaskShare one = TaskShare.of(new double[6], TASK, 0.5);
        TaskShare other = TaskShare.of(new double[6], TASK, 0.6);
        assertThatThrownBy(() -> TaskShare.mean(Arrays.asList(one, other))).hasMessageContaining("[0.5]");
    }

    private static void assertRefused(double[] map, double fraction, String message) {
        assertThatThrownBy(() -> TaskShare.of(map, TASK, fraction))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
