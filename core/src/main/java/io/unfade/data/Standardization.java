package io.unfade.data;

import io.unfade.check.NearestWord;

import java.util.Arrays;
import java.util.Locale;

/** What shares a mean and a scale when series are standardised. */
public enum Standardization {
    /** Nothing is standardised. */
    NONE("none"),
    /** All real steps of a feature share one mean and one scale. */
    PER_FEATURE("per-feature"),
    /** Each step of a feature has a mean and a scale of its own; needs equal lengths. */
    PER_CELL("per-cell"),
    /** All real steps of a feature within one series share one mean and one scale, taken from that series. */
    PER_SERIES("per-series"),
    /**
     * All real steps of a feature within the series of one group (run, subject) share one mean and one scale, taken from
     * these series; needs groups.
     */
    PER_GROUP("per-group");

    private final String label;

    Standardization(String label) {
        this.label = label;
    }

    /** {@return the name used in files and options} */
    public String label() {
        return label;
    }

    /**
     * {@return whether means and scales are learnt from the training series and kept with the model; if not, they are taken
     * from the series that are read, or there are none}
     */
    public boolean isLearnt() {
        return this == PER_FEATURE || this == PER_CELL;
    }

    /**
     * {@return the kind of this name}
     *
     * @param label as {@link #label} gives it
     * @throws IllegalArgumentException if there is no such kind
     */
    public static Standardization of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "standardization must be one of none, per-feature, per-cell, per-series, per-group, but was '%s'%s",
                        label,
                        NearestWord.clause(
                                label,
                                Arrays.stream(values())
                                        .map(Standardization::label)
                                        .toList()))));
    }
}
