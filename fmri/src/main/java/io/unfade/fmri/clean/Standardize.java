package io.unfade.fmri.clean;

import io.unfade.check.Keyed;

/** What is done to each region's series last. */
public enum Standardize implements Keyed {
    /** Nothing. */
    NONE,

    /** Mean 0 and standard deviation 1, with n - 1 in its denominator: nilearn's {@code zscore_sample}. */
    ZSCORE_SAMPLE,

    /**
     * Percent signal change: 100 (x - m) / |m|, where m is the series' mean. Where detrending or a high-pass filter took
     * the mean out, the mean from before is put back first. A series of mean 0 becomes 0.
     */
    PERCENT_SIGNAL_CHANGE
}
