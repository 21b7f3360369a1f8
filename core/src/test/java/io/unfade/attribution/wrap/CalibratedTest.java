package io.unfade.attribution.wrap;

import io.unfade.attribution.gradient.Gradient;
import io.unfade.metric.Localization;
import io.unfade.metric.PrecisionRecall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class CalibratedTest {
    /** Half a digit of single precision, for each cell that may have to differ from its neighbour by one. */
    private static final double LAST_DIGIT = 0x1p-24;

    private static final double CHANGE = 0.02;

    @ParameterizedTest
    @ValueSource(doubles = {1, 8, 100})
    void changed_isTheDefinitionForSeriesOfUnequalLengths(double steepness) {
        Given given = Given.random(2, 3, 9, 1, 25, 14);
        double[][] scores = Given.after(new Calibrated(given, steepness));
        for (int b = 0; b < scores.length; b++) {
            double[] sizes = Arrays.stream(given.maps()[b]).map(Math::abs).toArray();
            int cells = sizes.length;
            double threshold = leastVarianceOnBothSides(sizes);
            double below = Arrays.stream(sizes).filter(v -> v <= threshold).count();
            for (int i = 0; i < cells; i++) {
                double size = sizes[i];
                double smaller = Arrays.stream(sizes).filter(v -> v < size).count();
                double equal = Arrays.stream(sizes).filter(v -> v == size).count();
                double rank = smaller + (equal + 1) / 2;
                double expected = 1 / (1 + Math.exp(-steepness * (rank - below - 0.5) / cells));
                assertThat(scores[b][i]).isEqualTo(expected, within(2 * cells * LAST_DIGIT));
                assertThat(scores[b][i] > 0.5).isEqualTo(size > threshold);
            }
        }
    }

    /** {@return the size that is the last of the smaller group, where the squared distances from both means sum to the least} */
    private static double leastVarianceOnBothSides(double[] sizes) {
        double least = Double.POSITIVE_INFINITY;
        double best = Double.NaN;
        double largest = Arrays.stream(sizes).max().orElseThrow();
        for (double threshold : sizes) {
            double within = squares(sizes, Double.NEGATIVE_INFINITY, threshold)
                    + squares(sizes, threshold, Double.POSITIVE_INFINITY);
            if (threshold < largest && within < least) {
                least = within;
                best = threshold;
            }
        }
        return best;
    }

    private static double squares(double[] sizes, double above, double to) {
        double[] group = Arrays.stream(sizes).filter(v -> v > above && v <= to).toArray();
        double mean = Arrays.stream(group).average().orElse(0);
        return Arrays.stream(group).map(v -> (v - mean) * (v - mean)).sum();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 100, 1000})
    void changed_orderStaysEvenInSinglePrecisionAndMeasuresOfHowMuchChange(double steepness) {
        Given given = Given.random(3, 10, 60);
        double[] before = Arrays.stream(given.maps()[0]).map(Math::abs).toArray();
        double[] after = Given.after(new Calibrated(given, steepness))[0];
        Random random = new Random(7);
        boolean[] reference = new boolean[before.length];
        for (int i = 0; i < reference.length; i++) {
            reference[i] = random.nextDouble() < Math.min(0.9, before[i] / 4);
        }
        for (int i = 0; i < after.length; i++) {
            assertThat(after[i]).isBetween(0.0, 1.0);
            for (int j = 0; j < i; j++) {
                assertThat(Float.compare((float) after[i], (float) after[j]))
                        .isEqualTo(Double.compare(before[i], before[j]));
            }
        }
        Localization plain = Localization.of(before, reference);
        Localization calibrated = Localization.of(after, reference);
        assertThat(calibrated.rocAuc()).isEqualTo(plain.rocAuc());
        assertThat(calibrated.averagePrecision()).isEqualTo(plain.averagePrecision());
        assertThat(calibrated.weightedJaccard()).isNotCloseTo(plain.weightedJaccard(), within(CHANGE));
        assertThat(PrecisionRecall.of(after, reference).aur())
                .isNotCloseTo(PrecisionRecall.of(before, reference).aur(), within(CHANGE));
    }

    @Test
    void changed_constantMap_staysConstant() {
        Given given = new Given(2, new double[] {3, -3, 3, 3}, new double[2], new double[] {1, 2});
        double[][] scores = Given.after(new Calibrated(given, 100));
        assertThat(scores[0]).containsOnly(0.5);
        assertThat(scores[1]).containsOnly(0.5);
        // two cells, ranks 1 and 2 around 1.5
        double low = 1 / (1 + Math.exp(25));
        assertThat(scores[2]).containsExactly(new double[] {low, 1 - low}, within(LAST_DIGIT));
    }

    @Test
    void make_says_whatItIs() {
        assertThat(new Calibrated(new Gradient(), 100).doubts())
                .singleElement()
                .asString()
                .contains("display step", "never which come first");
        assertThat(new Calibrated(new Given(1), 1).ofConstantMaps()).contains("do not say which cells");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1001, Double.NaN})
    void make_steepnessOutOfRange_isRefused(double steepness) {
        assertThatThrownBy(() -> new Calibrated(new Gradient(), steepness))
                .hasMessage("calibrated: steepness must be in 1..1000, but was " + steepness);
    }
}
