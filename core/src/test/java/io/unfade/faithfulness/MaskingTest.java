package io.unfade.faithfulness;

import io.unfade.TestModels;
import io.unfade.attribution.Baseline;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.math.Vectors;
import io.unfade.model.Model;
import io.unfade.model.ModelDescription;
import io.unfade.model.Output;
import io.unfade.model.Signature;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.HopPooling;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CancellationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class MaskingTest {
    private static final double ROUNDING = 1e-12;
    private static final double[] FRACTIONS = {0, 0.1, 0.5, 1};
    private static final SeriesSet SET = TestModels.series(Precision.DOUBLE, 3, 9, 2, 9, 1, 5, 7);

    private static TrainedModel model() {
        Standardization kind = Standardization.PER_FEATURE;
        return TrainedModel.initialize(
                TestModels.describe(TestModels.lstm(HopPooling.MEAN, 0), kind),
                Standardizer.fit(kind, SET),
                Precision.DOUBLE,
                5);
    }

    private static Masking masking(Model model, SeriesSet set, Baseline fill) {
        SaliencyMaps maps = Explainer.explain(model, set, new Gradient());
        return new Masking(model, set, maps, fill, null, 0, 4);
    }

    /** The probabilities of a series with some cells, counted from the most salient, at the mean of training. */
    private static double[] without(TrainedModel model, SaliencyMaps maps, int series, int from, int to) {
        SeriesSet intact = model.prepare(SET).standardized();
        SeriesBuilder builder = intact.toBuilder();
        int[] order = Vectors.descending(maps.absolute(series));
        for (int k = from; k < to; k++) {
            builder.cell(series, order[k] / intact.features(), order[k] % intact.features(), 0);
        }
        return model.probabilities(model.prepareStandardized(builder.build()), 4)[series];
    }

    @Test
    void curves_meanOfTraining_areThoseByDefinition() {
        try (TrainedModel model = model()) {
            Masking masking = masking(model, SET, Baseline.ZERO);
            SaliencyMaps maps = masking.maps();
            MaskingCurves curves = masking.curves(Progress.NONE, FRACTIONS);
            for (int i = 0; i < SET.count(); i++) {
                int cells = SET.length(i) * SET.features();
                int target = maps.target(i);
                assertThat(curves.intact()[i]).isCloseTo(maps.probability(i, target), within(ROUNDING));
                for (int q = 0; q < FRACTIONS.length; q++) {
                    int count = (int) Math.round(FRACTIONS[q] * cells);
                    assertThat(curves.deletion()[i][q])
                            .isCloseTo(without(model, maps, i, 0, count)[target], within(ROUNDING));
                    assertThat(curves.insertion()[i][q])
                            .isCloseTo(without(model, maps, i, count, cells)[target], within(ROUNDING));
                }
            }
        }
    }

    @Test
    void differences_ofCells_areSummedByDefinition() {
        try (TrainedModel model = model()) {
            Masking masking = masking(model, SET, Baseline.ZERO);
            double[] most = masking.cumulativeDifference(Progress.NONE, 7);
            double[] least = masking.cumulativePreservation(Progress.NONE, 7);
            for (int i = 0; i < SET.count(); i++) {
                int cells = SET.length(i) * SET.features();
                double difference = 0;
                for (int k = 0; k < Math.min(7, cells); k++) {
                    difference += distance(
                            without(model, masking.maps(), i, 0, k), without(model, masking.maps(), i, 0, k + 1));
                }
                assertThat(most[i]).isCloseTo(difference, within(ROUNDING));
                double preservation = 0;
                for (int k = 0; k < Math.min(7, cells); k++) {
                    preservation += distance(
                            without(model, masking.maps(), i, cells - k, cells),
                            without(model, masking.maps(), i, cells - k - 1, cells));
                }
                assertThat(least[i]).isCloseTo(preservation, within(ROUNDING));
            }
        }
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += Math.abs(a[k] - b[k]);
        }
        return sum;
    }

    @Test
    void featuresInAnotherOrder_giveTheSame() {
        SeriesSet named =
                SET.toBuilder().featureNames(List.of("a", "b", "c", "d", "e")).build();
        SeriesSet moved = named.withFeatures(4, 2, 0, 1, 3);
        ModelDescription description = new ModelDescription(
                TestModels.lstm(HopPooling.MEAN, 0), Standardization.NONE, null, named.featureNames(), null, 1, 0);
        try (TrainedModel model = TrainedModel.initialize(description, Standardizer.none(), Precision.DOUBLE, 5)) {
            MaskingCurves curves = masking(model, named, Baseline.MEAN).curves(Progress.NONE, FRACTIONS);
            MaskingCurves others = masking(model, moved, Baseline.MEAN).curves(Progress.NONE, FRACTIONS);
            for (int i = 0; i < SET.count(); i++) {
                assertThat(others.deletion()[i]).containsExactly(curves.deletion()[i], within(ROUNDING));
                assertThat(others.insertion()[i]).containsExactly(curves.insertion()[i], within(ROUNDING));
            }
        }
    }

    @Test
    void measures_ofKnownCurves_areThoseWorkedByHand() {
        MaskingCurves curves = new MaskingCurves(
                new double[] {0, 0.5, 1}, new double[] {0.8}, new double[][] {{0.8, 0.4, 0.2}}, new double[][] {
                    {0.2, 0.6, 0.8}
                });
        assertThat(curves.deletionArea()[0]).isCloseTo(0.45, within(ROUNDING));
        assertThat(curves.insertionArea()[0]).isCloseTo(0.55, within(ROUNDING));
        assertThat(curves.comprehensiveness()[0]).isCloseTo(0.8 - 1.4 / 3, within(ROUNDING));
        assertThat(curves.sufficiency()[0]).isCloseTo(0.8 - 1.6 / 3, within(ROUNDING));
        double odds = (Math.log(4) + Math.log(2 / 3.0) + Math.log(0.25)) / 3 - Math.log(4);
        assertThat(curves.logOdds()[0]).isCloseTo(odds, within(ROUNDING));
        assertThat(MaskingCurves.mean(new double[][] {{1, 2}, {3, 6}})).containsExactly(2, 4);
    }

    @Test
    void wrongRequests_sayWhatIsWrong() {
        try (TrainedModel model = model()) {
            Masking masking = masking(model, SET, Baseline.ZERO);
            assertThatThrownBy(() -> masking.curves(Progress.NONE, 0.5, 0.1)).hasMessageContaining("ascend");
            assertThatThrownBy(() -> masking.cumulativeDifference(Progress.NONE, 0))
                    .hasMessageContaining("at least 1");
            assertThatThrownBy(() -> masking(model, SET, Baseline.TRAINING_DRAW))
                    .hasMessageContaining("background");
            assertThatThrownBy(() -> masking(model, SET, Baseline.LINEAR)).hasMessageContaining("linear");
            Progress cancelled = new Progress() {
                @Override
                public boolean cancelled() {
                    return true;
                }
            };
            assertThatThrownBy(() -> masking.curves(cancelled, 0.5)).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void drawsOfTheBackground_areThoseOfTheSeed() {
        Model model = Model.of(Signature.of(SET.features(), 2, Output.LOGIT), inputs -> {
            double[][] logits = new double[inputs.count()][2];
            for (int i = 0; i < logits.length; i++) {
                for (int c = 0; c < inputs.cells(i); c++) {
                    logits[i][1] += inputs.values()[inputs.offset(i) + c];
                }
            }
            return logits;
        });
        try (TrainedModel other = model()) {
            SaliencyMaps maps = Explainer.explain(other, SET, new Gradient());
            Masking masking = new Masking(model, SET, maps, Baseline.TRAINING_DRAW, SET, 3, 4);
            MaskingCurves curves = masking.curves(Progress.NONE, FRACTIONS);
            assertThat(masking.curves(Progress.NONE, FRACTIONS).deletion()).isDeepEqualTo(curves.deletion());
            assertThat(new Masking(model, SET, maps, Baseline.TRAINING_DRAW, SET, 4, 4)
                            .curves(Progress.NONE, FRACTIONS)
                            .deletion()[0])
                    .isNotEqualTo(curves.deletion()[0]);
            assertThat(curves.insertion()[0][0]).isEqualTo(curves.deletion()[0][3]); // all of it is the fill
        }
    }
}
