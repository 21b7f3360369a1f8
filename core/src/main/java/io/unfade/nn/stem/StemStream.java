package io.unfade.nn.stem;

import io.unfade.math.StreamState;
import org.jspecify.annotations.Nullable;

/** A causal stem, or what is before it, that reads one step at a time, in constant memory and without allocation. */
public interface StemStream {
    /**
     * Takes a step.
     *
     * @param x its C values; not changed
     * @return the C' values of the output that belongs to this step, valid until the next call; null if none does
     */
    double @Nullable [] step(double[] x);

    /**
     * Ends the series: only a reset may follow.
     *
     * @return the output of steps that no output belongs to so far, valid until the next call; null if there is none
     */
    default double @Nullable [] end() {
        return null;
    }

    /** Resets the state: the next step is the first of a series. */
    void reset();

    /** Passes what the next step depends on. */
    void pass(StreamState state);
}
