package io.unfade.benchmark;

import java.util.Locale;

/** The suites, in the order in which they run. */
public enum SuiteName {
    /** One training step, over the sizes of model and batch. */
    CELL,
    /** Gradient saliency, in epochs of training. */
    EXPLAIN,
    /** Epochs of training. */
    TRAIN,
    /** One step of an endless series. */
    STREAM;

    /** {@return the name on the command line} */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
