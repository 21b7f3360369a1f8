package io.unfade.fmri.clean;

import io.unfade.check.Require;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;

/**
 * The temporal cleaning of the series of one run, in the order and with the definitions of nilearn's {@code signal.clean}:
 *
 * <ol>
 *   <li>a cosine filter adds its slow cosines to the confounds;
 *   <li>scans that are not kept are left out; for a Butterworth filter, which needs even steps, those between kept scans are
 *       first replaced by a cubic spline through the kept ones, and left out after step 4. Nothing is extrapolated
 *       before the first or after the last kept scan;
 *   <li>linear trends are removed from series and confounds;
 *   <li>the Butterworth filter is run on series and confounds;
 *   <li>confounds are standardised, and regressed out of the series by least squares;
 *   <li>the series are standardised.
 * </ol>
 *
 * Each run is cleaned on its own. Arrays are (scans, regions) and (scans, confounds). Time and memory are O(scans x
 * regions) for each step, times the number of confounds for step 5.
 *
 * <p>Differs from nilearn: invalid cut-offs are errors, not adjusted with a warning; a column that is constant up to
 * rounding is treated as constant, not scaled up; the rounding threshold of confounds is relative to the largest of
 * them; slow cosines among the confounds do not switch the cosine filter off (shared directions count once).
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>Lindquist, Geuter, Wager, Caffo. Modular preprocessing pipelines can reintroduce artifacts into fMRI data. Human
 *       Brain Mapping, 2019.
 * </ol>
 *
 * @param detrend whether linear trends are removed from series and confounds
 * @param filter which frequencies are kept
 * @param standardize the last step
 * @param standardizeConfounds whether confounds get mean 0 and standard deviation 1 before they are regressed out; if
 *     not, they are divided by their largest absolute value, and one with a mean also explains means
 */
public record Cleaning(boolean detrend, Filter filter, Standardize standardize, boolean standardizeConfounds) {
    /** {@return detrending and z-scores, no filter: nilearn's defaults} */
    public static Cleaning usual() {
        return new Cleaning(true, Filter.none(), Standardize.ZSCORE_SAMPLE, true);
    }

    /**
     * {@return the cleaned series, (kept scans, regions), as new arrays}
     *
     * @param signals (scans, regions), finite; not changed
     * @param confounds (scans, confounds), finite; null if there are none; not changed
     * @param repetitionTime seconds from one scan to the next; may be NaN without a filter
     * @param kept which scans are kept; null if all are
     * @throws IllegalArgumentException if numbers of rows differ, rows are of unequal length, a value is not finite, fewer
     *     than 2 scans are kept, the filter does not fit the TR or needs more scans, or the confounds leave nothing
     */
    public double[][] clean(
            double[][] signals, double @Nullable [][] confounds, double repetitionTime, boolean @Nullable [] kept) {
        checkMatrix("signals", "region", signals);
        double[][] given = confounds == null ? new double[signals.length][0] : confounds;
        checkLength("confounds", given.length, signals.length);
        checkMatrix("confounds", "confound", given);
        filter.checkFits(repetitionTime);
        return cleaned(signals, withDrifts(given, repetitionTime), repetitionTime, scans(kept, signals.length));
    }

    private double[][] cleaned(double[][] signals, double[][] confounds, double repetitionTime, KeptScans scans) {
        boolean even = filter instanceof Filter.Butterworth;
        double[][] series = even ? scans.filled(signals) : scans.of(signals);
        double[] means = Columns.means(series);
        series = inTime(series, repetitionTime, scans);
        if (confounds[0].length > 0) {
            double[][] regressors = inTime(even ? scans.filled(confounds) : scans.of(confounds), repetitionTime, scans);
            if (standardizeConfounds) {
                Columns.standardize(regressors, Columns.magnitudes(confounds));
            } else {
                Columns.divideByMagnitudes(regressors);
            }
            Projection.remove(series, regressors, series.length - (detrend ? 2 : 1));
        }
        standardize(series, means, Columns.magnitudes(signals));
        return series;
    }

    /** {@return rows after detrending and filter, of the kept scans only} */
    private double[][] inTime(double[][] rows, double repetitionTime, KeptScans scans) {
        if (detrend) {
            Columns.removeLines(rows);
        }
        return filter instanceof Filter.Butterworth band
                ? scans.ofFilled(ZeroPhase.filtered(rows, band, repetitionTime))
                : rows;
    }

    private void standardize(double[][] series, double[] means, double[] magnitudes) {
        if (standardize == Standardize.ZSCORE_SAMPLE) {
            Columns.standardize(series, magnitudes);
        } else if (standardize == Standardize.PERCENT_SIGNAL_CHANGE) {
            if (detrend || (filter instanceof Filter.Butterworth band && band.removesMean())) {
                Columns.addScaled(series, 1, means);
            }
            Columns.toPercentChange(series);
        }
    }

    private double[][] withDrifts(double[][] confounds, double repetitionTime) {
        return filter instanceof Filter.Cosine cosine
                ? CosineDrift.beside(confounds, cosine.highPass(), repetitionTime)
                : confounds;
    }

    private static KeptScans scans(boolean @Nullable [] kept, int count) {
        if (kept == null) {
            boolean[] all = new boolean[count];
            Arrays.fill(all, true);
            return new KeptScans(all);
        }
        checkLength("the list of kept scans", kept.length, count);
        return new KeptScans(kept);
    }

    private static void checkLength(String what, int found, int scans) {
        Require.argument(
                found == scans, "signals and %s need the same number of scans, but have %d and %d", what, scans, found);
    }

    private static void checkMatrix(String what, String column, double[][] rows) {
        Require.argument(rows.length > 0, "%s need at least 1 scan", what);
        for (int t = 0; t < rows.length; t++) {
            Require.argument(
                    rows[t].length == rows[0].length,
                    "%s need rows of equal length, but scan %d has %d values and the first has %d",
                    what,
                    t + 1,
                    rows[t].length,
                    rows[0].length);
            for (int i = 0; i < rows[t].length; i++) {
                if (!Double.isFinite(rows[t][i])) {
                    throw new IllegalArgumentException(String.format(
                            Locale.ROOT,
                            "%s must be finite, but scan %d of %s %d is %s",
                            what,
                            t + 1,
                            column,
                            i + 1,
                            rows[t][i]));
                }
            }
        }
    }
}
