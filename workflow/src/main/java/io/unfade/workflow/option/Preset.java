package io.unfade.workflow.option;

import io.unfade.check.Keyed;
import io.unfade.data.SeriesSet;
import org.jspecify.annotations.Nullable;

/** Where the settings of a new model come from that a request leaves open. */
public enum Preset implements Keyed {
    /** Chosen by the training series: see {@link DataDefaults}. */
    DATA,
    /** As in the paper: no stem, concatenated hops, the last state, Adam. */
    PAPER;

    static final String BY_DATA = "by the data";

    /** {@return a value, or another one if it is null} */
    static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    /** {@return what the preset chooses for some training series} */
    public DataDefaults of(SeriesSet training) {
        return this == DATA ? DataDefaults.of(training) : DataDefaults.NONE;
    }
}
