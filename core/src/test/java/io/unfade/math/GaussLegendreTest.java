package io.unfade.math;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class GaussLegendreTest {
    private static final double ROUNDING = 1e-14;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 50, 1000})
    void rule_polynomialsItMustKnow_areExact(int n) {
        GaussLegendre rule = GaussLegendre.of(n);
        for (int degree : new int[] {0, 1, 2 * n - 1}) {
            double sum = 0;
            for (int k = 0; k < n; k++) {
                sum += rule.weight(k) * Math.pow(rule.node(k), degree);
            }
            assertThat(sum).as("degree %d", degree).isEqualTo(1.0 / (degree + 1), within(ROUNDING * 10));
        }
    }

    @Test
    void rule_ofThree_hasTheNodesOfTheBooks() {
        GaussLegendre rule = GaussLegendre.of(3);
        assertThat(rule.node(0)).isEqualTo((1 - Math.sqrt(0.6)) / 2, within(ROUNDING));
        assertThat(rule.node(1)).isEqualTo(0.5, within(ROUNDING));
        assertThat(rule.weight(0)).isEqualTo(5.0 / 18, within(ROUNDING));
        assertThat(rule.weight(1)).isEqualTo(8.0 / 18, within(ROUNDING));
    }

    @Test
    void rule_degreeBeyond_isNotExact() {
        GaussLegendre rule = GaussLegendre.of(2);
        double sum = 0;
        for (int k = 0; k < 2; k++) {
            sum += rule.weight(k) * Math.pow(rule.node(k), 4);
        }
        assertThat(sum).isNotCloseTo(0.2, within(1e-3));
    }
}
