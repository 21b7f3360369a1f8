package io.unfade.metric;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/** Worked by hand. */
class PredictionMeasuresTest {
    private static final double EXACT = 1e-12;

    @Test
    void sign_isTheUpperTailOfFairCoins() {
        assertThat(BinomialTest.sign(3, 1)).isCloseTo(5 / 16.0, within(EXACT));
        assertThat(BinomialTest.sign(5, 0)).isCloseTo(1 / 32.0, within(EXACT));
        assertThat(BinomialTest.sign(0, 0)).isEqualTo(1);
        assertThat(BinomialTest.sign(0, 4)).isEqualTo(1);
    }

    @Test
    void atLeast_isTheUpperTailOfGuessing() {
        assertThat(BinomialTest.atLeast(2, 3, 1 / 3.0)).isCloseTo(7 / 27.0, within(EXACT));
        assertThat(BinomialTest.atLeast(3, 3, 1)).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> BinomialTest.atLeast(4, 3, 0.5));
    }

    @Test
    void ranking_tiedScores_countOneHalf() {
        Ranking ranking = Ranking.of(new double[] {0.9, 0.5, 0.5, 0.1}, new boolean[] {true, true, false, false});
        assertThat(ranking.rocAuc()).isEqualTo(7 / 8.0);
        assertThat(ranking.averagePrecision()).isCloseTo(0.5 + 0.5 * 2 / 3, within(EXACT));
        assertThat(ranking.falsePositiveRate()).containsExactly(0, 0, 0.5, 1);
        assertThat(ranking.recall()).containsExactly(0, 0.5, 1, 1);
    }

    @Test
    void ranking_oneKindOfSeries_isUndefined() {
        Ranking none = Ranking.of(new double[] {0.9, 0.5}, new boolean[] {false, false});
        assertThat(none.rocAuc()).isNaN();
        assertThat(none.averagePrecision()).isNaN();
        assertThat(Ranking.of(new double[] {0.9, 0.5}, new boolean[] {true, true})
                        .rocAuc())
                .isNaN();
    }

    /** From the top: 1 of 1 right, 2 of 3, 2 of 4, of 2; so F1 is 2/3, 4/5, 2/3 and Youden's index 1/2, 1/2, 0. */
    @Test
    void threshold_largestMeasure_isTheHighestThatHasIt() {
        Ranking ranking = Ranking.of(new double[] {0.9, 0.5, 0.5, 0.1}, new boolean[] {true, true, false, false});
        assertThat(ranking.threshold()).containsExactly(Double.POSITIVE_INFINITY, 0.9, 0.5, 0.1);
        Threshold f1 = Threshold.ofLargestF1(ranking).orElseThrow();
        assertThat(f1.value()).isEqualTo(0.5);
        assertThat(f1.measure()).isCloseTo(0.8, within(EXACT));
        assertThat(f1.precision()).isCloseTo(2 / 3.0, within(EXACT));
        assertThat(f1.recall()).isEqualTo(1);
        assertThat(Threshold.ofLargestYouden(ranking)).contains(new Threshold(0.9, 0.5, 1, 0.5));
    }

    @Test
    void threshold_oneKindOfSeries_isUndefinedWhereItsMeasureIs() {
        Ranking none = Ranking.of(new double[] {0.9, 0.5}, new boolean[] {false, false});
        assertThat(Threshold.ofLargestF1(none)).isEmpty();
        assertThat(Threshold.ofLargestYouden(none)).isEmpty();
        Ranking all = Ranking.of(new double[] {0.9, 0.5}, new boolean[] {true, true});
        assertThat(Threshold.ofLargestF1(all)).contains(new Threshold(0.5, 1, 1, 1));
        assertThat(Threshold.ofLargestYouden(all)).isEmpty();
    }

    @Test
    void threshold_worstRanking_isStillOneOfTheProbabilities() {
        Ranking worst = Ranking.of(new double[] {0.9, 0.1}, new boolean[] {false, true});
        assertThat(Threshold.ofLargestYouden(worst)).contains(new Threshold(0.1, 0, 0.5, 1));
        assertThat(Threshold.ofLargestF1(worst).orElseThrow().value()).isEqualTo(0.1);
    }

    @Test
    void calibration_edgeOfBin_belongsToTheLowerOne() {
        double edge = 9.0 / Calibration.BINS;
        double[][] probabilities = {{edge, 1 - edge}, {edge + 0.01, 0.99 - edge}};
        Calibration calibration = Calibration.of(probabilities, new int[] {0, 1});
        assertThat(calibration.bins()).hasSize(2);
        assertThat(calibration.expectedError()).isCloseTo(((1 - edge) + (edge + 0.01)) / 2, within(EXACT));
    }

    @Test
    void calibration_certainAndRight_isPerfect() {
        Calibration calibration = Calibration.of(new double[][] {{1, 0}, {0, 1}}, new int[] {0, 1});
        assertThat(calibration.expectedError()).isZero();
        assertThat(calibration.brier()).isZero();
        assertThat(calibration.bins()).containsExactly(new Calibration.Bin(2, 2, 1));
    }

    @Test
    void interval_ofMean_isThatOfMeanInterval() {
        double[] values = {1, 4, 2, 8, 5};
        Bootstrap.Interval direct = Bootstrap.meanInterval(values, 0.9, 500, 7);
        Bootstrap.Interval general = Bootstrap.interval(
                5, drawn -> Arrays.stream(drawn).mapToDouble(i -> values[i]).sum() / 5, 0.9, 500, 7);
        assertThat(general).isEqualTo(direct);
    }
}
