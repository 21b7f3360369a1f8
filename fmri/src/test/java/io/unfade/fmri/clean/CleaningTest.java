package io.unfade.fmri.clean;

import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Cleaning with known results, and rejected inputs. */
class CleaningTest {
    private static final Offset<Double> ROUNDING = Offset.offset(1e-9);
    private static final int SCANS = 60;
    private static final double TR = 2;

    @Test
    void clean_linesAndAConfound_leavesOnlyTheRest() {
        double[][] signals = new double[SCANS][1];
        double[][] confounds = new double[SCANS][1];
        double[] rest = alternating();
        for (int t = 0; t < SCANS; t++) {
            confounds[t][0] = Math.sin(0.3 * t);
            signals[t][0] = 100 + 3 * t + 40 * confounds[t][0] + rest[t];
        }
        double[][] cleaned =
                new Cleaning(true, Filter.none(), Standardize.NONE, true).clean(signals, confounds, Double.NaN, null);
        double[][] restAlone = new Cleaning(true, Filter.none(), Standardize.NONE, true)
                .clean(column(rest), confounds, Double.NaN, null);
        for (int t = 0; t < SCANS; t++) {
            assertThat(cleaned[t][0]).isCloseTo(restAlone[t][0], ROUNDING);
        }
        assertThat(Columns.magnitudes(cleaned)[0]).isGreaterThan(0.5);
    }

    @Test
    void clean_zScores_haveMean0AndSampleDeviation1() {
        double[][] cleaned = Cleaning.usual().clean(column(alternating()), null, Double.NaN, null);
        double sum = 0;
        double squares = 0;
        for (double[] row : cleaned) {
            sum += row[0];
            squares += row[0] * row[0];
        }
        assertThat(sum).isCloseTo(0, ROUNDING);
        assertThat(squares).isCloseTo(SCANS - 1.0, ROUNDING);
    }

    @Test
    void clean_constantRegion_isZeroNotNoise() {
        double[] constant = new double[SCANS];
        Arrays.fill(constant, 812.7);
        for (Filter filter : new Filter[] {Filter.none(), Filter.butterworth(0.01, 0.1), Filter.cosine(0.01)}) {
            for (boolean detrend : new boolean[] {false, true}) {
                double[][] cleaned = new Cleaning(detrend, filter, Standardize.ZSCORE_SAMPLE, true)
                        .clean(column(constant), null, TR, null);
                assertThat(Columns.magnitudes(cleaned)[0]).isLessThan(ROUNDING.value);
            }
        }
    }

    @Test
    void clean_absentRegion_staysZeroInPercentToo() {
        double[][] cleaned = new Cleaning(true, Filter.none(), Standardize.PERCENT_SIGNAL_CHANGE, true)
                .clean(new double[SCANS][2], null, Double.NaN, null);
        assertThat(Columns.magnitudes(cleaned)).containsExactly(0, 0);
    }

    @Test
    void clean_constantAndLinearConfounds_changeNothing() {
        double[][] signals = column(alternating());
        double[][] useless = new double[SCANS][2];
        for (int t = 0; t < SCANS; t++) {
            useless[t][0] = 1234.567;
            useless[t][1] = 0.1 + 0.7 * t;
        }
        double[][] with = Cleaning.usual().clean(signals, useless, Double.NaN, null);
        double[][] without = Cleaning.usual().clean(signals, null, Double.NaN, null);
        assertThat(with).isDeepEqualTo(without);
    }

    @Test
    void clean_arguments_areNotChanged() {
        double[][] signals = column(alternating());
        double[][] confounds = column(alternating());
        boolean[] kept = keptBut(0, 5);
        new Cleaning(true, Filter.butterworth(0.01, Double.NaN), Standardize.ZSCORE_SAMPLE, true)
                .clean(signals, new double[SCANS][1], TR, kept);
        assertThat(signals).isDeepEqualTo(column(alternating()));
        assertThat(confounds).isDeepEqualTo(column(alternating()));
        assertThat(kept).isEqualTo(keptBut(0, 5));
    }

    @Test
    void clean_valuesOfScrubbedScans_changeNothing() {
        double[][] signals = column(alternating());
        boolean[] kept = keptBut(0, 17, 18, SCANS - 1);
        Cleaning cleaning = new Cleaning(true, Filter.butterworth(0.01, 0.1), Standardize.ZSCORE_SAMPLE, true);
        double[][] cleaned = cleaning.clean(signals, null, TR, kept);
        for (int t : new int[] {0, 17, 18, SCANS - 1}) {
            signals[t][0] = 1e6;
        }
        assertThat(cleaned).hasDimensions(SCANS - 4, 1);
        assertThat(cleaning.clean(signals, null, TR, kept)).isDeepEqualTo(cleaned);
    }

