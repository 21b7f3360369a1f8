package io.unfade.train;

import io.unfade.model.Inputs;
import io.unfade.train.augment.LeastSalient;
import io.unfade.train.augment.SaliencyGuidance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class LeastSalientTest {
    private static final int STEPS = 9;
    private static final int FEATURES = 4;
    private static final int[] LENGTHS = {9, 3, 7};
    private static final long[] SEEDS = {1, 2, 3};

    private static double[] random(long seed) {
        Random random = new Random(seed);
        double[] numbers = new double[LENGTHS.length * STEPS * FEATURES];
        Arrays.setAll(numbers, i -> i / FEATURES % STEPS < LENGTHS[i / FEATURES / STEPS] ? random.nextGaussian() : 0);
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.5, 0.9})
    void replaced_share_areTheCellsOfTheSmallestSizesWithinTheRangeOfTheirFeature(double share) {
        double[] gradient = random(5);
        Inputs inputs = new Inputs(random(4), LENGTHS, STEPS, FEATURES);
        double[] before = inputs.values().clone();
        double[] after = LeastSalient.replaced(inputs, gradient, share, SEEDS).values();
        assertThat(inputs.values()).containsExactly(before);
        for (int b = 0; b < LENGTHS.length; b++) {
            int first = b * STEPS * FEATURES;
            int cells = LENGTHS[b] * FEATURES;
            Set<Integer> expected = IntStream.range(first, first + cells)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> Math.abs(gradient[i])))
                    .limit(Math.round(share * cells))
                    .collect(Collectors.toSet());
            for (int i = first; i < first + STEPS * FEATURES; i++) {
                assertThat(after[i] != before[i]).as("cell %d", i).isEqualTo(expected.contains(i));
                int feature = i % FEATURES;
                double[] same = IntStream.range(first, first + cells)
                        .filter(j -> j % FEATURES == feature)
                        .mapToDouble(j -> before[j])
                        .sorted()
                        .toArray();
                if (expected.contains(i)) {
                    assertThat(after[i]).isBetween(same[0], same[same.length - 1]);
                }
            }
        }
    }

    @Test
    void replaced_equalGradients_areTheEarlierOnesAndUniform() {
        int cells = 20_000;
        double[] values = new double[cells];
        values[0] = -1;
        values[cells - 1] = 3;
        Inputs inputs = new Inputs(values, new int[] {cells}, cells, 1);
        double[] after = LeastSalient.replaced(inputs, new double[cells], 0.5, new long[] {7})
                .values();
        double[] drawn = Arrays.copyOf(after, cells / 2);
        assertThat(drawn).doesNotContain(0);
        assertThat(Arrays.copyOfRange(after, cells / 2, cells))
                .containsExactly(Arrays.copyOfRange(values, cells / 2, cells));
        Arrays.sort(drawn);
        for (int tenth = 1; tenth < 10; tenth++) {
            assertThat(drawn[tenth * drawn.length / 10]).isEqualTo(-1 + 0.4 * tenth, within(0.1));
        }
    }

    @Test
    void replaced_series_dependOnTheirOwnSeedOnly() {
        double[] gradient = random(5);
        Inputs inputs = new Inputs(random(4), LENGTHS, STEPS, FEATURES);
        double[] one = LeastSalient.replaced(inputs, gradient, 0.5, SEEDS).values();
        double[] other = LeastSalient.replaced(inputs, gradient, 0.5, new long[] {1, 9, 3})
                .values();
        int size = STEPS * FEATURES;
        assertThat(Arrays.copyOf(other, size)).containsExactly(Arrays.copyOf(one, size));
        assertThat(Arrays.copyOfRange(other, size, 2 * size)).isNotEqualTo(Arrays.copyOfRange(one, size, 2 * size));
        assertThat(Arrays.copyOfRange(other, 2 * size, 3 * size))
                .containsExactly(Arrays.copyOfRange(one, 2 * size, 3 * size));
    }

    @Test
    void guidance_outOfRange_isRefused() {
        assertThatThrownBy(() -> new SaliencyGuidance(1, 1)).hasMessageContaining("share of cells");
        assertThatThrownBy(() -> new SaliencyGuidance(0.5, 0)).hasMessageContaining("weight");
        assertThatThrownBy(() -> new SaliencyGuidance(0.5, Double.NaN)).hasMessageContaining("weight");
    }
}
