package io.unfade.fmri.prepare;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CensoredTest {
    @Test
    void scansLeftOut_lieBetweenTheirNeighbours() {
        boolean[] kept = {false, true, false, false, true, true, false};
        double[][] filled = Censored.filled(new double[][] {{3}, {9}, {4}}, kept);
        assertThat(filled).isDeepEqualTo(new double[][] {{3}, {3}, {5}, {7}, {9}, {4}, {4}});
    }
}
