package io.unfade.benchmark;

import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SpreadTest {
    @Test
    void of_fewNumbers_interpolatesQuartiles() {
        Spread spread = Spread.of(4, 1, 3, 2);
        assertThat(spread.min()).isEqualTo(1);
        assertThat(spread.lowerQuartile()).isEqualTo(1.75);
        assertThat(spread.median()).isEqualTo(2.5);
        assertThat(spread.upperQuartile()).isEqualTo(3.25);
        assertThat(spread.percentile99()).isNaN();
        assertThat(spread.json().path("percentile99").isNull()).isTrue();
    }

    @Test
    void of_oneNumber_isThatNumber() {
        assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7, 7, Double.NaN));
    }

    @Test
    void of_manyNumbers_hasPercentile() {
        Spread spread = Spread.of(
                IntStream.rangeClosed(0, 100).mapToDouble(i -> 100 - i).toArray());
        assertThat(spread).isEqualTo(new Spread(0, 25, 50, 75, 99));
    }

    @Test
    void of_nothing_isRefused() {
        assertThatThrownBy(Spread::of).hasMessage("a spread needs at least 1 number, but there is none");
    }
}
