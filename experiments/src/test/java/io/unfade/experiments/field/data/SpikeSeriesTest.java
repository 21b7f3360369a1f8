package io.unfade.experiments.field.data;

import io.unfade.math.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SpikeSeriesTest {
    private static final int COUNT = 4000;

    private static List<Drawn> drawn(int delay) {
        SpikeSeries spikes = new SpikeSeries(delay);
        return IntStream.range(0, COUNT)
                .mapToObj(i -> spikes.draw(new Random(Seeds.derive(1, i)), 0))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void draw_classOneBeginsTheDelayAfterTheOnlyDecisiveCell(int delay) {
        int withSpikes = 0;
        for (Drawn drawn : drawn(delay)) {
            int[] marked = IntStream.range(0, 240)
                    .filter(cell -> drawn.decisive()[cell])
                    .toArray();
            int[] ones =
                    IntStream.range(0, 80).filter(t -> drawn.classes()[t] == 1).toArray();
            if (marked.length == 0) {
                assertThat(ones).isEmpty();
                continue;
            }
            withSpikes++;
            assertThat(marked).hasSize(1);
            assertThat(marked[0] % 3).isZero();
            assertThat(ones)
                    .isEqualTo(IntStream.range(Math.min(80, marked[0] / 3 + delay), 80)
                            .toArray());
        }
        double expected = 0.3 * (1 - Math.exp(-3));
        assertThat((double) withSpikes / COUNT)
                .isCloseTo(expected, within(4 * Math.sqrt(expected * (1 - expected) / COUNT)));
    }

    /** The smooth part of feature 2 stays within about 1 of its middle, so that spikes of 1.5 stand out from its neighbours. */
    @Test
    void draw_markedCell_isHigherThanWithoutItsSpikeByTheHeight() {
        double before = 0;
        double at = 0;
        int n = 0;
        for (Drawn drawn : drawn(0)) {
            for (int t = 1; t < 79; t++) {
                if (drawn.decisive()[t * 3]) {
                    before += drawn.get(t - 1, 0);
                    at += drawn.get(t, 0);
                    n++;
                }
            }
        }
        assertThat((at - before) / n).isCloseTo(1.5, within(0.05));
    }

    /** Over all series, spikes are 0.3 times 3 of 80 steps, in each feature. */
    @Test
    void draw_spikesOfTheLastFeature_areAsManyAsTheirRate() {
        double above = 0;
        for (Drawn drawn : drawn(0)) {
            double[] feature =
                    IntStream.range(0, 80).mapToDouble(t -> drawn.get(t, 2)).toArray();
            double[] sorted = feature.clone();
            Arrays.sort(sorted);
            double middle = sorted[40];
            above += Arrays.stream(feature).filter(value -> value > middle + 1).count();
        }
        assertThat(above / COUNT).isCloseTo(0.9, within(4 * 1.7 / Math.sqrt(COUNT)));
    }

    /**
     * Of y_t = a y_{t-1} + e_t with e_t = 1.5 u_{t-2} u_t + b: the mean is (1.5/16 + b) / (1 - a). e_t and e_{t-2} share an
     * input; with the variance v of e and this covariance w, the variance is (v + 2 a^2 w) / (1 - a^2), and the covariance of
     * neighbours a times (the variance + w).
     */
    @Test
    void movingAverage_hasTheMeanAndMemoryOfTheLinearEquation() {
        for (MovingAverage process : List.of(MovingAverage.USUAL, new MovingAverage(0.5, 0.5))) {
            double[] values = process.draw(new Random(3), 400_000, 0);
            double mean = Arrays.stream(values).average().orElseThrow();
            double a = process.memory();
            assertThat(mean).isCloseTo((1.5 / 16 + process.level()) / (1 - a), within(2e-3));
            double variance = 0;
            double neighbours = 0;
            for (int t = 1; t < values.length; t++) {
                variance += (values[t] - mean) * (values[t] - mean);
                neighbours += (values[t] - mean) * (values[t - 1] - mean);
            }
            double v = 2.25 * (1 / 144.0 - 1 / 256.0);
            double w = 2.25 / 16 / 48;
            double expected = (v + 2 * a * a * w) / (1 - a * a);
            assertThat(variance / values.length).isCloseTo(expected, within(2e-4));
            assertThat(neighbours / values.length).isCloseTo(a * (expected + w), within(2e-4));
            assertThat(values[0]).isBetween(process.level(), process.level() + 1.5 / 4);
        }
        double[] silent = MovingAverage.USUAL.draw(new Random(3), 50, 0);
        double[] noisy = MovingAverage.USUAL.draw(new Random(3), 50, 1e-9);
        assertThat(noisy).isNotEqualTo(silent);
    }

    /** |H(f)|^2 = 1 / (1 + (tan(pi f / r) / tan(pi c / r))^12), from the Fourier transform of the impulse response. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 3, 6, 6.8, 8, 11, 14})
    void lowPass_impulseResponse_hasTheButterworthGain(double frequency) {
        double[] impulse = new double[2000];
        impulse[0] = 1;
        double[] response = LowPass.filter(impulse, 6.8, 30);
        double re = 0;
        double im = 0;
        for (int t = 0; t < response.length; t++) {
            re += response[t] * Math.cos(2 * Math.PI * frequency / 30 * t);
            im -= response[t] * Math.sin(2 * Math.PI * frequency / 30 * t);
        }
        double ratio = Math.tan(Math.PI * frequency / 30) / Math.tan(Math.PI * 6.8 / 30);
        assertThat(re * re + im * im).isCloseTo(1 / (1 + Math.pow(ratio, 12)), within(1e-9));
    }

    @Test
    void poisson_hasItsMeanAndVariance() {
        Random random = new Random(8);
        double[] counts = IntStream.range(0, 100_000)
                .mapToDouble(i -> Draws.poisson(random, 3))
                .toArray();
        double mean = Arrays.stream(counts).average().orElseThrow();
        assertThat(mean).isCloseTo(3, within(0.03));
        assertThat(Arrays.stream(counts)
                        .map(c -> (c - mean) * (c - mean))
                        .average()
                        .orElseThrow())
                .isCloseTo(3, within(0.06));
    }
}
