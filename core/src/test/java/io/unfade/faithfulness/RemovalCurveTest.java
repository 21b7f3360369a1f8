package io.unfade.faithfulness;

import io.unfade.TestModels;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.math.Vectors;
import io.unfade.model.Output;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.HopPooling;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class RemovalCurveTest {
    private static final double ROUNDING = 1e-15;
    private static final int BATCH = 4;
    private static final int[] LENGTHS = {9, 2, 9, 1, 5, 7, 3, 8, 4, 6, 9, 9, 2, 5, 7, 8, 3, 9, 6, 4};
    private static final double[] FRACTIONS = {0, 0.1, 0.25, 0.5, 1};

    private static TrainedModel model(Standardization kind, SeriesSet set, long seed) {
        return TrainedModel.initialize(
                TestModels.describe(TestModels.lstm(HopPooling.MEAN, 0), kind),
                Standardizer.fit(kind, set),
                Precision.DOUBLE,
                seed);
    }

    private static SaliencyMaps maps(TrainedModel model, SeriesSet set) {
        return Explainer.explain(
                model,
                set,
                new Gradient(),
                new Explainer.Request(new Target.Label(), Output.LOGIT, BATCH, 0),
                Progress.NONE);
    }

    @Test
    void of_anyMaps_agreesWithRemovingByDefinition() {
        SeriesSet set = TestModels.grouped(TestModels.series(Precision.DOUBLE, 3, LENGTHS));
        for (Standardization kind : List.of(
                Standardization.NONE,
                Standardization.PER_FEATURE,
                Standardization.PER_SERIES,
                Standardization.PER_GROUP)) {
            try (TrainedModel model = model(kind, set, 5);
                    TrainedModel other = model(kind, set, 6)) {
                assertDefinition(model, set, maps(model, set));
                assertDefinition(model, set, maps(other, set));
                if (kind.isLearnt()) {
                    assertThat(RemovalCurve.of(model, set, maps(other, set), BATCH, FRACTIONS)
                                    .accuracies())
                            .isNotEqualTo(RemovalCurve.of(model, set, maps(model, set), BATCH, FRACTIONS)
                                    .accuracies());
                }
            }
        }
    }

    @Test
    void of_perCellStandardization_putsTheMeanOfTheCell() {
        SeriesSet set = TestModels.equalSeries(Precision.DOUBLE, 3, 20, 6);
        try (TrainedModel model = model(Standardization.PER_CELL, set, 5)) {
            assertDefinition(model, set, maps(model, set));
        }
    }

    private static void assertDefinition(TrainedModel model, SeriesSet set, SaliencyMaps maps) {
        double[] expected = new double[FRACTIONS.length];
        for (int q = 0; q < FRACTIONS.length; q++) {
            double[][] probabilities =
                    model.probabilities(model.prepareStandardized(removed(model, set, maps, FRACTIONS[q])), BATCH);
            for (int i = 0; i < set.count(); i++) {
                expected[q] += Vectors.argMax(probabilities[i]) == set.label(i) ? 1.0 / set.count() : 0;
            }
        }
        RemovalCurve curve = RemovalCurve.of(model, set, maps, BATCH, FRACTIONS);
        assertThat(curve.accuracies()).containsExactly(expected, within(ROUNDING));
        assertThat(curve.fractions()).containsExactly(FRACTIONS);
    }

    /** A cell is removed if the cells that are larger, or equal and earlier, are fewer than the number to remove. */
    private static SeriesSet removed(TrainedModel model, SeriesSet set, SaliencyMaps maps, double fraction) {
        SeriesBuilder builder = model.standardizer().apply(set).toBuilder();
        for (int i = 0; i < set.count(); i++) {
            double[] map = maps.absolute(i);
            long count = Math.round(fraction * set.length(i) * set.features());
            for (int cell = 0; cell < map.length; cell++) {
                int before = 0;
                for (int j = 0; j < map.length; j++) {
                    before += map[j] > map[cell] || (map[j] == map[cell] && j < cell) ? 1 : 0;
                }
                if (before < count) {
                    int feature = cell % set.features();
                    builder.cell(i, cell / set.features(), feature, 0);
                }
            }
        }
        return builder.build();
    }

    @Test
    void random_seed_decidesWhichCells() {
        SeriesSet set = TestModels.equalSeries(Precision.DOUBLE, 3, 40, 6);
        double[] fine = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};
        try (TrainedModel model = model(Standardization.PER_FEATURE, set, 5)) {
            double[] first = RemovalCurve.random(model, set, 1, BATCH, fine).accuracies();
            double[] second = RemovalCurve.random(model, set, 2, BATCH, fine).accuracies();
            double[] own =
                    RemovalCurve.of(model, set, maps(model, set), BATCH, 0, 1).accuracies();

            assertThat(RemovalCurve.random(model, set, 1, 40, fine).accuracies())
                    .isEqualTo(first);
            assertThat(second).isNotEqualTo(first);
            assertThat(new double[] {first[0], first[10]}).isEqualTo(own).isEqualTo(new double[] {second[0], second[10]
            });
        }
    }

    @Test
    void random_otherSeriesAndOrder_removeTheSameCells() {
        SeriesSet set = TestModels.equalSeries(Precision.DOUBLE, 3, 12, 6);
        try (TrainedModel model = model(Standardization.PER_FEATURE, set, 5)) {
            double[] alone = new double[FRACTIONS.length];
            for (int i = set.count() - 1; i >= 0; i--) {
                double[] one = RemovalCurve.random(model, set.select(i), 1, BATCH, FRACTIONS)
                        .accuracies();
                Arrays.setAll(alone, q -> alone[q] + one[q] / set.count());
            }

            assertThat(RemovalCurve.random(model, set, 1, BATCH, FRACTIONS).accuracies())
                    .containsExactly(alone, within(ROUNDING));
        }
    }

    @Test
    void of_whatDoesNotFit_isAnError() {
        SeriesSet set = TestModels.series(Precision.DOUBLE, 3, LENGTHS);
        SeriesSet unlabelled = SeriesSet.builder(Precision.DOUBLE, LENGTHS.length, 9, TestModels.FEATURES)
                .lengths(LENGTHS)
                .build();
        try (TrainedModel model = model(Standardization.NONE, set, 5)) {
            SaliencyMaps maps = maps(model, set);
            assertRefused(
                    model,
                    set.select(0, 1),
                    maps,
                    0.5,
                    "the saliency has shape (20, 9, 5), but the data have (2, 9, 5)");
            assertRefused(
                    model,
                    TestModels.equalSeries(Precision.DOUBLE, 3, LENGTHS.length, 9),
                    maps,
                    0.5,
                    "series 1 has 2 steps in the saliency, but 9 in the data");
            assertRefused(model, set, maps, 1.5, "a fraction must be 0..1, but was 1.5");
            assertRefused(model, set, maps, Double.NaN, "but was NaN");
            assertRefused(model, unlabelled, maps, 0.5, "needs labels");
        }
    }

    private static void assertRefused(
            TrainedModel model, SeriesSet set, SaliencyMaps maps, double fraction, String message) {
        assertThatThrownBy(() -> RemovalCurve.of(model, set, maps, BATCH, fraction))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
