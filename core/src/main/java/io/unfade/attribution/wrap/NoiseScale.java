package io.unfade.attribution.wrap;

import io.unfade.check.Keyed;

/** What the deviation of noise is a share of. */
public enum NoiseScale implements Keyed {
    /** The range of all cells of the series: one deviation for all features. */
    RANGE,
    /** The standard deviation of each feature over the steps of the series: a feature that does not change has no noise. */
    DEVIATION
}
