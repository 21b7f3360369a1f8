package io.unfade.attribution.recurrent.graph;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MaximumTest {
    private static final int POINTS = 200_000;

    /** Counted at many points of the way; and shares times changes sum to the change of the maximum. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void shares_areThoseOfTheWayOnWhichEachIsLargest(int seed) {
        Random random = new Random(seed);
        double[] from = random.doubles(5, -1, 1).toArray();
        double[] change = random.doubles(5, -3, 3).toArray();
        double[] counted = new double[from.length];
        for (int point = 0; point < POINTS; point++) {
            int largest = 0;
            for (int k = 1; k < from.length; k++) {
                double at = (point + 0.5) / POINTS;
                if (from[k] + at * change[k] > from[largest] + at * change[largest]) {
                    largest = k;
                }
            }
            counted[largest] += 1.0 / POINTS;
        }
        double[] shares = Maximum.shares(from, change);
        assertThat(shares).containsExactly(counted, within(1.0 / POINTS));
        double sum = 0;
        double[] to = new double[from.length];
        for (int k = 0; k < from.length; k++) {
            sum += shares[k] * change[k];
            to[k] = from[k] + change[k];
        }
        double expected = Arrays.stream(to).max().orElseThrow()
                - Arrays.stream(from).max().orElseThrow();
        assertThat(sum).isEqualTo(expected, within(1e-12));
    }
}
