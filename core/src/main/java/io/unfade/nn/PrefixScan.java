package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unfade.engine.Constants;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * Softmax attention over every prefix of a series in time linear in T.
 *
 * <p>With scores e {@code (B, T, A)} and values v, the average at step t and hop k is
 *
 * <pre>{@code
 * M_tk = sum_{j<=t} exp(e_jk) v_j / sum_{j<=t} exp(e_jk) = S_tk / Z_tk
 * }</pre>
 *
 * a ratio of two prefix sums. Time is cut into chunks; inside a chunk the sums are matrix products,
 * between chunks a state (Z, S) is carried. Time and memory are O(T) for a fixed chunk length.
 *
 * <p>Two forms give the same numbers. The plain one takes exp(e) as it is and needs |e| bounded. The safe one takes
 * exp(e_j - m_t) with the running maximum m_t, is right for any finite scores, and costs a factor of the chunk length
 * more in memory.
 */
final class PrefixScan {
    /*
     * The running maximum is a constant to the gradient: M does not change when m does. Cells above the diagonal are
     * set to 0 before exp, so that they are finite and their gradient is 0, not NaN; by a product and not by a minimum,
     * whose gradient is halved where both sides are equal, as they are at the maximum. Time is cut by one split and not
     * by slices: the gradient of each slice would be as long as the whole series, and the cost quadratic.
     */
    private static final int MEAN_CHUNK = 128;
    private static final int HOP_CHUNK = 32;

    private final NDArray scores;
    private final @Nullable NDArray runningMax;
    private final long hops;

    private PrefixScan(NDArray scores, boolean bounded) {
        this.scores = scores;
        this.hops = scores.getShape().get(2);
        this.runningMax = bounded ? null : runningMax(scores);
    }

    /**
     * Prepares a scan.
     *
     * @param scores e {@code (B, T, A)}
     * @param bounded whether exp(e), its sums over T, and the products of two of them stay finite and normal
     */
    static PrefixScan of(NDArray scores, boolean bounded) {
        return new PrefixScan(scores, bounded);
    }

    /** {@return the mean over hops of M_t, {@code (B, T, C)}, for values {@code (B, T, C)}} */
    NDArray meanOverHops(NDArray values) {
        NDList outputs = new NDList();
        State state = null;
        for (Chunk chunk : chunks(values, runningMax == null ? MEAN_CHUNK : HOP_CHUNK)) {
            Weights weights = chunk.weights(state);
            NDArray mean = weights.summedOverHops().matMul(chunk.values());
            if (state != null) {
                mean = mean.add(weights.carried().matMul(state.sums()));
            }
            outputs.add(mean.div(Constants.of((double) hops, mean)));
            state = weights.advance(state, chunk.values());
        }
        return joined(outputs);
    }

    /** {@return M_t, {@code (B, T, A, C)}, for values {@code (B, T, C)} that all hops share} */
    NDArray perHop(NDArray values) {
        NDList outputs = new NDList();
        State state = null;
        for (Chunk chunk : chunks(values, HOP_CHUNK)) {
            Weights weights = chunk.weights(state);
            Shape shape = chunk.values().getShape();
            // all hops of a series are one matrix product
            NDArray averages = weights.perHop()
                    .reshape(shape.get(0), hops * shape.get(1), shape.get(1))
                    .matMul(chunk.values())
                    .reshape(shape.get(0), hops, shape.get(1), shape.get(2));
            outputs.add(withCarried(averages, weights, state).transpose(0, 2, 1, 3));
            state = weights.advance(state, chunk.values());
        }
        return joined(outputs);
    }

