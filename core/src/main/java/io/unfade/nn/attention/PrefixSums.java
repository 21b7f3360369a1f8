package io.unfade.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.jspecify.annotations.Nullable;

/**
 * The sums of attention over the first steps of series, relative to the largest score: with them the steps that follow
 * are attended to next to those before, which are not needed again.
 *
 * @param max m, the largest score so far {@code (B, 1, A)}
 * @param norm Z = sum of exp(e_j - m) {@code (B, 1, A)}
 * @param sums S = sum of exp(e_j - m) v_j {@code (B, A, V)}
 */
public record PrefixSums(NDArray max, NDArray norm, NDArray sums) {
    /** {@return the sums of {@link #arrays}; null if the list is empty, before the first step} */
    public static @Nullable PrefixSums of(NDList arrays) {
        return arrays.isEmpty() ? null : new PrefixSums(arrays.get(0), arrays.get(1), arrays.get(2));
    }

    /** {@return the three arrays, each with an axis of the series first} */
    public NDList arrays() {
        return new NDList(max, norm, sums);
    }
}
