package io.unfade.fmri.region;

import io.unfade.check.Require;

import java.util.List;

/**
 * The time series of the regions of one run.
 *
 * @param values one row for each scan, one column for each region; owned by this record, not to be changed
 * @param regions the columns
 * @param repetitionTime seconds from one scan to the next, TR; NaN if the file does not give it
 */
public record RegionSeries(double[][] values, List<Region> regions, double repetitionTime) {
    /** Checks that rows and regions agree. */
    public RegionSeries {
        regions = List.copyOf(regions);
        Require.argument(values.length >= 1, "region series need at least 1 scan");
        for (double[] row : values) {
            Require.size("a scan", regions.size(), row.length);
        }
    }

    /** {@return the number of scans} */
    public int scans() {
        return values.length;
    }

    /** {@return the same regions with other values} */
    public RegionSeries withValues(double[][] other) {
        return new RegionSeries(other, regions, repetitionTime);
    }
}
