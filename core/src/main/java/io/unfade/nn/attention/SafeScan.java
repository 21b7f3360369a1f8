package io.unfade.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import io.unfade.engine.Constants;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * The scan for any finite scores: uses exp(e_j - m_t) with the running maximum m_t. Recorded for gradients operation by
 * operation; needs more memory than the plain form by a factor of the chunk's length. The steps may follow others, of which
 * the sums are given: the averages are then over those too. For one call of {@link #mean} or {@link #concat}.
 */
public final class SafeScan implements PrefixScan {
    /*
     * The running maximum is a constant to the gradient: M does not depend on m. Cells above the diagonal are set to 0
     * before exp, so that they are finite and their gradient is 0, not NaN; by a product rather than a minimum, which
     * halves the gradient where both sides are equal, as at the maximum. Time is divided by one split rather than by
     * slices: the gradient of each slice would have the length of the whole series, at quadratic cost.
     */
    private static final int CHUNK = 32;

    private final NDArray scores;
    private final NDArray runningMax;
    private final long hops;
    /** The sums over everything before the next chunk; they are not computed if nothing follows. */
    private Supplier<@Nullable PrefixSums> carried;

    SafeScan(NDArray scores) {
        this(scores, null);
    }

    /**
     * Prepares a scan of steps that follow others.
     *
     * @param scores e {@code (B, T, A)}
     * @param before the sums over the steps before, constants to the gradient; null if there are none
     */
    public SafeScan(NDArray scores, @Nullable PrefixSums before) {
        this.scores = scores;
        hops = scores.getShape().get(2);
        NDArray ownMax = runningMax(scores);
        runningMax = before == null ? ownMax : ownMax.maximum(before.max());
        carried = () -> before;
    }

    /**
     * {@return the sums over all steps, those before included, with C values for each hop}
     *
     * @throws IllegalStateException if nothing came before, and neither {@link #mean} nor, without a weight, {@link #concat} was
     *     called
     */
    public PrefixSums sums() {
        PrefixSums sums = carried.get();
        if (sums == null) {
            throw new IllegalStateException("the steps have not been scanned yet");
        }
        return sums;
    }

    @Override
    public NDArray mean(NDArray x) {
        NDList outputs = new NDList();
        for (Chunk chunk : chunks(x)) {
            PrefixSums state = carried.get();
            Weights weights = Weights.of(chunk, state);
            NDArray mean = weights.summedOverHops().matMul(chunk.values());
            if (state != null) {
                mean = mean.add(weights.carried().matMul(state.sums()));
            }
            outputs.add(mean.div(Constants.of((double) hops, mean)));
            carried = () -> weights.advance(state, chunk.values());
        }
        return joined(outputs);
    }

    @Override
    public NDArray concat(NDArray x, @Nullable NDArray weight, boolean normalized) {
        long features = x.getShape().get(2);
        if (weight != null && !normalized && weight.getShape().get(0) < features && carried.get() == null) {
            return projectedBefore(x, weight);
        }
        NDArray flat = perHop(x).reshape(x.getShape().get(0), x.getShape().get(1), hops * features);
        NDArray unit = normalized ? flat.div(EuclideanNorm.of(flat)) : flat;
        return weight == null ? unit : Linear.linear(unit, weight).head();
    }

    /** {@return M_t, {@code (B, T, A, C)}} */
    private NDArray perHop(NDArray x) {
        NDList outputs = new NDList();
        for (Chunk chunk : chunks(x)) {
            PrefixSums state = carried.get();
            Weights weights = Weights.of(chunk, state);
            Shape shape = chunk.values().getShape();
            // all hops of a series are one matrix product
            NDArray averages = weights.perHop()
                    .reshape(shape.get(0), hops * shape.get(1), shape.get(1))
                    .matMul(chunk.values())
                    .reshape(shape.get(0), hops, shape.get(1), shape.get(2));
            outputs.add(withCarried(averages, weights, state).transpose(0, 2, 1, 3));
            carried = () -> weights.advance(state, chunk.values());
        }
        return joined(outputs);
    }

    /** Applies each hop's block of the weight to x before the scan, which then runs over G values per hop. */
    private NDArray projectedBefore(NDArray x, NDArray weight) {
        Shape shape = x.getShape();
        long gates = weight.getShape().get(0);
        // x comes first in every operation, so that no result is attached to the manager of the weight
        NDArray blocks = weight.reshape(gates, hops, shape.get(2));
        blocks.attach(x.getManager());
        NDArray perHop = blocks.transpose(1, 0, 2).reshape(hops * gates, shape.get(2));
        NDArray values = Linear.linear(x, perHop).head().reshape(shape.get(0), shape.get(1), hops, gates);
        NDList outputs = new NDList();
        Supplier<@Nullable PrefixSums> ofGates = () -> null;
        for (Chunk chunk : chunks(values)) {
            PrefixSums state = ofGates.get();
            NDArray v = chunk.values().transpose(0, 2, 1, 3);
            Weights weights = Weights.of(chunk, state);
            outputs.add(withCarried(weights.perHop().matMul(v), weights, state).sum(new int[] {1}));
            ofGates = () -> weights.advanceHops(state, v);
        }
        return joined(outputs);
    }

    /** Adds the contribution of earlier chunks to averages {@code (B, A, L, V)}. */
    private static NDArray withCarried(NDArray averages, Weights weights, @Nullable PrefixSums state) {
        if (state == null) {
            return averages;
        }
        NDArray carried = weights.carried().transpose(0, 2, 1).expandDims(3);
        return averages.add(carried.mul(state.sums().expandDims(2)));
    }

    private static NDArray joined(NDList chunks) {
        return chunks.size() == 1 ? chunks.get(0) : NDArrays.concat(chunks, 1);
    }

    private List<Chunk> chunks(NDArray values) {
        NDList valueParts = split(values);
        NDList scoreParts = split(scores);
        NDList maxParts = split(runningMax);
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < valueParts.size(); i++) {
            chunks.add(new Chunk(valueParts.get(i), scoreParts.get(i), maxParts.get(i)));
        }
        return chunks;
    }

    private static NDList split(NDArray array) {
        long steps = array.getShape().get(1);
        long[] cuts = LongStream.iterate(CHUNK, cut -> cut < steps, cut -> cut + CHUNK)
                .toArray();
        return cuts.length == 0 ? new NDList(array) : array.split(cuts, 1);
    }

    /**
     * L steps of the series.
     *
     * @param values {@code (B, L, ...)}
     * @param scores e {@code (B, L, A)}
     * @param max m {@code (B, L, A)}
     */
    private record Chunk(NDArray values, NDArray scores, NDArray max) {}

    /**
     * The attention weights inside one chunk.
     *
     * @param pairs exp(e_j - m_t), {@code (B, L(t), L(j), A)}
     * @param decay exp(m_before - m_t), {@code (B, L, A)}; absent in the first chunk
     */
    private record Weights(
            NDArray max,
            NDArray pairs,
            NDArray norm,
            NDArray inverse,
            @Nullable NDArray decay) {
        static Weights of(Chunk chunk, @Nullable PrefixSums state) {
            NDArray e = chunk.scores();
            NDArray m = chunk.max();
            NDArray triangle = Chunks.lowerTriangle(e, e.getShape().get(1)).expandDims(2);
            NDArray gaps = e.expandDims(1).sub(m.expandDims(2)).mul(triangle);
            NDArray pairs = gaps.exp().mul(triangle);
            NDArray norm = pairs.sum(new int[] {2});
            NDArray decay = null;
            if (state != null) {
                decay = m.neg().add(state.max()).exp();
                norm = norm.add(decay.mul(state.norm()));
            }
            return new Weights(m, pairs, norm, norm.onesLike().div(norm), decay);
        }

        /** {@return weights of step j (last axis) at step t, summed over hops, {@code (B, L, L)}} */
        NDArray summedOverHops() {
            return pairs.mul(inverse.expandDims(2)).sum(new int[] {3});
        }

        /** {@return weights of step j (last axis) at step t of each hop, {@code (B, A, L, L)}} */
        NDArray perHop() {
            return pairs.mul(inverse.expandDims(2)).transpose(0, 3, 1, 2);
        }

        /** {@return the weight of the carried sums at each step, {@code (B, L, A)}} */
        NDArray carried() {
            return decay == null ? inverse : inverse.mul(decay);
        }

        /** {@return the state after this chunk, for values {@code (B, L, V)} shared by all hops} */
        PrefixSums advance(@Nullable PrefixSums state, NDArray values) {
            NDArray last = lastStep(pairs).squeeze(1).transpose(0, 2, 1);
            return next(state, last.matMul(values));
        }

        /** {@return the state after this chunk, for values {@code (B, A, L, V)} of each hop} */
        PrefixSums advanceHops(@Nullable PrefixSums state, NDArray values) {
            NDArray last = lastStep(pairs).transpose(0, 3, 1, 2);
            return next(state, last.matMul(values).squeeze(2));
        }

        private PrefixSums next(@Nullable PrefixSums state, NDArray sums) {
            NDArray all = sums;
            if (state != null && decay != null) {
                all = sums.add(lastStep(decay).transpose(0, 2, 1).mul(state.sums()));
            }
            return new PrefixSums(lastStep(max), lastStep(norm), all);
        }
    }

    /** The maximum of every prefix by doubling: after i rounds a step has the maximum of the last 2^i steps. */
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
