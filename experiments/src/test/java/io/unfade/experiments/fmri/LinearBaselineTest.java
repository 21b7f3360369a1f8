package io.unfade.experiments.fmri;

import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LinearBaselineTest {
    private static final int COUNT = 24;
    private static final int STEPS = 4;
    private static final int FEATURES = 7;
    private static final int CLASSES = 3;
    private static final int TRAINING = 18;

    /** {@return waves and, from the second step on, a raised feature of the class; the second and third step are on task} */
    private static SeriesSet series() {
        SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, COUNT, STEPS, FEATURES);
        byte[] task = new byte[COUNT * STEPS];
        for (int i = 0; i < COUNT; i++) {
            task[i * STEPS + 1] = 1;
            task[i * STEPS + 2] = 1;
            for (int t = 0; t < STEPS; t++) {
                for (int c = 0; c < FEATURES; c++) {
                    double raised = c == i % CLASSES && t > 0 ? 0.5 : 0;
                    double waves = Math.sin(1.7 * i + 0.9 * t * c + 2.3 * c * c) + Math.cos(3.1 * i * c);
                    builder.cell(i, t, c, waves + raised);
                }
            }
        }
        return builder.labels(IntStream.range(0, COUNT).map(i -> i % CLASSES).toArray(), List.of("a", "b", "c"))
                .groups(IntStream.range(0, COUNT).map(i -> i / 6).toArray())
                .onTask(task)
                .build();
    }

    private static SeriesSet part(int from, int to) {
        return series().select(IntStream.range(from, to).toArray());
    }

    @Test
    void right_everyPenalty_isThatOfThePrimalEquations() {
        // W = (P'P + alpha I)^-1 P'Y for the same series, solved by NumPy
        assertThat(LinearBaseline.right(part(0, TRAINING), part(TRAINING, COUNT), LinearBaseline.ALPHAS))
                .containsExactly(2, 2, 2, 2, 3);
    }

    @Test
    void of_penalty_isChosenByTheTrainingGroupsAlone() {
        // correct with each of the three training groups left out in turn, also by NumPy: 3, 3, 3, 4, 9 of 18
        LinearBaseline chosen = LinearBaseline.of(part(0, TRAINING), part(TRAINING, COUNT));

        assertThat(chosen.alpha()).isEqualTo(1);
        assertThat(chosen.accuracy()).isEqualTo(0.5);
    }

    @Test
    void of_withoutOnTaskSteps_isAnError() {
        SeriesSet bare = SeriesSet.builder(Precision.DOUBLE, 4, 2, 1)
                .labels(new int[] {0, 1, 0, 1}, List.of("a", "b"))
                .groups(new int[] {0, 0, 1, 1})
                .build();
        assertThatThrownBy(() -> LinearBaseline.of(bare, bare)).hasMessageContaining("which steps are on task");
    }
}
