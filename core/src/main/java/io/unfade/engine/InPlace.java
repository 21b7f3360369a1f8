package io.unfade.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/** In-place changes of arrays. */
public final class InPlace {
    private InPlace() {}

    /**
     * Overwrites an array with the values of another of the same shape and type; recording must be off. Unlike the
     * engine's {@code copyTo}, prints no warning on standard error.
     *
     * @param from source
     * @param to destination
     */
    public static void copy(NDArray from, NDArray to) {
        to.set(new NDIndex("..."), from);
    }
}
