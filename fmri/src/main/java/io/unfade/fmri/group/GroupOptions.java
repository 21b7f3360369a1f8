package io.unfade.fmri.group;

import io.unfade.check.Require;

/**
 * How a group is tested.
 *
 * @param level what counts as one observation
 * @param signed whether a map keeps the sign of the saliency and its size; else |saliency|, as shares that sum to 1 over the
 *     regions
 * @param twoSided whether less than in the other classes counts as well as more
 * @param permutations how many shufflings are drawn, at least 1; all of them are done if there are no more
 * @param seed seed of the shufflings
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

    /** {@return the same at another level} */
    public GroupOptions withLevel(Level other) {
        return new GroupOptions(other, signed, twoSided, permutations, seed);
    }

    /** {@return the same with signed maps or with shares} */
    public GroupOptions withSigned(boolean other) {
        return new GroupOptions(level, other, twoSided, permutations, seed);
    }

    /** {@return the same, one-sided or two-sided} */
    public GroupOptions withTwoSided(boolean other) {
        return new GroupOptions(level, signed, other, permutations, seed);
    }

    /** {@return the same with another number of permutations} */
    public GroupOptions withPermutations(int number) {
        return new GroupOptions(level, signed, twoSided, number, seed);
    }

    /** {@return the same with another seed} */
    public GroupOptions withSeed(long other) {
        return new GroupOptions(level, signed, twoSided, permutations, other);
    }
}
