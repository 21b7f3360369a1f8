package io.unfade.attribution.wrap;

import io.unfade.attribution.gradient.Gradient;
import io.unfade.metric.Localization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ClippedTest {
    private static final double ROUNDING = 1e-12;

    @Test
    void changed_setsSizesAboveTheQuantileToItAndKeepsSigns() {
        // sizes 0 1 2 3 10: the 0.9-quantile is 0.6 of the way from the 4th to the 5th
        double[][] clipped = Given.after(new Clipped(new Given(1, new double[] {-10, 3, -2, 1, 0}), 0.9));
        assertThat(clipped[0]).containsExactly(new double[] {-7.2, 3, -2, 1, 0}, within(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 0.8, 0.95, 0.999})
    void changed_isTheDefinitionForSeriesOfUnequalLengths(double quantile) {
        Given given = Given.random(4, 3, 7, 1, 20, 12);
        double[][] clipped = Given.after(new Clipped(given, quantile));
        for (int b = 0; b < clipped.length; b++) {
            double highest = interpolated(given.maps()[b], quantile);
            for (int i = 0; i < clipped[b].length; i++) {
                double value = given.maps()[b][i];
                double expected = value > highest ? highest : Math.max(value, -highest);
                assertThat(clipped[b][i]).isEqualTo(highest == 0 ? value : expected, within(ROUNDING));
            }
        }
    }

    /** {@return the value at a place between the sorted sizes, found by counting} */
    private static double interpolated(double[] map, double quantile) {
        double place = quantile * (map.length - 1);
        double lower = ofRank(map, (int) Math.floor(place));
        double upper = ofRank(map, (int) Math.ceil(place));
        return lower + (place - Math.floor(place)) * (upper - lower);
    }

    private static double ofRank(double[] map, int rank) {
        for (double candidate : map) {
            long smaller = Arrays.stream(map)
                    .filter(v -> Math.abs(v) < Math.abs(candidate))
                    .count();
            long notLarger = Arrays.stream(map)
                    .filter(v -> Math.abs(v) <= Math.abs(candidate))
                    .count();
            if (smaller <= rank && rank < notLarger) {
                return Math.abs(candidate);
            }
        }
        throw new AssertionError("every rank has a value");
    }

    @Test
    void changed_areaUnderTheCurveChangesByTiesOnly() {
        Given given = Given.random(5, 2, 30);
        double[] before = Arrays.stream(given.maps()[0]).map(Math::abs).toArray();
        double[] after = Arrays.stream(Given.after(new Clipped(given, 0.9))[0])
                .map(Math::abs)
                .toArray();
        Random random = new Random(6);
        boolean[] reference = new boolean[before.length];
        for (int i = 0; i < reference.length; i++) {
            reference[i] = random.nextBoolean();
        }
        double largest = Arrays.stream(after).max().orElseThrow();
        double change = 0; // a pair that became equal counts one half
        int pairs = 0;
        for (int i = 0; i < before.length; i++) {
            for (int j = 0; j < before.length; j++) {
                if (reference[i] && !reference[j]) {
                    boolean tied = after[i] == largest && after[j] == largest;
                    change += tied ? 0.5 - (before[i] > before[j] ? 1 : 0) : 0;
                    pairs++;
                }
            }
        }
        assertThat(change).isNotZero();
        assertThat(Localization.of(after, reference).rocAuc())
                .isEqualTo(Localization.of(before, reference).rocAuc() + change / pairs, within(ROUNDING));
    }

    @Test
    void changed_mostCellsZero_staysAsItIs() {
        double[] map = {0, 0, 0, 0, -2, 0, 0, 0, 0, 0};
        assertThat(Given.after(new Clipped(new Given(2, map), 0.8))[0]).containsExactly(map);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
    void make_quantileOutOfRange_isRefused(double quantile) {
        assertThatThrownBy(() -> new Clipped(new Gradient(), quantile))
                .hasMessage("clipped: quantile must be above 0 and below 1, but was " + quantile);
    }
}
