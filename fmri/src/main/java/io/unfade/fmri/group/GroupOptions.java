package io.unfade.fmri.group;

import io.unfade.check.Require;

/**
 * Options of a group comparison.
 *
 * @param level what counts as one observation
 * @param signed whether maps keep the sign and size of the saliency; else |saliency|, as shares that sum to 1 over the
 *     regions
 * @param twoSided whether decreases relative to the other classes count as well as increases
 * @param permutations the number of random permutations, at least 1; if there are no more distinct ones, all are used
 * @param seed seed of the permutations
 */
public record GroupOptions(Level level, boolean signed, boolean twoSided, int permutations, long seed) {
    /**
     * Checks the number of permutations.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public GroupOptions {
        Require.argument(permutations >= 1, "a test needs at least 1 permutation, but was told %d", permutations);
    }

    /** {@return means of groups, shares, one-sided, 5000 permutations, seed 0} */
    public static GroupOptions defaults() {
        return new GroupOptions(Level.GROUP, false, false, 5000, 0);
    }

    /** {@return a copy with another level} */
    public GroupOptions withLevel(Level other) {
        return new GroupOptions(other, signed, twoSided, permutations, seed);
    }

    /** {@return a copy with signed maps or with shares} */
    public GroupOptions withSigned(boolean other) {
        return new GroupOptions(level, other, twoSided, permutations, seed);
    }

    /** {@return a one-sided or two-sided copy} */
    public GroupOptions withTwoSided(boolean other) {
        return new GroupOptions(level, signed, other, permutations, seed);
    }

    /** {@return a copy with another number of permutations} */
    public GroupOptions withPermutations(int number) {
        return new GroupOptions(level, signed, twoSided, number, seed);
    }

    /** {@return a copy with another seed} */
    public GroupOptions withSeed(long other) {
        return new GroupOptions(level, signed, twoSided, permutations, other);
    }
}
