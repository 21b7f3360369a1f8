package io.unfade.math;

/**
 * Derives independent seeds from one seed, so that every series, epoch or draw has its own random stream and no result
 * depends on earlier draws. Pure integer arithmetic: identical on every platform.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014
 *       (the 64-bit finaliser; constants of variant 13 by D. Stafford)
 * </ol>
 */
public final class Seeds {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    /**
     * {@return the seed of a path}
     *
     * <p>With F the finaliser and g the odd 64-bit integer nearest to 2^64 divided by the golden ratio,
     *
     * <pre>{@code
     * s_0 = F(seed + g)        s_k = F(s_{k-1} + g (p_k + 1))
     * }</pre>
     *
     * Under one parent different numbers give different seeds; unrelated paths collide with probability 2^-64.
     *
     * @param seed the root seed
     * @param path numbers that identify a stream, such as {@code (1, i)} for series i of the test set; may be empty
     */
    public static long derive(long seed, long... path) {
        long derived = finalise(seed + GOLDEN_GAMMA);
        for (long step : path) {
            derived = next(derived, step);
        }
        return derived;
    }

    /**
     * {@return the seed of a name, such as a series' id, independent of position: {@code derive(seed, s_0, s_1, ...)}
     * with the UTF-16 units of the name}
     */
    public static long derive(long seed, String name) {
        return derive(seed, name.chars().asLongStream().toArray());
    }

    /**
     * {@return the seed one step further from a derived seed: {@code next(derive(s, a), b)} is {@code derive(s, a,
     * b)}}. With indices 0, 1, ... these are also the outputs of SplitMix64 started with the seed, in any order.
     */
    public static long next(long derived, long index) {
        return finalise(derived + GOLDEN_GAMMA * (index + 1));
    }

    private static long finalise(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
