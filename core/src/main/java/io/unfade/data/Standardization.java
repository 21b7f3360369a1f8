package io.unfade.data;

import io.unfade.check.Keyed;

/** Which values share a mean and a scale in standardisation. */
public enum Standardization implements Keyed {
    /** No standardisation. */
    NONE,
    /** All real steps of a feature share one mean and one scale. */
    PER_FEATURE,
    /** Each step of a feature has its own mean and scale; needs equal lengths. */
    PER_CELL,
    /** All real steps of a feature within one series share one mean and one scale, taken from that series. */
    PER_SERIES,
    /**
     * All real steps of a feature within the series of one group (run, subject) share one mean and one scale, taken from
     * these series; needs groups.
     */
    PER_GROUP;

    /**
     * {@return whether means and scales are learnt from the training series and stored with the model; otherwise they
     * are computed from the series read, or there are none}
     */
    public boolean isLearnt() {
        return this == PER_FEATURE || this == PER_CELL;
    }

    /**
     * {@return the kind of this name}
     *
     * @param key as returned by {@link #key}
     * @throws IllegalArgumentException if there is no such kind
     */
    public static Standardization of(String key) {
        return Keyed.of(Standardization.class, "standardization", key);
    }
}
