package io.unfade.metric;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ProportionTest {
    // scipy.stats.binomtest(k, n).proportion_ci(confidence, method='wilson')
    @ParameterizedTest
    @CsvSource({
        "68, 96, 0.95, 0.6108010969781353, 0.7898340747478331",
        "68, 96, 0.90, 0.6271543906775932, 0.7780913391998037",
        "0, 10, 0.95, 0, 0.27753279986288926",
        "10, 10, 0.95, 0.7224672001371109, 1",
        "1, 1, 0.95, 0.20654931437723745, 1",
        "1, 3, 0.95, 0.06149194472039626, 0.7923403991979523",
        "15, 150, 0.95, 0.06154138382631411, 0.15843481166814719"
    })
    void of_rightOfCount_isWilsonsInterval(int right, int count, double confidence, double low, double high) {
        Proportion found = Proportion.of((double) right / count, count, confidence);
        assertThat(found.low()).isCloseTo(low, within(1e-12));
        assertThat(found.high()).isCloseTo(high, within(1e-12));
    }

    @Test
    void isAbove_valueInInterval_isNeitherAboveNorBelow() {
        Proportion found = Proportion.of(15.0 / 150, 150, 0.95);
        assertThat(found.isAbove(0.125) || found.isBelow(0.125)).isFalse();
        assertThat(found.isAbove(0.06)).isTrue();
        assertThat(found.isBelow(0.16)).isTrue();
        assertThat(found.isAbove(found.low())).isFalse();
        assertThat(found.isBelow(found.high())).isFalse();
    }

    @Test
    void of_outOfRange_isAnError() {
        assertThatThrownBy(() -> Proportion.of(1.1, 5, 0.95)).hasMessage("a share must be in 0..1, but was 1.1");
        assertThatThrownBy(() -> Proportion.of(Double.NaN, 5, 0.95)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Proportion.of(0.5, 0, 0.95)).hasMessageContaining("at least 1 series");
        assertThatThrownBy(() -> Proportion.of(0.5, 5, 1)).hasMessageContaining("confidence");
        assertThatThrownBy(() -> Proportion.of(0.5, 5, 0)).hasMessageContaining("confidence");
    }

    @Test
    void chance_classifiedSeries_isThatOfTheirLabels() {
        double[][] alwaysTheFirst = {{1, 0}, {1, 0}, {1, 0}, {1, 0}};
        assertThat(Chance.of(Classification.of(alwaysTheFirst, new int[] {0, 1, 1, 1})))
                .isEqualTo(new Chance(0.75, 0.5));
    }

    @Test
    void chance_classesOfUnequalSize_isThatOfTheLargest() {
        Chance chance = Chance.of(new int[] {6, 3, 0, 1});
        assertThat(chance.largestClass()).isEqualTo(0.6);
        assertThat(chance.uniform()).isEqualTo(0.25);
        assertThat(Chance.of(new int[] {0, 1})).isEqualTo(new Chance(1, 0.5));
        assertThatThrownBy(() -> Chance.of(new int[] {0, 0})).hasMessageContaining("at least 1 series");
    }
}
