package io.unfade.data.source;

import io.unfade.check.Keyed;

/** The order of the axes of an array of series. */
public enum ArrayAxes implements Keyed {
    /** {@code (series, time, feature)}, this library's own order. */
    SERIES_TIME_FEATURE,
    /** {@code (series, feature, time)}, as in aeon, sktime and PyTorch's convolutions. */
    SERIES_FEATURE_TIME
}
