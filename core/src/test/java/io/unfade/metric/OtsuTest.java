package io.unfade.metric;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OtsuTest {
    @Test
    void below_hugeAndTinyValues_areSplitWhereTheyDiffer() {
        assertThat(Otsu.below(new double[] {0, 1, 9, 10})).isEqualTo(2);
        assertThat(Otsu.below(new double[] {0, 0, 0, 1e300})).isEqualTo(3);
        assertThat(Otsu.below(new double[] {0, Double.MIN_VALUE})).isEqualTo(1);
        assertThat(Otsu.below(new double[] {1, 2, 3})).isEqualTo(1);
        assertThat(Otsu.below(new double[3])).isZero();
    }
}