    /** {@return the sum over hops of the averages, {@code (B, T, V)}, for values {@code (B, T, A, V)} of each hop} */
    NDArray sumOverHops(NDArray values) {
        if (runningMax == null) {
            NDArray p = scores.exp();
            return p.expandDims(3)
                    .mul(values)
                    .cumSum(1)
                    .div(p.cumSum(1).expandDims(3))
                    .sum(new int[] {2});
        }
        NDList outputs = new NDList();
        State state = null;
        for (Chunk chunk : chunks(values, HOP_CHUNK)) {
            NDArray v = chunk.values().transpose(0, 2, 1, 3);
            SafeWeights weights = chunk.safeWeights(state);
            NDArray averages = weights.perHop().matMul(v);
            outputs.add(withCarried(averages, weights, state).sum(new int[] {1}));
            state = weights.advanceHops(state, v);
        }
        return joined(outputs);
    }

    /** Adds what came before the chunk to averages {@code (B, A, L, V)}. */
    private static NDArray withCarried(NDArray averages, Weights weights, @Nullable State state) {
        if (state == null) {
            return averages;
        }
        NDArray carried = weights.carried().transpose(0, 2, 1).expandDims(3);
        return averages.add(carried.mul(state.sums().expandDims(2)));
    }

    private static NDArray joined(NDList chunks) {
        return chunks.size() == 1 ? chunks.get(0) : NDArrays.concat(chunks, 1);
    }

