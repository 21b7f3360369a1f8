package io.unfade.attribution;

import io.unfade.model.Inputs;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BaselineTest {
    private static final Inputs INPUTS =
            new Inputs(new double[] {1, -2, 3, 4, 5, 10, 7, 8, 0, 0, 0, 0}, new int[] {3, 1}, 3, 2);

    @Test
    void mean_ofEachSeries_isOverItsRealSteps() {
        assertThat(Baseline.MEAN.of(INPUTS)).containsExactly(3, 4, 3, 4, 3, 4, 7, 8, 0, 0, 0, 0);
    }

    @Test
    void zero_isZero_andChangesNoInput() {
        double[] before = INPUTS.values().clone();
        assertThat(Baseline.ZERO.of(INPUTS)).hasSize(12).containsOnly(0);
        assertThat(INPUTS.values()).isEqualTo(before);
    }
}
