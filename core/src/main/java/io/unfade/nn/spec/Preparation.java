package io.unfade.nn.spec;

import io.unfade.check.Keyed;
import io.unfade.check.Require;
import org.jspecify.annotations.Nullable;

/**
 * What a network does to each standardised series before its stem, in this order: it limits the values, takes first
 * differences, and takes means over blocks of steps. A part of the network, without weights; saliency is that of the
 * series' own cells.
 *
 * @param clip limit K of the size of each value, finite and above 0: larger ones become K or -K, and have no gradient;
 *     null for none
 * @param differences whether the network sees first differences {@code x_t - x_(t-1)}, which are 0 at the first step
 * @param pool steps of a block, at least 1; of the last block of a series, those that it has
 */
public record Preparation(@Nullable Double clip, Differences differences, int pool) {
    /** The series as they are. */
    public static final Preparation NONE = new Preparation(null, Differences.NONE, 1);

    /** What becomes of first differences. */
    public enum Differences implements Keyed {
        /** There are none. */
        NONE,
        /** They follow the features, in the same order. */
        ADDED,
        /** They replace the features. */
        ONLY
    }

    /** Checks the ranges. */
    public Preparation {
        Require.argument(
                clip == null || (clip > 0 && Double.isFinite(clip)),
                "the limit of values must be finite and above 0, but was %s",
                String.valueOf(clip));
        Require.atLeastOne("the steps of a block", pool);
    }

    /** {@return the number of features afterwards, for series of C features} */
    public int width(int features) {
        if (differences != Differences.ADDED) {
            return features;
        }
        Require.argument(features <= Integer.MAX_VALUE / 2, "%d features are too many to add differences to", features);
        return 2 * features;
    }

    /** {@return the number of steps afterwards, for a series of some steps: the blocks begun} */
    public int steps(int steps) {
        return (int) (((long) steps + pool - 1) / pool);
    }
}
