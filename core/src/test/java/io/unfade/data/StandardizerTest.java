package io.unfade.data;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.DoubleBuffer;
import java.util.List;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class StandardizerTest {
    private static final double ROUNDING = 1e-12;

    @Test
    void fit_perFeature_countsRealStepsOnly() {
        // Feature 0 is 1, 2, 3; feature 1 is 10, 20, 60; the second series has one real step.
        SeriesSet set = set(new double[][][] {{{1, 10}, {2, 20}}, {{3, 60}, {0, 0}}})
                .lengths(new int[] {2, 1})
                .build();

        Standardizer standardizer = Standardizer.fit(Standardization.PER_FEATURE, set);

        assertThat(standardizer.shape()).containsExactly(2);
        assertThat(standardizer.mean()).containsExactly(new double[] {2, 30}, within(ROUNDING));
        assertThat(standardizer.scale())
                .containsExactly(new double[] {Math.sqrt(2.0 / 3), Math.sqrt(1400.0 / 3)}, within(ROUNDING));
    }

    @Test
    void fit_perCell_usesEachStepAlone() {
        SeriesSet set =
                set(new double[][][] {{{1, 10}, {5, 5}}, {{3, 30}, {5, 9}}}).build();

        Standardizer standardizer = Standardizer.fit(Standardization.PER_CELL, set);

        assertThat(standardizer.shape()).containsExactly(2, 2);
        assertThat(standardizer.mean()).containsExactly(2, 20, 5, 7);
        assertThat(standardizer.scale()).containsExactly(1, 10, 1, 2); // the third is constant: 1
    }

    @Test
    void fit_nearlyConstantFeature_followsScikitLearnsRule() {
        // Four values near 1e8: variances up to (4 * 1e8 * 2^-52)^2, about 8e-15, are rounding.
        double large = 1e8;
        SeriesSet rounding = set(new double[][][] {{{large}, {Math.nextUp(large)}, {large}, {large}}})
                .build();
        SeriesSet varying = set(new double[][][] {{{large}, {large + 1e-3}, {large}, {large + 1e-3}}})
                .build();

        assertThat(Standardizer.fit(Standardization.PER_FEATURE, rounding).scale())
                .containsExactly(1);
        assertThat(Standardizer.fit(Standardization.PER_FEATURE, varying).scale()[0])
                .isEqualTo(5e-4, within(1e-8));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void apply_perFeature_givesMeanZeroAndDeviationOneAndKeepsPadding(Precision precision) {
        SeriesBuilder builder = SeriesSet.builder(precision, 2, 2, 1)
                .lengths(new int[] {2, 1})
                .labels(new int[] {0, 1}, List.of("a", "b"));
        SeriesSet set =
                builder.cell(0, 0, 0, 1).cell(0, 1, 0, 3).cell(1, 0, 0, 5).build();

        SeriesSet applied = Standardizer.fit(Standardization.PER_FEATURE, set).apply(set);

        double scale = Math.sqrt(8.0 / 3);
        assertThat(applied.value(0, 0, 0)).isEqualTo(-2 / scale, within(1e-7));
        assertThat(applied.value(0, 1, 0)).isZero();
        assertThat(applied.value(1, 0, 0)).isEqualTo(2 / scale, within(1e-7));
        assertThat(applied.value(1, 1, 0)).isZero();
        assertThat(applied.precision()).isEqualTo(precision);
        assertThat(applied.label(1)).isEqualTo(1);
        assertThat(set.value(0, 0, 0)).isEqualTo(1);
    }

    @Test
    void applyTo_batch_changesRealStepsOfOneSeriesOnly() {
        Standardizer perCell = Standardizer.perCell(1, new double[] {1, 2}, new double[] {1, 2});
        Standardizer perFeature = Standardizer.perFeature(new double[] {1}, new double[] {2});
        double[] ofCells = {9, 5, 6, 9};
        double[] ofFeature = {9, 5, 0, 9};

        perCell.applyTo(ofCells, 1, 2);
        perFeature.applyTo(ofFeature, 1, 1);

        assertThat(ofCells).containsExactly(9, 4, 2, 9);
        assertThat(ofFeature).containsExactly(9, 2, 0, 9);
    }

    @ParameterizedTest
    @EnumSource(
            value = Standardization.class,
            names = {"NONE", "PER_FEATURE", "PER_CELL"})
    void applyTo_anyNumbers_followsTheFormulaToTheBit(Standardization kind) {
        int features = 7;
        int steps = 5;
        SplittableRandom random = new SplittableRandom(2);
        SeriesBuilder builder = SeriesSet.builder(Precision.SINGLE, 3, steps, features);
        builder.cells(
                0,
                DoubleBuffer.wrap(random.doubles(3L * steps * features, -5, 9).toArray()));
        SeriesSet set = builder.build();
        Standardizer standardizer = Standardizer.fit(kind, set);
        double[] doubles = new double[steps * features];
        set.copySeries(1, doubles, 0);

        standardizer.applyTo(doubles, 0, 4);

        for (int i = 0; i < doubles.length; i++) {
            double expected = set.value(1, i / features, i % features);
            if (i < 4 * features && kind != Standardization.NONE) {
                int statistic = i % standardizer.mean().length;
                expected = (expected - standardizer.mean()[statistic])
                        / standardizer.scale()[statistic];
            }
            assertThat(doubles[i]).isEqualTo(expected);
        }
        assertThat(standardizer.apply(set).value(1, 3, 6)).isEqualTo((float) doubles[27]);
    }

    @Test
    void apply_perSeries_standardizesEachSeriesByItsOwnRealSteps() {
        SeriesSet set = set(new double[][][] {{{1, 7}, {3, 7}, {5, 7}}, {{100, 1}, {300, 3}, {0, 0}}})
                .lengths(new int[] {3, 2})
                .build();

        SeriesSet applied = Standardizer.fit(Standardization.PER_SERIES, set).apply(set);

        double deviation = Math.sqrt(8.0 / 3);
        assertThat(series(applied, 0))
                .containsExactly(new double[] {-2 / deviation, 0, 0, 0, 2 / deviation, 0}, within(1e-7));
        assertThat(series(applied, 1)).containsExactly(-1, -1, 1, 1, 0, 0); // the padding stays 0
    }

    @Test
    void apply_perGroup_standardizesOverAllRealStepsOfTheGroup() {
        // group 4: series 0 and 2, values 1, 3, 5 and 7; group 9: series 1 alone
        SeriesSet set = set(new double[][][] {{{1}, {3}}, {{10}, {20}}, {{5}, {7}}})
                .groups(new int[] {4, 9, 4})
                .build();
        Standardizer standardizer = Standardizer.fit(Standardization.PER_GROUP, set);

        SeriesSet applied = standardizer.apply(set);

        double deviation = Math.sqrt(5);
        assertThat(series(applied, 0)).containsExactly(new double[] {-3 / deviation, -1 / deviation}, within(1e-7));
        assertThat(series(applied, 1)).containsExactly(-1, 1);
        assertThat(series(applied, 2)).containsExactly(new double[] {1 / deviation, 3 / deviation}, within(1e-7));
        assertThat(standardizer.shape()).containsExactly(0);
        assertThat(series(standardizer.apply(set.select(0)), 0)).containsExactly(-1, 1);
    }

    @Test
    void fit_perGroupWithoutGroups_isRefused() {
        SeriesSet set = set(new double[][][] {{{1}, {3}}}).build();

        assertThatThrownBy(() -> Standardizer.fit(Standardization.PER_GROUP, set))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the series have no groups");
        assertThatThrownBy(() ->
                        Standardizer.withoutNumbers(Standardization.PER_GROUP).applyTo(new double[2], 0, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("per-group");
        assertThatThrownBy(() -> Standardizer.withoutNumbers(Standardization.PER_CELL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("per-cell needs the numbers of a training set");
    }

    private static double[] series(SeriesSet set, int index) {
        double[] values = new double[set.steps() * set.features()];
        set.copySeries(index, values, 0);
        return values;
    }

    @Test
    void none_anySet_changesNothing() {
        SeriesSet set = set(new double[][][] {{{1, 10}, {5, 5}}}).build();
        Standardizer none = Standardizer.fit(Standardization.NONE, set);
        double[] values = {1, 2};

        none.applyTo(values, 0, 2);

        assertThat(none).isEqualTo(Standardizer.none());
        assertThat(none.apply(set)).isSameAs(set);
        assertThat(none.shape()).containsExactly(0);
        assertThat(values).containsExactly(1, 2);
    }

    @Test
    void stored_numbersOfAFit_areTheSameStandardizer() {
        SeriesSet set =
                set(new double[][][] {{{1, 10}, {5, 5}}, {{3, 30}, {5, 9}}}).build();
        Standardizer cell = Standardizer.fit(Standardization.PER_CELL, set);
        Standardizer feature = Standardizer.fit(Standardization.PER_FEATURE, set);

        assertThat(Standardizer.perCell(2, cell.mean(), cell.scale()))
                .isEqualTo(cell)
                .hasSameHashCodeAs(cell);
        assertThat(Standardizer.perFeature(feature.mean(), feature.scale()))
                .isEqualTo(feature)
                .isNotEqualTo(cell);
    }

    @Test
    void fit_unsuitableSets_saysWhy() {
        SeriesSet unequal =
                set(new double[][][] {{{1}, {2}}}).lengths(new int[] {1}).build();
        SeriesSet missing = set(new double[][][] {{{1, Double.NaN}}}).build();

        assertThatThrownBy(() -> Standardizer.fit(Standardization.PER_CELL, unequal))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("per-cell standardization needs series of equal length; use per-feature");
        assertThatThrownBy(() -> Standardizer.fit(Standardization.PER_FEATURE, missing))
                .hasMessageContaining("feature 'f1' holds a value that is missing");
    }

    @Test
    void apply_setThatDoesNotFit_saysWhy() {
        SeriesSet set = set(new double[][][] {{{1}, {2}}}).build();

        assertThatThrownBy(() -> Standardizer.perFeature(new double[2], new double[] {1, 1})
                        .apply(set))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the standardizer was made for 2 features, but the series have 1");
        assertThatThrownBy(() -> Standardizer.perCell(1, new double[3], new double[] {1, 1, 1})
                        .apply(set))
                .hasMessage("per-cell standardization was made for 3 steps, but the series have 2");
    }

    @Test
    void stored_badNumbers_saysWhatIsWrong() {
        assertThatThrownBy(() -> Standardizer.perFeature(new double[] {1}, new double[] {0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value 0 is 1.0 and 0.0");
        assertThatThrownBy(() -> Standardizer.perFeature(new double[] {1}, new double[] {1, 1}))
                .hasMessageContaining("have 1 and 2");
        assertThatThrownBy(() -> Standardizer.perCell(2, new double[3], new double[3]))
                .hasMessageContaining("a multiple of 2 values, but there are 3");
    }

    @ParameterizedTest
    @CsvSource({"none, NONE", "per-feature, PER_FEATURE", "per-cell, PER_CELL"})
    void of_nameInFiles_isTheKind(String label, Standardization kind) {
        assertThat(Standardization.of(label)).isEqualTo(kind);
        assertThat(kind.key()).isEqualTo(label);
    }

    @Test
    void of_unknownName_isAnError() {
        assertThatThrownBy(() -> Standardization.of("per_cell"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("standardization must be one of none, per-feature, per-cell, per-series, per-group, but was"
                        + " 'per_cell'; did you mean per-cell?");
    }

    private static SeriesBuilder set(double[][][] values) {
        SeriesBuilder builder =
                SeriesSet.builder(Precision.DOUBLE, values.length, values[0].length, values[0][0].length);
        for (int i = 0; i < values.length; i++) {
            for (int t = 0; t < values[i].length; t++) {
                for (int c = 0; c < values[i][t].length; c++) {
                    builder.cell(i, t, c, values[i][t][c]);
                }
            }
        }
        return builder;
    }
}
