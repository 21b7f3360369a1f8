package io.unfade.data.source;

/** The order of the axes of an array of series. */
public enum ArrayAxes {
    /** {@code (series, time, feature)}, as this library writes it. */
    SERIES_TIME_FEATURE,
    /** {@code (series, feature, time)}, as aeon, sktime and PyTorch's convolutions have it. */
    SERIES_FEATURE_TIME
}