    private List<Chunk> chunks(NDArray values, int length) {
        NDList valueParts = split(values, length);
        NDList scoreParts = split(scores, length);
        NDList maxParts = runningMax == null ? null : split(runningMax, length);
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < valueParts.size(); i++) {
            chunks.add(new Chunk(valueParts.get(i), scoreParts.get(i), maxParts == null ? null : maxParts.get(i)));
        }
        return chunks;
    }

    private static NDList split(NDArray array, int length) {
        long steps = array.getShape().get(1);
        long[] cuts = LongStream.iterate(length, cut -> cut < steps, cut -> cut + length)
                .toArray();
        return cuts.length == 0 ? new NDList(array) : array.split(cuts, 1);
    }

    /**
     * L steps of the series.
     *
     * @param values {@code (B, L, ...)}
     * @param scores e {@code (B, L, A)}
     * @param max m {@code (B, L, A)}; absent in the plain form
     */
    private record Chunk(
            NDArray values, NDArray scores, @Nullable NDArray max) {
        Weights weights(@Nullable State state) {
            return max == null ? PlainWeights.of(scores, state) : SafeWeights.of(scores, max, state);
        }

        SafeWeights safeWeights(@Nullable State state) {
            return SafeWeights.of(scores, Objects.requireNonNull(max), state);
        }
    }

    /**
     * What a chunk hands to the next one, relative to the running maximum in the safe form.
     *
     * @param max m at the chunk's last step {@code (B, 1, A)}; absent in the plain form
     * @param norm Z {@code (B, 1, A)}
     * @param sums S {@code (B, A, V)}
     */
    private record State(@Nullable NDArray max, NDArray norm, NDArray sums) {}

    /** The attention weights inside one chunk. */
    private interface Weights {
        /** {@return weights of step j (last axis) at step t, summed over hops, {@code (B, L, L)}} */
        NDArray summedOverHops();

        /** {@return weights of step j (last axis) at step t of each hop, {@code (B, A, L, L)}} */
        NDArray perHop();

        /** {@return the weight of the carried sums at each step, {@code (B, L, A)}} */
        NDArray carried();

        /** {@return the state behind this chunk, for values {@code (B, L, V)} that all hops share} */
        State advance(@Nullable State state, NDArray values);
    }

    private record PlainWeights(NDArray p, NDArray norm, NDArray inverse) implements Weights {
        static PlainWeights of(NDArray e, @Nullable State state) {
            NDArray p = e.exp();
            NDArray norm = p.cumSum(1);
            if (state != null) {
                norm = norm.add(state.norm());
            }
            return new PlainWeights(p, norm, norm.onesLike().div(norm));
        }

        @Override
        public NDArray summedOverHops() {
            NDArray pairs = inverse.matMul(p.transpose(0, 2, 1));
            return pairs.mul(lowerTriangle(pairs.getManager(), pairs.getShape().get(1), pairs.getDataType()));
        }

        @Override
        public NDArray carried() {
            return inverse;
        }

        @Override
        public NDArray perHop() {
            long steps = p.getShape().get(1);
            NDArray later = inverse.transpose(0, 2, 1).expandDims(3);
            NDArray earlier = p.transpose(0, 2, 1).expandDims(2);
            return later.mul(earlier).mul(lowerTriangle(p.getManager(), steps, p.getDataType()));
        }

        @Override
        public State advance(@Nullable State state, NDArray values) {
            NDArray sums = p.transpose(0, 2, 1).matMul(values);
            return new State(null, lastStep(norm), state == null ? sums : sums.add(state.sums()));
        }
    }

    /**
     * @param pairs exp(e_j - m_t), {@code (B, L(t), L(j), A)}
     * @param decay exp(m_before - m_t), {@code (B, L, A)}; absent in the first chunk
     */
    private record SafeWeights(
            NDArray max,
            NDArray pairs,
            NDArray norm,
            NDArray inverse,
            @Nullable NDArray decay) implements Weights {
        static SafeWeights of(NDArray e, NDArray m, @Nullable State state) {
            NDArray triangle = lowerTriangle(e.getManager(), e.getShape().get(1), e.getDataType())
                    .expandDims(2);
            NDArray gaps = e.expandDims(1).sub(m.expandDims(2)).mul(triangle);
            NDArray pairs = gaps.exp().mul(triangle);
            NDArray norm = pairs.sum(new int[] {2});
            NDArray decay = null;
            if (state != null && state.max() != null) {
                decay = m.neg().add(state.max()).exp();
                norm = norm.add(decay.mul(state.norm()));
            }
            return new SafeWeights(m, pairs, norm, norm.onesLike().div(norm), decay);
        }

        @Override
        public NDArray summedOverHops() {
            return pairs.mul(inverse.expandDims(2)).sum(new int[] {3});
        }

        @Override
        public NDArray perHop() {
            return pairs.mul(inverse.expandDims(2)).transpose(0, 3, 1, 2);
        }

        @Override
        public NDArray carried() {
            return decay == null ? inverse : inverse.mul(decay);
        }

        @Override
        public State advance(@Nullable State state, NDArray values) {
            NDArray last = lastStep(pairs).squeeze(1).transpose(0, 2, 1);
            return next(state, last.matMul(values));
        }

        /** {@return the state behind this chunk, for values {@code (B, A, L, V)} of each hop} */
        State advanceHops(@Nullable State state, NDArray values) {
            NDArray last = lastStep(pairs).transpose(0, 3, 1, 2);
            return next(state, last.matMul(values).squeeze(2));
        }

        private State next(@Nullable State state, NDArray sums) {
            NDArray all = sums;
            if (state != null && decay != null) {
                all = sums.add(lastStep(decay).transpose(0, 2, 1).mul(state.sums()));
            }
            return new State(lastStep(max), lastStep(norm), all);
        }
    }

    /** The maximum of every prefix by doubling: after i rounds a step knows the maximum of the last 2^i steps. */
    private static NDArray runningMax(NDArray scores) {
        NDArray max = scores.stopGradient();
        long steps = max.getShape().get(1);
        for (long shift = 1; shift < steps; shift *= 2) {
            NDArray head = slice(max, 0, shift);
            NDArray tail = slice(max, shift, steps).maximum(slice(max, 0, steps - shift));
            max = NDArrays.concat(new NDList(head, tail), 1);
        }
        return max;
    }

    private static NDArray lowerTriangle(NDManager manager, long size, DataType type) {
        NDArray index = manager.arange(0f, (float) size, 1f, type);
        return index.reshape(size, 1).gte(index.reshape(new Shape(1, size))).toType(type, false);
    }

    private static NDArray lastStep(NDArray array) {
        long steps = array.getShape().get(1);
        return slice(array, steps - 1, steps);
    }

    private static NDArray slice(NDArray array, long from, long to) {
        if (from == 0 && to == array.getShape().get(1)) {
            return array;
        }
        return array.get(new NDIndex().addAllDim().addSliceDim(from, to));
    }
}
