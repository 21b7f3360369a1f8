package io.unfade.nn.spec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PositionsTest {
    private static final double ROUNDING = 1e-13;

    @Test
    void first_ofSomeSteps_areSinesAndThenCosinesOfTheDefinition() {
        Positions positions = new Positions(3, 7);
        double[] codes = positions.first(20);
        assertThat(codes).hasSize(20 * 6);
        for (int i = 0; i < 20; i++) {
            for (int k = 1; k <= 3; k++) {
                double angle = k * Math.PI * (i + 0.5) / 7;
                assertThat(codes[6 * i + k - 1]).isCloseTo(Math.sin(angle), within(ROUNDING));
                assertThat(codes[6 * i + 3 + k - 1]).isCloseTo(Math.cos(angle), within(ROUNDING));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1000003, 9, 777", "5000000000, 4, 100", "9000000000000000000, 500, 536870911"})
    void write_farSteps_areAsPreciseAsTheFirst(long step, int harmonics, int period) {
        Positions positions = new Positions(harmonics, period);
        double[] codes = new double[positions.width()];
        positions.write(step, codes, 0);
        for (int k = 1; k <= harmonics; k++) {
            // k pi (2 i + 1) / (2 P) without whole turns, in exact numbers but for the last product
            BigInteger place =
                    BigInteger.valueOf(step).shiftLeft(1).add(BigInteger.ONE).multiply(BigInteger.valueOf(k));
            BigInteger rest = place.mod(BigInteger.valueOf(4L * period));
            double angle = new BigDecimal(rest).doubleValue() / (2.0 * period) * Math.PI;
            assertThat(codes[k - 1]).isCloseTo(Math.sin(angle), within(ROUNDING));
            assertThat(codes[harmonics + k - 1]).isCloseTo(Math.cos(angle), within(ROUNDING));
        }
    }

    @Test
    void codes_withinThePeriod_areDifferentAndReturnAfterTwoPeriods() {
        Positions positions = new Positions(1, 50);
        double[] codes = positions.first(200);
        double[] cosines = new double[50];
        Arrays.setAll(cosines, i -> codes[2 * i + 1]);
        for (int i = 1; i < cosines.length; i++) {
            assertThat(cosines[i]).isLessThan(cosines[i - 1]);
        }
        assertThat(Arrays.copyOfRange(codes, 200, 400)).containsExactly(Arrays.copyOf(codes, 200));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 5 | the harmonics of the position code must be in 1..5, its period, but were 0",
                "6 | 5 | the harmonics of the position code must be in 1..5, its period, but were 6",
                "1 | 0 | the period of the position code must be in 1..536870912, but was 0",
                "1 | 536870913 | the period of the position code must be in 1..536870912, but was 536870913"
            })
    void sizes_outOfRange_areRefused(int harmonics, int period, String message) {
        assertThatThrownBy(() -> new Positions(harmonics, period))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
