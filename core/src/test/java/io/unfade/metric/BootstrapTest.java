package io.unfade.metric;

import io.unfade.metric.Bootstrap.Interval;
import org.junit.jupiter.api.Test;

import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class BootstrapTest {
    @Test
    void meanInterval_fixedSeed_matchesAnIndependentComputation() {
        // java.util.Random's documented algorithm from the derived seed and numpy.quantile, in Python.
        Interval interval = Bootstrap.meanInterval(new double[] {1, 2, 4, 8, 16}, 0.9, 25, 7);

        assertThat(interval.mean()).isEqualTo(6.2, within(1e-12));
        assertThat(interval.low()).isEqualTo(3.84, within(1e-12));
        assertThat(interval.high()).isEqualTo(9.8, within(1e-12));
        assertThat(interval.count()).isEqualTo(5);
    }

    @Test
    void meanInterval_manyValues_isNearTheNormalInterval() {
        double[] values = new Random(5).doubles(400).toArray();
        double mean = 0;
        double squares = 0;
        for (double value : values) {
            mean += value / values.length;
            squares += value * value / values.length;
        }
        double halfWidth = 1.96 * Math.sqrt((squares - mean * mean) / values.length);

        Interval interval = Bootstrap.meanInterval(values, 0.95, 5000, 1);

        assertThat(interval.low()).isEqualTo(mean - halfWidth, within(0.1 * halfWidth));
        assertThat(interval.high()).isEqualTo(mean + halfWidth, within(0.1 * halfWidth));
    }

    @Test
    void meanInterval_nanValues_areLeftOutAndCounted() {
        double[] known = {3, 5, 4, 9};
        double[] withGaps = {3, Double.NaN, 5, 4, Double.NaN, 9};

        Interval interval = Bootstrap.meanInterval(withGaps, 0.9, 100, 2);

        Interval complete = Bootstrap.meanInterval(known, 0.9, 100, 2);
        assertThat(interval).isEqualTo(new Interval(5.25, complete.low(), complete.high(), 4, 2));
    }

    @Test
    void meanInterval_oneValue_isItsOwnInterval() {
        assertThat(Bootstrap.meanInterval(new double[] {0.3}, 0.95, 10, 3))
                .isEqualTo(new Interval(0.3, 0.3, 0.3, 1, 0));
    }

    @Test
    void meanInterval_oneResample_isThatOne() {
        Interval interval = Bootstrap.meanInterval(new double[] {1, 2, 4}, 0.95, 1, 3);
        assertThat(interval.low()).isEqualTo(interval.high()).isBetween(1.0, 4.0);
    }

    @Test
    void meanInterval_nothingKnown_isNaN() {
        assertThat(Bootstrap.meanInterval(new double[] {Double.NaN}, 0.95, 10, 3))
                .isEqualTo(new Interval(Double.NaN, Double.NaN, Double.NaN, 0, 1));
    }

    @Test
    void meanInterval_badArguments_saysWhatIsWrong() {
        assertThatThrownBy(() -> Bootstrap.meanInterval(new double[] {1}, 95, 10, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("confidence must be between 0 and 1, but was 95.0");
        assertThatThrownBy(() -> Bootstrap.meanInterval(new double[] {1}, 0, 10, 0))
                .hasMessageContaining("but was 0.0");
        assertThatThrownBy(() -> Bootstrap.meanInterval(new double[] {1}, 1, 10, 0))
                .hasMessageContaining("but was 1.0");
        assertThatThrownBy(() -> Bootstrap.meanInterval(new double[] {1}, 0.9, 0, 0))
                .hasMessageContaining("resamples must be at least 1, but was 0");
        assertThatThrownBy(() -> Bootstrap.meanInterval(new double[] {Double.POSITIVE_INFINITY}, 0.9, 1, 0))
                .hasMessageContaining("one is Infinity");
    }
}
