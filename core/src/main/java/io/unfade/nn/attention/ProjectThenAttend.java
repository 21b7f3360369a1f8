package io.unfade.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import io.unfade.engine.CustomGradient;
import io.unfade.nn.attention.RowGroups.Rows;
import io.unfade.nn.attention.RowGroups.Sum;
import io.unfade.nn.layer.Subnormals;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * Attention of every hop over every prefix, times a weight matrix: y_t = W vec(M_t), for scores with finite and normal
 * exp, projecting each step before summing. Cheaper than {@link AttendThenProject} if G is small.
 *
 * <pre>{@code
 * v_jk = p_jk W_k x_j        y_t = sum_k (1 / Z_tk) sum_{j<=t} v_jk
 * }</pre>
 *
 * <p>v is computed a few rows at a time and not kept; the backward pass recomputes it. Time O(T A G (C + L)), memory
 * O(T (A + G + A G / L)) for chunks of L steps.
 */
final class ProjectThenAttend {
    private static final int CHUNK = 10;

    private final PrefixSoftmax softmax;
    private final NDArray values;
    private final long hops;
    private final long gates;
    private final long steps;
    private final long features;
    /** W of each hop, stacked, {@code (A*G, C)}. */
    private final NDArray blocks;
    /** 0 for future steps, {@code (L, L, 1)}. */
    private final NDArray mask;

    private final NDArray output;
    /** Sums of v over earlier chunks, {@code (B*n, A, G)}. */
    private final @Nullable NDArray before;

    private ProjectThenAttend(PrefixSoftmax softmax, NDArray values, NDArray weight) {
        this.softmax = softmax;
        this.values = values;
        hops = softmax.p().getShape().get(2);
        gates = weight.getShape().get(0);
        steps = softmax.chunks().length();
        features = values.getShape().get(2);
        blocks = blocks(weight);
        mask = softmax.chunks().lowerTriangle(values).expandDims(2);
        Rows outputs = new Rows(values.getManager());
        Rows sums = new Rows(values.getManager());
        boolean carries = softmax.chunks().count() > 1;
        groups(new NDList()).forEach(group -> {
            NDArray weighted = weighted(group);
            outputs.add(left(group).matMul(flat(weighted)));
            if (carries) {
                sums.add(weighted.sum(new int[] {1}));
            }
        });
        output = outputs.joined();
        before = carries ? softmax.chunks().before(sums.joined()) : null;
        if (before != null) {
            output.addi(softmax.inverse().matMul(before));
        }
    }

    /**
     * {@return y {@code (B, T, G)} and the backward pass to scores, values and weight}
     *
     * @param scores e {@code (B, T, A)}
     * @param values x {@code (B, T, C)}
     * @param weight W {@code (G, A*C)}
     */
    static CustomGradient.Evaluated evaluate(NDArray scores, NDArray values, NDArray weight) {
        Chunks chunks = Chunks.of(values.getShape(), CHUNK);
        ProjectThenAttend scan = new ProjectThenAttend(PrefixSoftmax.of(scores, chunks), chunks.cut(values), weight);
        return new CustomGradient.Evaluated(chunks.join(scan.output), scan::gradients);
    }

    private NDArray blocks(NDArray weight) {
        NDArray perHop = weight.reshape(gates, hops, features);
        perHop.attach(values.getManager());
        return perHop.transpose(1, 0, 2).reshape(hops * gates, features);
    }

    /** {@return passes over p, 1/Z, x and then the given arrays} */
    private RowGroups groups(NDList more) {
        NDList arrays = new NDList(softmax.p(), softmax.inverse(), values);
        arrays.addAll(more);
        return new RowGroups(arrays, steps * hops * Math.max(gates, steps));
    }

    /** {@return v, {@code (R, L, A, G)}} */
    private NDArray weighted(NDList group) {
        return Linear.linear(group.get(2), blocks)
                .head()
                .reshape(-1, steps, hops, gates)
                .muli(group.get(0).expandDims(3));
    }

    /** {@return 1/Z_tk where step j is not after step t, {@code (R, L(t), L(j)*A)}} */
    private NDArray left(NDList group) {
        return group.get(1).expandDims(2).mul(mask).reshape(-1, steps, steps * hops);
    }

    private NDArray flat(NDArray weighted) {
        return weighted.reshape(-1, steps * hops, gates);
    }

    private List<@Nullable NDArray> gradients(NDArray gradient, boolean[] wanted) {
        NDManager manager = values.getManager();
        NDArray g = softmax.chunks().cut(Subnormals.flushToZero(gradient));
        NDList more = new NDList(g);
        if (before != null) {
            more.add(softmax.chunks().after(softmax.inverse().transpose(0, 2, 1).matMul(g)));
        }
        Rows ofInverse = new Rows(manager);
        Rows ofWeights = new Rows(manager);
        Rows ofValues = new Rows(manager);
        Sum ofBlocks = new Sum(manager);
        groups(more).forEach(group -> {
            NDArray weighted = weighted(group);
            NDArray part = group.get(3);
            NDArray ofLeft = part.matMul(flat(weighted).transpose(0, 2, 1));
            ofInverse.add(ofLeft.reshape(-1, steps, steps, hops).muli(mask).sum(new int[] {2}));
            NDArray ofWeighted = left(group).transpose(0, 2, 1).matMul(part).reshape(weighted.getShape());
            if (group.size() > 4) {
                ofWeighted.addi(group.get(4).expandDims(1));
            }
            ofWeights.add(weighted.muli(ofWeighted).sum(new int[] {3}));
            NDArray ofProjected = ofWeighted.muli(group.get(0).expandDims(3)).reshape(-1, hops * gates);
            if (wanted[2]) {
                ofBlocks.add(ofProjected.transpose().matMul(group.get(2).reshape(-1, features)));
            }
            if (wanted[1]) {
                ofValues.add(ofProjected.matMul(blocks).reshape(-1, steps, features));
            }
        });
        NDArray inverses = ofInverse.joined();
        if (before != null) {
            inverses.addi(g.matMul(before.transpose(0, 2, 1)));
        }
        return Arrays.asList(
                softmax.scoreGradient(ofWeights.joined(), inverses),
                wanted[1] ? softmax.chunks().join(ofValues.joined()) : null,
                wanted[2] ? ofWeight(ofBlocks.total()) : null);
    }

    private NDArray ofWeight(NDArray ofBlocks) {
        return ofBlocks.reshape(hops, gates, features).transpose(1, 0, 2).reshape(new Shape(gates, hops * features));
    }
}
