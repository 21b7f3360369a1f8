package io.unfade.experiments.study;

import io.unfade.check.Require;
import io.unfade.data.source.TimeAxis;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * A user's choices for an experiment.
 *
 * @param quick whether to run a small version, with fewer seeds, series and epochs
 * @param epochs maximum number of epochs; null for the experiment's default
 * @param seed the first of the seeds
 * @param data folder of data that cannot be generated; null if not given
 * @param timeAxis which axis of an image is time
 */
public record Choices(
        boolean quick,
        @Nullable Integer epochs,
        long seed,
        @Nullable Path data,
        TimeAxis timeAxis) {
    private static final int MOST_SEEDS = 1000;

    /** Checks the number of epochs, and that seeds cannot overflow. */
    public Choices {
        Require.argument(seed <= Long.MAX_VALUE - MOST_SEEDS, "the seeds count up from %d, which is too large", seed);
        if (epochs != null) {
            Require.atLeastOne("epochs", epochs);
        }
    }

    /** {@return the maximum number of epochs, given those of the full and the quick version} */
    public int epochs(int full, int small) {
        if (epochs != null) {
            return epochs;
        }
        return quick ? small : full;
    }
}
