package io.unfade.math;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VectorsTest {
    @Test
    void descending_equalValues_keepTheirOrder() {
        assertThat(Vectors.descending(new double[] {1, 3, -0.0, 3, 0.0, -2, 1})).containsExactly(1, 3, 0, 6, 2, 4, 5);
        assertThat(Vectors.descending(new double[0])).isEmpty();
    }
}
