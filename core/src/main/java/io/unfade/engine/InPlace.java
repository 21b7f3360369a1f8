package io.unfade.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/** Changes of arrays in place. */
public final class InPlace {
    private InPlace() {}

    /**
     * Overwrites an array with the values of another of the same shape and type; gradients must not be recorded
     * meanwhile. The engine's own {@code copyTo} does the same, but prints a warning on standard error.
     *
     * @param from is read
     * @param to is overwritten
     */
    public static void copy(NDArray from, NDArray to) {
        to.set(new NDIndex("..."), from);
    }
}
