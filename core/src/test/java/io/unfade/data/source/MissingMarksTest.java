package io.unfade.data.source;

import io.unfade.check.MalformedFileException;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class MissingMarksTest {
    private static final Location FILE = new Location(Path.of("a.csv"), "");
    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final double GAP = Double.NaN;

    /** {@return two series of features a, b and c, of 4 and 2 steps; b has no gaps} */
    private static SeriesBuilder gaps() {
        double[][] rows = {
            {GAP, 1, 10}, {GAP, 2, 20}, {3, 3, GAP}, {GAP, 4, 40}, {5, 5, 50}, {7, 6, GAP}, {0, 0, 0}, {0, 0, 0}
        };
        SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, 2, 4, 3);
        for (int row = 0; row < rows.length; row++) {
            for (int c = 0; c < 3; c++) {
                builder.cell(row / 4, row % 4, c, rows[row][c]);
            }
        }
        return builder.lengths(new int[] {4, 2}).featureNames(List.of("a", "b", "c"));
    }

    @Test
    void of_seriesWithGaps_hasTheMeansOfTheirKnownValues() throws Exception {
        assertThat(MissingMarks.of(gaps().build(), FILE).means()).isEqualTo(Map.of("a", 5.0, "c", 30.0));
        SeriesSet huge = SeriesSet.builder(Precision.DOUBLE, 1, 3, 1)
                .cell(0, 0, 0, 1e308)
                .cell(0, 1, 0, 1e308)
                .cell(0, 2, 0, GAP)
                .build();
        assertThat(MissingMarks.of(huge, FILE).means()).isEqualTo(Map.of("f0", 1e308));
        SeriesSet never =
                SeriesSet.builder(Precision.DOUBLE, 1, 1, 2).cell(0, 0, 0, GAP).build();
        assertThat(MissingMarks.of(never, FILE).means()).isEqualTo(Map.of("f0", 0.0));
    }

    @Test
    void applyTo_seriesWithGaps_fillsAndMarksThem() throws Exception {
        SeriesSet set = new MissingMarks(Map.of("c", 30.0, "a", 5.0)).applyTo(gaps().build(), FILE);
        assertThat(set.featureNames()).containsExactly("a", "b", "c", "a missing", "a since", "c missing", "c since");
        double[][] expected = {
            {5, 1, 10, 1, Math.log(2), 0, 0},
            {5, 2, 20, 1, Math.log(3), 0, 0},
            {3, 3, 30, 0, 0, 1, Math.log(2)},
            {5, 4, 40, 1, Math.log(2), 0, 0},
            {5, 5, 50, 0, 0, 0, 0},
            {7, 6, 30, 0, 0, 1, Math.log(2)},
            new double[7],
            new double[7]
        };
        for (int row = 0; row < expected.length; row++) {
            for (int c = 0; c < 7; c++) {
                assertThat(set.value(row / 4, row % 4, c)).isCloseTo(expected[row][c], ROUNDING);
            }
        }
        assertThat(set.length(1)).isEqualTo(2);
    }

    @Test
    void applyTo_filledValues_areZeroAfterStandardisationPerFeature() throws Exception {
        SeriesSet gaps = gaps().build();
        SeriesSet set = MissingMarks.of(gaps, FILE).applyTo(gaps, FILE);
        SeriesSet standardized =
                Standardizer.fit(Standardization.PER_FEATURE, set).apply(set);
        assertThat(standardized.value(0, 0, 0)).isCloseTo(0, ROUNDING);
        assertThat(standardized.value(1, 1, 2)).isCloseTo(0, ROUNDING);
        assertThat(standardized.value(0, 2, 0)).isNegative();
    }

    @Test
    void applyTo_attributes_areKeptAndNoMarkIsInAReference() throws Exception {
        byte[] reference = new byte[24];
        reference[1] = 1;
        reference[14] = 1;
        byte[] distractor = new byte[24];
        distractor[3] = 1;
        SeriesSet set = new MissingMarks(Map.of("a", 5.0, "c", 30.0))
                .applyTo(
                        gaps().reference(reference)
                                .distractor(distractor)
                                .onTask(new byte[] {0, 1, 0, 0, 1, 0, 0, 0})
                                .groups(new int[] {7, 8})
                                .labels(new int[] {1, 0}, List.of("x", "y"))
                                .ids(List.of("one", "two"))
                                .build(),
                        FILE);
        assertThat(set.groups().orElseThrow()).containsExactly(7, 8);
        assertThat(set.label(0)).isEqualTo(1);
        assertThat(set.classNames()).containsExactly("x", "y");
        assertThat(set.ids()).containsExactly("one", "two");
        assertThat(set.onTask(0, 1) && set.onTask(1, 0)).isTrue();
        assertThat(set.onTask(0, 0)).isFalse();
        int informative = 0;
        int distracting = 0;
        for (int cell = 0; cell < 2 * 4 * 7; cell++) {
            informative += set.reference(cell / 28, cell / 7 % 4, cell % 7) ? 1 : 0;
            distracting += set.distractor(cell / 28, cell / 7 % 4, cell % 7) ? 1 : 0;
        }
        assertThat(informative).isEqualTo(2);
        assertThat(distracting).isEqualTo(1);
        assertThat(set.reference(0, 0, 1) && set.reference(1, 0, 2) && set.distractor(0, 1, 0))
                .isTrue();
    }

    @Test
    void applyTo_gapsThatTrainingSeriesHadNot_areRefused() {
        assertThatThrownBy(() -> new MissingMarks(Map.of("a", 5.0)).applyTo(gaps().build(), FILE))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("a.csv, series '0', step 2, feature 'c': the value is missing, but none of this"
                        + " feature was in the training series");
        assertThatThrownBy(() -> new MissingMarks(Map.of("d", 5.0)).applyTo(gaps().build(), FILE))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("has no feature 'd', whose missing values are marked for the model");
    }

    @Test
    void of_namesThatDoNotTellFeaturesApart_areRefused() {
        for (List<String> names : List.of(List.of("a", "a", "c"), List.of("a", "a missing", "c"))) {
            assertThatThrownBy(() -> MissingMarks.of(gaps().featureNames(names).build(), FILE))
                    .isInstanceOf(MalformedFileException.class)
                    .hasMessageContaining("missing values cannot be marked by name");
        }
        assertThatThrownBy(() -> new MissingMarks(Map.of("a", Double.NaN)))
                .hasMessage("the mean of feature 'a' must be finite, but was NaN");
    }
}
