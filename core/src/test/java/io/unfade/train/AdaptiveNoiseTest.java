package io.unfade.train;

import io.unfade.model.Inputs;
import io.unfade.train.augment.AdaptiveNoise;
import io.unfade.train.augment.Augmentation;
import io.unfade.train.augment.Augmenter;
import io.unfade.train.augment.CellNoise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class AdaptiveNoiseTest {
    private static final int FEATURES = 2;
    private static final double ROUNDING = 1e-9;
    /** More than 4 standard errors of the moments of 200000 Gaussian numbers. */
    private static final double SAMPLING = 0.03;

    @ParameterizedTest
    @CsvSource({
        "2, 0.9, 3", // more than the target
        "2, 0.8, 1.3333333333333333", // exactly the target is not more
        "2, 0, 1.3333333333333333",
        "0.2, 0, 0.15",
        "900, 1, 1000",
        "1000, 1, 1000"
    })
    void after_accuracy_movesTheLevelWithinItsBounds(double level, double accuracy, double expected) {
        assertThat(new AdaptiveNoise(0.8, 1, 1.5, 0.15).after(level, accuracy)).isEqualTo(expected, within(ROUNDING));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1.2, 0.05, target",
        "NaN, 1, 1.2, 0.05, target",
        "0.8, 1, 1, 0.05, growth",
        "0.8, 1, Infinity, 0.05, growth",
        "0.8, 1, 10.1, 0.05, at most 10.0",
        "0.8, 1, 1.2, 0, floor",
        "0.8, 1, 1.2, 2, floor 2",
        "0.8, 1001, 1.2, 2, start was 1001"
    })
    void noise_outOfRange_isRefused(double target, double start, double growth, double floor, String named) {
        assertThatThrownBy(() -> new AdaptiveNoise(target, start, growth, floor))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 1, 30})
    void mixInto_anyLevel_addsGaussianNumbersAndScales(double level) {
        double[] values = new double[200_000];
        Arrays.setAll(values, i -> i % 7 - 3);
        CellNoise.mixInto(values, 0, values.length, level, 5);
        double[] drawn = new double[values.length];
        Arrays.setAll(drawn, i -> (values[i] * Math.sqrt(1 + level * level) - (i % 7 - 3)) / level);
        assertThat(moment(drawn, 1)).isCloseTo(0, within(SAMPLING));
        assertThat(moment(drawn, 2)).isCloseTo(1, within(SAMPLING));
        assertThat(moment(drawn, 4)).isCloseTo(3, within(3 * SAMPLING));
        double ofNeighbours = 0;
        for (int i = 1; i < drawn.length; i++) {
            ofNeighbours += drawn[i] * drawn[i - 1] / drawn.length;
        }
        assertThat(ofNeighbours).isCloseTo(0, within(SAMPLING));
    }

    private static double moment(double[] numbers, int power) {
        return Arrays.stream(numbers)
                .map(number -> Math.pow(number, power))
                .average()
                .orElseThrow();
    }

    @Test
    void mixInto_partOfAnArray_leavesTheRestAndDependsOnTheSeedOnly() {
        double[] whole = new double[10];
        CellNoise.mixInto(whole, 3, 4, 2, 8);
        assertThat(Arrays.copyOf(whole, 3)).containsOnly(0);
        assertThat(Arrays.copyOfRange(whole, 7, 10)).containsOnly(0);
        assertThat(Arrays.copyOfRange(whole, 3, 7)).doesNotContain(0);
        double[] alone = new double[4];
        CellNoise.mixInto(alone, 0, 4, 2, 8);
        assertThat(alone).containsExactly(Arrays.copyOfRange(whole, 3, 7));
        double[] other = new double[4];
        CellNoise.mixInto(other, 0, 4, 2, 9);
        assertThat(other).isNotEqualTo(alone);
    }

    @Test
    void augment_withLevel_addsTheSameNoiseToWhatIsThereWithoutIt() {
        Augmentation changes = new Augmentation(0.1, 0.2, 0.3, 0.1, 0.5, 0.1, 0.1);
        Augmenter augmenter = new Augmenter(changes, 4);
        double[] cells = new double[3 * 5 * FEATURES];
        Arrays.setAll(cells, i -> i < 4 * FEATURES || i >= 5 * FEATURES ? 1 + Math.sin(i) : 0);
        Inputs inputs = new Inputs(cells, new int[] {4, 5, 5}, 5, FEATURES);
        double[][] targets = {{1, 0}, {0, 1}, {1, 0}};
        Augmenter.Augmented plain = augmenter.augment(inputs, targets, 0, 2, 3);
        Augmenter.Augmented low = augmenter.augment(inputs, targets, 0.5, 2, 3);
        Augmenter.Augmented high = augmenter.augment(inputs, targets, 8, 2, 3);
        assertThat(low.targets()).isDeepEqualTo(plain.targets());
        for (int i = 0; i < cells.length; i++) {
            double x = plain.inputs().values()[i];
            double ofLow = (low.inputs().values()[i] * Math.sqrt(1.25) - x) / 0.5;
            double ofHigh = (high.inputs().values()[i] * Math.sqrt(65) - x) / 8;
            assertThat(ofLow).isEqualTo(ofHigh, within(ROUNDING));
            boolean padding = i >= 4 * FEATURES && i < 5 * FEATURES;
            assertThat(ofLow == 0).isEqualTo(padding);
        }
        double[] again = augmenter.augment(inputs, targets, 8, 2, 4).inputs().values();
        assertThat(again).isNotEqualTo(high.inputs().values());
    }
}
