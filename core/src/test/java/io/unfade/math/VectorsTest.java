package io.unfade.math;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class VectorsTest {
    private static final double ROUNDING = 1e-15;

    @Test
    void argMax_equalValues_isTheFirst() {
        assertThat(Vectors.argMax(new double[] {-3, -1, -2, -1})).isEqualTo(1);
        assertThat(Vectors.argMax(new double[] {5, 4})).isZero();
        assertThat(Vectors.argMax(new double[] {4, 5})).isEqualTo(1);
    }

    @Test
    void descending_equalValues_keepTheirOrder() {
        assertThat(Vectors.descending(new double[] {1, 3, -0.0, 3, 0.0, -2, 1})).containsExactly(1, 3, 0, 6, 2, 4, 5);
        assertThat(Vectors.descending(new double[0])).isEmpty();
    }

    @Test
    void softmax_anyFiniteValues_isTheDefinitionWithoutOverflow() {
        assertSoftmax(new double[] {0, Math.log(2), Math.log(5)}, 1 / 8.0, 2 / 8.0, 5 / 8.0);
        assertSoftmax(new double[] {1e300, -1e300, 1e300}, 0.5, 0, 0.5);
        assertSoftmax(new double[] {-1000, -999}, 1 / (1 + Math.E), Math.E / (1 + Math.E));
    }

    @Test
    void softmax_temperature_dividesTheValues() {
        double[] result = new double[2];
        Vectors.softmax(new double[] {3 * Math.log(4), 0}, 3, result);
        assertThat(result).containsExactly(new double[] {0.8, 0.2}, within(ROUNDING));
        Vectors.softmax(new double[] {1, 0}, 1e-320, result);
        assertThat(result).containsExactly(1, 0);
    }

    private static void assertSoftmax(double[] values, double... expected) {
        double[] result = new double[values.length];
        Vectors.softmax(values, 1, result);
        assertThat(result).containsExactly(expected, within(ROUNDING));
    }

    @Test
    void unit_sizeOfNumbers_isOneUnlessSquaresOverflowOrVanish() {
        double[] usual = {0, 1e-100, 1e100, Math.nextUp(0x1p-450), Math.nextDown(0x1p490)};
        assertThat(Arrays.stream(usual).map(Vectors::unit)).containsOnly(1.0);
        assertThat(Vectors.unit(0x1p-450)).isEqualTo(0x1p450);
        assertThat(Vectors.unit(0x1p490)).isEqualTo(0x1p-490);
        assertThat(Vectors.unit(Double.MAX_VALUE)).isEqualTo(0x1p-1023);
        assertThat(Vectors.unit(Double.MIN_VALUE)).isEqualTo(0x1p1022);
    }
}
