package io.unfade.metric;

import io.unfade.metric.Classification.ClassScores;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ClassificationTest {
    private static final double ROUNDING = 1e-12;

    @Test
    void of_handWorkedPredictions_matchesEachMeasure() {
        // True 0,0,0,1,1; predicted 0,0,1,1,0; class 2 never occurs and is never predicted.
        double[][] probabilities = {{.5, .25, .25}, {.8, .1, .1}, {.25, .5, .25}, {.2, .7, .1}, {.6, .3, .1}};

        Classification scores = Classification.of(probabilities, new int[] {0, 0, 0, 1, 1});

        assertThat(scores.accuracy()).isEqualTo(0.6, within(ROUNDING));
        assertThat(scores.balancedAccuracy()).isEqualTo((2.0 / 3 + 1.0 / 2) / 2, within(ROUNDING));
        assertThat(scores.logLoss()).isEqualTo(-Math.log(.5 * .8 * .25 * .7 * .3) / 5, within(ROUNDING));
        assertThat(scores.confusion()).isDeepEqualTo(new int[][] {{2, 1, 0}, {1, 1, 0}, {0, 0, 0}});
        assertThat(scores.perClass())
                .containsExactly(
                        new ClassScores(2.0 / 3, 2.0 / 3, 2.0 / 3, 3),
                        new ClassScores(0.5, 0.5, 0.5, 2),
                        new ClassScores(Double.NaN, Double.NaN, Double.NaN, 0));
    }

    @Test
    void of_classNeverPredictedOrAbsent_hasNoPrecisionOrRecall() {
        // True 0, 0, 1; predicted 0, 2, 0: class 1 is never predicted, class 2 never occurs.
        double[][] probabilities = {{1, 0, 0}, {0, 0, 1}, {1, 0, 0}};

        Classification scores = Classification.of(probabilities, new int[] {0, 0, 1});

        assertThat(scores.perClass())
                .containsExactly(
                        new ClassScores(0.5, 0.5, 0.5, 2),
                        new ClassScores(Double.NaN, 0, 0, 1),
                        new ClassScores(0, Double.NaN, 0, 0));
        assertThat(scores.balancedAccuracy()).isEqualTo(0.25);
    }

    @Test
    void of_randomPredictions_matchesDefinitionsByCounting() {
        Random random = new Random(4);
        int classes = 4;
        int[] labels = random.ints(300, 0, classes).toArray();
        double[][] probabilities = new double[labels.length][];
        for (int i = 0; i < labels.length; i++) {
            double[] row = random.doubles(classes).toArray();
            double sum = Arrays.stream(row).sum();
            probabilities[i] = Arrays.stream(row).map(p -> p / sum).toArray();
        }

        Classification scores = Classification.of(probabilities, labels);

        for (int k = 0; k < classes; k++) {
            ClassScores ours = scores.perClass().get(k);
            double precision = share(probabilities, labels, k, -1);
            double recall = share(probabilities, labels, -1, k);
            assertThat(ours.precision()).isEqualTo(precision, within(ROUNDING));
            assertThat(ours.recall()).isEqualTo(recall, within(ROUNDING));
            assertThat(ours.f1()).isEqualTo(2 / (1 / precision + 1 / recall), within(ROUNDING));
        }
    }

    /** The share of correct series among those predicted as (or belonging to) a class; -1 for any class. */
    private static double share(double[][] probabilities, int[] labels, int predicted, int label) {
        int right = 0;
        int all = 0;
        for (int i = 0; i < labels.length; i++) {
            double[] row = probabilities[i];
            double most = Arrays.stream(row).max().orElseThrow();
            boolean counts = (predicted < 0 || row[predicted] == most) && (label < 0 || labels[i] == label);
            all += counts ? 1 : 0;
            right += counts && row[labels[i]] == most ? 1 : 0;
        }
        return (double) right / all;
    }

    @Test
    void of_equalProbabilities_predictsTheFirst() {
        Classification scores = Classification.of(new double[][] {{.5, .5}}, new int[] {1});

        assertThat(scores.confusion()).isDeepEqualTo(new int[][] {{0, 0}, {1, 0}});
    }

    @Test
    void of_certainAndWrong_losesAFiniteAmount() {
        Classification scores = Classification.of(new double[][] {{1, 0}}, new int[] {1});

        assertThat(scores.logLoss()).isEqualTo(1074 * Math.log(2), within(1e-9));
    }

    @Test
    void of_badPredictions_saysWhatIsWrong() {
        assertThatThrownBy(() -> Classification.of(new double[][] {{.5, .4}}, new int[] {0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prediction 0 must be non-negative with sum 1, but was [0.5, 0.4]");
        assertThatThrownBy(() -> Classification.of(new double[][] {{1.5, -.5}}, new int[] {0}))
                .hasMessageContaining("non-negative");
        assertThatThrownBy(() -> Classification.of(new double[][] {{Double.NaN, 1}}, new int[] {0}))
                .hasMessageContaining("non-negative");
        assertThatThrownBy(() -> Classification.of(new double[][] {{.5, .5}, {1}}, new int[] {0, 0}))
                .hasMessageContaining("prediction 1 must have 2 probabilities, but has 1");
        assertThatThrownBy(() -> Classification.of(new double[][] {{.5, .5}}, new int[] {2}))
                .hasMessageContaining("label 0 must be in 0..1, but was 2");
        assertThatThrownBy(() -> Classification.of(new double[][] {{.5, .5}}, new int[] {0, 1}))
                .hasMessageContaining("there are 1 and 2");
        assertThatThrownBy(() -> Classification.of(new double[0][], new int[0]))
                .hasMessageContaining("at least 1 prediction");
    }
}
