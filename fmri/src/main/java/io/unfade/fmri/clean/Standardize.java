package io.unfade.fmri.clean;

import io.unfade.check.Keyed;

/** The scaling of each region's series, the last step. */
public enum Standardize implements Keyed {
    /** Nothing. */
    NONE,

    /** Mean 0 and standard deviation 1, with n - 1 in its denominator: nilearn's {@code zscore_sample}. */
    ZSCORE_SAMPLE,

    /**
     * Percent signal change: 100 (x - m) / |m|, where m is the series' mean. A mean removed by detrending or a
     * high-pass filter is restored first. A series with mean 0 becomes 0.
     */
    PERCENT_SIGNAL_CHANGE
}
