package io.unfade.experiments.field;

import io.unfade.experiments.field.measure.ScoredMap;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

class CollapseTest {
    private static final boolean[] TWO_STEPS = {true, false, false, false, true, false};
    private static final boolean[] ONE_STEP = {false, false, true, true, false, false};

    private static boolean is(boolean mask, boolean[] truth, double... cells) {
        return Collapse.is(new ScoredMap(cells, truth, 2), mask);
    }

    @Test
    void equalCells_areACollapse() {
        double[] equal = new double[6];
        Arrays.fill(equal, 0.4);
        assertThat(is(false, TWO_STEPS, equal)).isTrue();
        equal[3] = -0.4;
        assertThat(is(false, TWO_STEPS, equal)).isFalse();
    }

    @Test
    void maskThatKeepsNothing_isACollapse_aSmallMapIsNot() {
        double[] small = {5e-4, 1e-4, 5e-4, 1e-4, 5e-4, 1e-4};
        assertThat(is(true, TWO_STEPS, small)).isTrue();
        assertThat(is(false, TWO_STEPS, small)).isFalse();
    }

    @Test
    void allInOneStep_isACollapse_unlessOneStepDecides() {
        double[] step = {0.001, 0, 1, -1, 0, 0.001};
        assertThat(is(false, TWO_STEPS, step)).isTrue();
        assertThat(is(false, ONE_STEP, step)).isFalse();
        step[0] = 0.1;
        assertThat(is(false, TWO_STEPS, step)).isFalse();
    }
}
