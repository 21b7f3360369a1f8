package io.unfade.nn.stem;

import org.jspecify.annotations.Nullable;

/** A causal stem that reads one step at a time, in constant memory and without allocation. */
public interface StemStream {
    /**
     * Takes a step.
     *
     * @param x its C values; not changed
     * @return the C' values of the output that belongs to this step, valid until the next call; null if none does
     */
    double @Nullable [] step(double[] x);

    /** Resets the state: the next step is the first of a series. */
    void reset();
}
