package io.unfade.workflow.result;

import io.unfade.baseline.Baselines;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

class BaselineComparisonTest {
    private static final int SERIES = 20;

    /** 20 series, alternating between two classes; everybody is right on the first few. */
    private static BaselineComparison comparison(int model, int majority, int linear) {
        Baselines baselines = new Baselines(
                false,
                List.of(
                        new Baselines.Prediction("majority", "largest", Optional.of(rightOnFirst(majority))),
                        new Baselines.Prediction("linear", "linear model", Optional.of(rightOnFirst(linear))),
                        new Baselines.Prediction("nearest-neighbour", "neighbour", Optional.empty())));
        return BaselineComparison.of("test series", rightOnFirst(SERIES), rightOnFirst(model), 2, baselines);
    }

    private static int[] rightOnFirst(int count) {
        int[] predicted = new int[SERIES];
        Arrays.setAll(predicted, i -> i < count ? i % 2 : 1 - i % 2);
        return predicted;
    }

    @Test
    void of_predictions_countsWhoIsRightAlone() {
        BaselineComparison found = comparison(18, 10, 15);
        assertThat(found.right()).isEqualTo(18);
        assertThat(found.rows())
                .extracting(BaselineComparison.Row::right, BaselineComparison.Row::wins, BaselineComparison.Row::losses)
                .containsExactly(tuple(10, 8, 0), tuple(15, 3, 0), tuple(-1, 0, 0));
        assertThat(found.best().key()).isEqualTo("linear");
        assertThat(found.best().probability()).isCloseTo(1 / 8.0, within(1e-12));
        assertThat(found.json(0.9).path("classifiers").path(2).path("accuracy").isNull())
                .isTrue();
    }

    @Test
    void doubts_clearlyBest_areNone() {
        assertThat(comparison(20, 10, 15).doubts(1)).isEmpty(); // 5 to 0: p = 1/32
    }

    @Test
    void doubts_atChance_nameChanceAlone() {
        assertThat(comparison(12, 10, 15).doubts(0.6))
                .containsExactly(
                        "the model is right on 60.0 % of 20 test series, chance is 50.0 %: not distinguishable from"
                                + " chance (p = 0.2517), so its maps explain a model that has learnt little");
    }

    @Test
    void doubts_notBetterThanSimpleClassifier_nameTheBest() {
        String model = "the model is right on %s of 20 test series, a simple classifier (linear model) on %s%s";
        assertThat(comparison(18, 10, 15).doubts(0.9))
                .containsExactly(String.format(model, "90.0 %", "75.0 %", ": a lead that luck explains (p = 0.1250)"));
        assertThat(comparison(18, 10, 18).doubts(0.9))
                .containsExactly(String.format(model, "90.0 %", "90.0 %", ", just as many"));
        assertThat(comparison(18, 10, 20).doubts(0.9))
                .containsExactly(String.format(model, "90.0 %", "100.0 %", ", which is better"));
    }

    @Test
    void doubts_trainingFarAbove_nameBoth() {
        assertThat(comparison(16, 10, 11).doubts(1))
                .containsExactly(
                        "the model is right on 100.0 % of its training series, but on 80.0 % of 20 test series (95 %"
                                + " interval 58.4 % to 91.9 %): it has learnt its training series by heart");
        assertThat(comparison(16, 10, 11).doubts(0.91)).isEmpty(); // inside the interval
        assertThat(comparison(18, 10, 11).doubts(1)).isEmpty(); // a small gap
    }

    @Test
    void doubts_fewSeries_sayThatTheyAreFew() {
        Baselines baselines =
                new Baselines(false, List.of(new Baselines.Prediction("majority", "largest", Optional.of(new int[4]))));
        BaselineComparison few = BaselineComparison.of(
                "validation series", new int[] {0, 1, 0, 1}, new int[] {0, 1, 0, 1}, 2, baselines);
        assertThat(few.doubts(1)).containsExactly("4 validation series are too few to tell the model from chance");
    }

    @Test
    void modelDoubts_atChance_namesIt() {
        assertThat(ModelDoubts.of(evaluation(12, 20)))
                .hasValue(
                        "the model is right on 60.0 % of these 20 series, chance is 50.0 %: its maps explain a model that"
                                + " has learnt little");
        assertThat(ModelDoubts.of(evaluation(15, 20))).isEmpty();
    }

    /** As with a range of a file sorted by class: even a perfect model could not be told from guessing. */
    @Test
    void modelDoubts_oneClassOrFewSeries_areNone() {
        assertThat(ModelDoubts.of(evaluation(2, 4))).isEmpty();
        double[][] probabilities = new double[30][];
        Arrays.fill(probabilities, new double[] {0.1, 0.9});
        SeriesSet set = SeriesSet.builder(Precision.SINGLE, 30, 1, 1)
                .labels(new int[30], List.of("a", "b"))
                .build();
        assertThat(ModelDoubts.of(Evaluation.of(probabilities, set))).isEmpty();
    }

    private static Evaluation evaluation(int right, int series) {
        double[][] probabilities = new double[series][2];
        int[] labels = new int[series];
        for (int i = 0; i < series; i++) {
            labels[i] = i % 2;
            probabilities[i][i < right ? labels[i] : 1 - labels[i]] = 1;
        }
        SeriesSet set = SeriesSet.builder(Precision.SINGLE, series, 1, 1)
                .labels(labels, List.of("a", "b"))
                .build();
        return Evaluation.of(probabilities, set);
    }
}
