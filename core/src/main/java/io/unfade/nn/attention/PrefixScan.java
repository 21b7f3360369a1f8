package io.unfade.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.unfade.engine.CustomGradient;
import org.jspecify.annotations.Nullable;

/**
 * Softmax attention over every prefix of a series in time linear in T.
 *
 * <p>With scores e {@code (B, T, A)} and inputs x {@code (B, T, C)}, the average at step t and hop k is
 *
 * <pre>{@code
 * M_tk = sum_{j<=t} exp(e_jk) x_j / sum_{j<=t} exp(e_jk) = S_tk / Z_tk
 * }</pre>
 *
 * a ratio of two prefix sums. Time is divided into chunks; within a chunk the sums are matrix products, across chunks
 * (Z, S) is carried. The two implementations give equal results, which belong to the manager of the inputs.
 */
public sealed interface PrefixScan permits PrefixScan.Plain, SafeScan {
    /** {@return the mean over hops of M_t, {@code (B, T, C)}} */
    NDArray mean(NDArray x);

    /**
     * {@return W vec(M_t), {@code (B, T, G)}, or vec(M_t), {@code (B, T, A*C)}, without a weight}
     *
     * @param weight W {@code (G, A*C)}, hop 0 first
     * @param normalized whether vec(M_t) is divided by its Euclidean norm first
     */
    NDArray concat(NDArray x, @Nullable NDArray weight, boolean normalized);

    /**
     * Prepares a scan.
     *
     * @param scores e {@code (B, T, A)}
     * @param bounded whether exp(e), its sums over T, and products of two of them are finite and normal
     */
    static PrefixScan of(NDArray scores, boolean bounded) {
        return bounded ? new Plain(scores) : new SafeScan(scores);
    }

    /** Uses exp(e) directly, with hand-written gradients. */
    record Plain(NDArray scores) implements PrefixScan {
        /* Projecting first keeps A*G numbers per step instead of A*C, but passes over them more often. */
        private static final double PROJECT_FIRST = 1.5;

        @Override
        public NDArray mean(NDArray x) {
            return CustomGradient.apply(new NDList(scores, x), () -> MeanScan.evaluate(scores, x));
        }

        @Override
        public NDArray concat(NDArray x, @Nullable NDArray weight, boolean normalized) {
            if (weight == null) {
                return CustomGradient.apply(
                        new NDList(scores, x), () -> AttendThenProject.evaluate(scores, x, null, normalized));
            }
            boolean projectFirst = !normalized
                    && weight.getShape().get(0) < PROJECT_FIRST * x.getShape().get(2);
            return CustomGradient.apply(
                    new NDList(scores, x, weight),
                    () -> projectFirst
                            ? ProjectThenAttend.evaluate(scores, x, weight)
                            : AttendThenProject.evaluate(scores, x, weight, normalized));
        }
    }
}
