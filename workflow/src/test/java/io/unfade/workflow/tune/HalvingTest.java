package io.unfade.workflow.tune;

import io.unfade.workflow.tune.Halving.Rung;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HalvingTest {
    /** Worked by hand: n candidates, s steps, the fewest of the first rung; candidates x steps of each rung. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            27 | 600 |  60 | 27x67 9x200 3x600
            27 | 600 |  67 | 27x200 9x600
            27 | 540 |  20 | 27x20 9x60 3x180 1x540
            27 | 540 |  21 | 27x60 9x180 3x540
            10 | 600 |   1 | 10x67 3x200 1x600
             8 | 600 |   1 | 8x200 2x600
             3 | 300 |  60 | 3x100 1x300
             2 | 600 |  60 | 2x600
            50 |  60 |  60 | 50x60
             9 |  10 |   1 | 9x2 3x4 1x10
            """)
    void of_candidatesAndSteps_isTheTableWorkedByHand(int candidates, int steps, int fewest, String rungs) {
        Halving plan = Halving.of(candidates, steps, fewest, 5);
        assertThat(String.join(
                        " ",
                        plan.rungs().stream()
                                .map(rung -> rung.candidates() + "x" + rung.steps())
                                .toList()))
                .isEqualTo(rungs);
        assertThat(plan.last().steps()).isEqualTo(steps);
    }

    @Test
    void of_folds_areThreeAtMostBeforeTheLastRung() {
        assertThat(Halving.of(9, 600, 60, 5).rungs())
                .containsExactly(new Rung(1, 9, 67, 3), new Rung(2, 3, 200, 3), new Rung(3, 1, 600, 5));
        assertThat(Halving.of(9, 600, 60, 2).rungs()).allMatch(rung -> rung.folds() == 2);
    }

    @Test
    void steps_ofARung_countTheDefaultsInAdditionAfterTheFirst() {
        Halving plan = Halving.of(9, 600, 60, 5);
        assertThat(Halving.steps(plan.rungs().get(0))).isEqualTo(9 * 67 * 3);
        assertThat(Halving.steps(plan.rungs().get(1))).isEqualTo(4 * 200 * 3);
        assertThat(Halving.steps(plan.last())).isEqualTo(2 * 600 * 5);
    }

    @Test
    void inWords_ofAPlan_namesEachRung() {
        assertThat(Halving.of(9, 600, 60, 5).inWords())
                .isEqualTo("9 candidates for 67 steps on 3 folds, 3 for 200 on 3 folds, 1 for 600 on 5 folds");
    }
}
