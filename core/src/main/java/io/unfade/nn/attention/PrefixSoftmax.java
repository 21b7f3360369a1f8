package io.unfade.nn.attention;

import ai.djl.ndarray.NDArray;

/**
 * The softmax over every prefix, for scores with finite and normal exp: a_tjk = p_jk / Z_tk for j up to t.
 *
 * @param chunks division of time
 * @param p exp(e), 0 in the padding, {@code (B*n, L, A)}
 * @param inverse 1 / Z, {@code (B*n, L, A)}
 */
record PrefixSoftmax(Chunks chunks, NDArray p, NDArray inverse) {
    /** Computes the parts from scores {@code (B, T, A)}. */
    static PrefixSoftmax of(NDArray scores, Chunks chunks) {
        NDArray p = chunks.cut(scores.exp());
        NDArray norm = chunks.series(p).cumSum(1);
        NDArray inverse = norm.onesLike().divi(norm).reshape(p.getShape());
        return new PrefixSoftmax(chunks, p, inverse);
    }

    /** {@return p with hops before steps, {@code (B*n, A, L)}} */
    NDArray hopsFirst() {
        return p.transpose(0, 2, 1);
    }

    /**
     * {@return the gradient of the scores, {@code (B, T, A)}}
     *
     * @param weighted p times its gradient at fixed 1 / Z, {@code (B*n, L, A)}
     * @param ofInverse the gradient of 1 / Z, {@code (B*n, L, A)}; overwritten
     */
    NDArray scoreGradient(NDArray weighted, NDArray ofInverse) {
        NDArray ofNorm = chunks.series(ofInverse.muli(inverse).muli(inverse));
        NDArray later = ofNorm.flip(1).cumSum(1).flip(1).reshape(p.getShape());
        return chunks.join(weighted.sub(later.muli(p)));
    }
}
