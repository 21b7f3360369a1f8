package io.unfade.metric;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class EstimateTest {
    @Test
    void of_fiveValues_isStudentsInterval() {
        Estimate estimate = Estimate.of(1, 2, Double.NaN, 3, 4, 5);
        assertThat(estimate.mean()).isEqualTo(3);
        assertThat(estimate.count()).isEqualTo(5);
        // s = sqrt(2.5), t of 4 degrees of freedom at 0.975 = 2.7764451052 (tables)
        double half = 2.7764451052 * Math.sqrt(2.5 / 5);
        assertThat(estimate.low()).isCloseTo(3 - half, within(1e-9));
        assertThat(estimate.high()).isCloseTo(3 + half, within(1e-9));
    }

    @Test
    void of_oneValueOrNone_hasNoInterval() {
        assertThat(Estimate.of(7)).isEqualTo(new Estimate(7, Double.NaN, Double.NaN, 1));
        assertThat(Estimate.of(Double.NaN)).isEqualTo(new Estimate(Double.NaN, Double.NaN, Double.NaN, 0));
    }
}
