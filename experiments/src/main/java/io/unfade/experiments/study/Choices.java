package io.unfade.experiments.study;

import io.unfade.check.Require;
import io.unfade.data.source.TimeAxis;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * What a user may choose of an experiment.
 *
 * @param quick a small version: fewer seeds, series and epochs
 * @param epochs how long to train at most; null for as long as the experiment does
 * @param seed the first of the seeds
 * @param data folder of data that cannot be generated; null if none was named
 * @param timeAxis which axis of an image is time
 */
public record Choices(
        boolean quick,
        @Nullable Integer epochs,
        long seed,
        @Nullable Path data,
        TimeAxis timeAxis) {
    private static final int MOST_SEEDS = 1000;

    /** Checks the number of epochs, and that seeds can be counted up. */
    public Choices {
        Require.argument(seed <= Long.MAX_VALUE - MOST_SEEDS, "the seeds count up from %d, which is too large", seed);
        Require.argument(
                epochs == null || epochs >= 1, "epochs must be at least 1, but was %d", epochs == null ? 1 : epochs);
    }

    /** {@return how many epochs to train at most, of those of the full and of the quick version} */
    public int epochs(int full, int small) {
        if (epochs != null) {
            return epochs;
        }
        return quick ? small : full;
    }
}
