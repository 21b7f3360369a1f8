package io.unfade.metric;

import org.junit.jupiter.api.Test;

import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class RankCorrelationTest {
    @Test
    void of_withoutTies_isOneMinusSixTimesTheSquaresOfRankDifferences() {
        double[] first = {106, 100, 86, 101, 99, 103, 97, 113, 112, 110};
        double[] second = {7, 27, 2, 50, 28, 29, 20, 12, 6, 17};
        // ranks 7 4 1 5 3 6 2 10 9 8 and 3 7 1 10 8 9 6 4 2 5: squares sum to 194
        assertThat(RankCorrelation.of(first, second)).isEqualTo(1 - 6 * 194 / 990.0, within(1e-12));
    }

    @Test
    void of_ties_areMeanRanks() {
        // ranks 1.5 1.5 3 4 and 1 2.5 2.5 4: the centred products sum to 3.75, the squares to 4.5 each
        assertThat(RankCorrelation.of(new double[] {0, 0, 1, 2}, new double[] {0, 1, 1, 2}))
                .isEqualTo(3.75 / 4.5, within(1e-12));
    }

    @Test
    void of_monotoneMap_is1_reversed_isMinus1_independent_isNear0() {
        double[] values = new Random(1).doubles(5000).toArray();
        double[] others = new Random(2).doubles(5000).toArray();
        double[] cubes = IntStream.range(0, values.length)
                .mapToDouble(i -> Math.pow(values[i], 3))
                .toArray();
        double[] negative =
                IntStream.range(0, values.length).mapToDouble(i -> -values[i]).toArray();
        assertThat(RankCorrelation.of(values, cubes)).isEqualTo(1, within(1e-12));
        assertThat(RankCorrelation.of(values, negative)).isEqualTo(-1, within(1e-12));
        assertThat(RankCorrelation.of(values, others)).isEqualTo(0, within(0.05));
    }

    @Test
    void of_undefined_isNaN_wrongInput_isRefused() {
        assertThat(RankCorrelation.of(new double[0], new double[0])).isNaN();
        assertThat(RankCorrelation.of(new double[] {1, 1}, new double[] {1, 2})).isNaN();
        assertThatThrownBy(() -> RankCorrelation.of(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RankCorrelation.of(new double[] {1, Double.NaN}, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
