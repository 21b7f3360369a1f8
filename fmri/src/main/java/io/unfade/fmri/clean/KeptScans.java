package io.unfade.fmri.clean;

import io.unfade.check.Require;

import java.util.stream.IntStream;

/** Which scans of a run are kept; the others were scrubbed. */
final class KeptScans {
    private static final int FEWEST = 2;

    private final int[] scans;

    /**
     * Lists the scans that are kept.
     *
     * @throws IllegalArgumentException if there are fewer than 2
     */
    KeptScans(boolean[] kept) {
        scans = IntStream.range(0, kept.length).filter(scan -> kept[scan]).toArray();
        Require.argument(
                scans.length >= FEWEST,
                "cleaning needs at least %d scans, but %d of %d are kept by scrubbing and the steady state",
                FEWEST,
                scans.length,
                kept.length);
    }

    /** {@return copies of the kept rows} */
    double[][] of(double[][] rows) {
        double[][] result = new double[scans.length][];
        for (int i = 0; i < scans.length; i++) {
            result[i] = rows[scans[i]].clone();
        }
        return result;
    }

    /**
     * {@return the rows from the first to the last kept scan, with those left out between them interpolated by a cubic
     * spline} Nothing is extrapolated.
     */
    double[][] filled(double[][] rows) {
        double[][] knots = of(rows);
        int first = scans[0];
        double[][] result = new double[scans[scans.length - 1] - first + 1][];
        Spline spline = result.length == scans.length ? null : new Spline(scans, knots);
        for (int i = 0; i < scans.length; i++) {
            result[scans[i] - first] = knots[i].clone();
            if (spline != null && i + 1 < scans.length) {
                for (int scan = scans[i] + 1; scan < scans[i + 1]; scan++) {
                    result[scan - first] = spline.at(scan, i);
                }
            }
        }
        return result;
    }

    /** {@return the kept rows, of rows that begin at the first kept scan} */
    double[][] ofFilled(double[][] rows) {
        double[][] result = new double[scans.length][];
        for (int i = 0; i < scans.length; i++) {
            result[i] = rows[scans[i] - scans[0]];
        }
        return result;
    }
}