    @Test
    void clean_cutOffOfButterworth_halvesAmplitude() {
        int scans = 4000;
        double[][] signals = new double[scans][1];
        for (int t = 0; t < scans; t++) {
            signals[t][0] = Math.sin(2 * Math.PI * 0.05 * TR * t);
        }
        double[][] cleaned = new Cleaning(false, Filter.butterworth(Double.NaN, 0.05), Standardize.NONE, true)
                .clean(signals, null, TR, null);
        for (int t = 1000; t < 3000; t++) {
            assertThat(cleaned[t][0]).isCloseTo(signals[t][0] / 2, ROUNDING);
        }
    }

    @Test
    void clean_wrongArguments_areNamedInOneLine() {
        double[][] signals = column(alternating());
        refuses(Filter.butterworth(Double.NaN, 0.25), signals, null, TR, null, "low-pass cut-off must be below 0.25");
        refuses(Filter.cosine(0.3), signals, null, TR, null, "high-pass cut-off must be below 0.25");
        refuses(
                Filter.cosine(0.01),
                signals,
                null,
                Double.NaN,
                null,
                "repetition time in seconds, but it is not known");
        refuses(
                Filter.butterworth(0.01, Double.NaN),
                signals,
                null,
                0,
                null,
                "repetition time in seconds, but it is 0");
        refuses(Filter.none(), signals, new double[SCANS - 1][1], TR, null, "same number of scans, but have 60 and 59");
        refuses(Filter.none(), signals, null, TR, new boolean[3], "same number of scans, but have 60 and 3");
        refuses(Filter.none(), signals, null, TR, new boolean[SCANS], "at least 2 scans, but 0 of 60 are kept");
        refuses(
                Filter.butterworth(0.01, 0.1),
                new double[33][1],
                null,
                TR,
                null,
                "needs more than 33 scans, but there are 33");
        refuses(
                Filter.butterworth(0.01, Double.NaN),
                new double[18][1],
                null,
                TR,
                null,
                "needs more than 18 scans, but there are 18");
        double[][] holed = new double[SCANS][2];
        holed[4][1] = Double.NaN;
        refuses(Filter.none(), signals, holed, TR, null, "confounds must be finite, but scan 5 of confound 2 is NaN");
        refuses(Filter.none(), holed, null, TR, null, "signals must be finite, but scan 5 of region 2 is NaN");
        refuses(Filter.none(), new double[][] {{1, 2}, {1}}, null, TR, null, "scan 2 has 1 values and the first has 2");
    }

    @Test
    void clean_asManyConfoundsAsScans_isRefused() {
        double[][] confounds = new double[5][5];
        for (int t = 0; t < 5; t++) {
            confounds[t][t] = 1;
        }
        assertThatThrownBy(() -> Cleaning.usual().clean(new double[5][1], confounds, TR, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave nothing of 5 scans");
    }

    @Test
    void filter_wrongCutOffs_areRefused() {
        assertThatThrownBy(() -> Filter.butterworth(0.1, 0.1)).hasMessageContaining("must be below the low-pass");
        assertThatThrownBy(() -> Filter.butterworth(-0.1, 0.1)).hasMessageContaining("high-pass cut-off must be");
        assertThatThrownBy(() -> Filter.butterworth(0.1, Double.POSITIVE_INFINITY))
                .hasMessageContaining("low-pass cut-off must be");
        assertThatThrownBy(() -> Filter.cosine(0)).hasMessageContaining("positive high-pass");
        assertThat(Filter.butterworth(Double.NaN, Double.NaN)).isEqualTo(Filter.none());
    }

    private static void refuses(
            Filter filter,
            double[][] signals,
            double @Nullable [][] confounds,
            double repetitionTime,
            boolean @Nullable [] kept,
            String message) {
        assertThatThrownBy(() -> new Cleaning(true, filter, Standardize.ZSCORE_SAMPLE, true)
                        .clean(signals, confounds, repetitionTime, kept))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    /** {@return a series that is neither slow nor regular} */
    private static double[] alternating() {
        double[] values = new double[SCANS];
        Arrays.setAll(values, t -> t % 2 == 0 ? Math.sin(t * t) : -Math.cos(7.0 * t * t));
        return values;
    }

    private static double[][] column(double[] values) {
        return Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
    }

    private static boolean[] keptBut(int... scrubbed) {
        boolean[] kept = new boolean[SCANS];
        Arrays.fill(kept, true);
        for (int scan : scrubbed) {
            kept[scan] = false;
        }
        return kept;
    }
}
