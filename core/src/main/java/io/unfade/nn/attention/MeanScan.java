package io.unfade.nn.attention;

import ai.djl.ndarray.NDArray;
import io.unfade.engine.Constants;
import io.unfade.engine.CustomGradient;
import io.unfade.nn.layer.Subnormals;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * The mean over hops of attention over every prefix, for scores with finite and normal exp.
 *
 * <pre>{@code
 * mean_t = sum_k q_tk S_tk    q_tk = 1 / (A Z_tk)    S_tk = sum_{j<=t} p_jk x_j
 * }</pre>
 *
 * <p>Within a chunk of time: (q p^T, below the diagonal) X. From earlier chunks: q S. The backward pass uses the
 * transposed products; the gradient of the values is computed only if needed. Time O(T (L C + A C)), memory O(T (L + A
 * + C)) for chunks of L steps.
 */
final class MeanScan {
    private static final int CHUNK = 100;

    private final PrefixSoftmax softmax;
    private final NDArray share;
    private final NDArray values;
    private final NDArray triangle;
    private final @Nullable NDArray before;

    private MeanScan(PrefixSoftmax softmax, NDArray values) {
        this.softmax = softmax;
        this.values = values;
        Chunks chunks = softmax.chunks();
        share = softmax.inverse().div(hops());
        triangle = chunks.lowerTriangle(values);
        before = chunks.count() == 1 ? null : chunks.before(softmax.hopsFirst().matMul(values));
    }

    /**
     * {@return the mean at each step, {@code (B, T, C)}, and the backward pass to scores and values}
     *
     * @param scores e {@code (B, T, A)}
     * @param values {@code (B, T, C)}
     */
    static CustomGradient.Evaluated evaluate(NDArray scores, NDArray values) {
        Chunks chunks = Chunks.of(values.getShape(), CHUNK);
        MeanScan scan = new MeanScan(PrefixSoftmax.of(scores, chunks), chunks.cut(values));
        return new CustomGradient.Evaluated(scan.output(), scan::gradients);
    }

    /** {@return the weight of step j at step t, {@code (B*n, L(t), L(j))}} */
    private NDArray pairs() {
        return share.matMul(softmax.hopsFirst()).muli(triangle);
    }

    private NDArray output() {
        NDArray pairs = pairs();
        NDArray output = pairs.matMul(values);
        pairs.close();
        if (before != null) {
            output.addi(share.matMul(before));
        }
        return softmax.chunks().join(output);
    }

    private NDArray hops() {
        return Constants.of((double) softmax.p().getShape().get(2), values);
    }

    private List<@Nullable NDArray> gradients(NDArray gradient, boolean[] wanted) {
        NDArray g = softmax.chunks().cut(Subnormals.flushToZero(gradient));
        NDArray products = g.matMul(values.transpose(0, 2, 1)).muli(triangle);
        NDArray ofShare = products.matMul(softmax.p());
        NDArray ofWeights = products.transpose(0, 2, 1).matMul(share);
        NDArray after = null;
        if (before != null) {
            ofShare.addi(g.matMul(before.transpose(0, 2, 1)));
            after = softmax.chunks().after(share.transpose(0, 2, 1).matMul(g));
            ofWeights.addi(values.matMul(after.transpose(0, 2, 1)));
        }
        NDArray ofScores = softmax.scoreGradient(ofWeights.muli(softmax.p()), ofShare.divi(hops()));
        return Arrays.asList(ofScores, wanted[1] ? ofValues(g, after) : null);
    }

    private NDArray ofValues(NDArray g, @Nullable NDArray after) {
        NDArray ofValues = pairs().transpose(0, 2, 1).matMul(g);
        if (after != null) {
            ofValues.addi(softmax.p().matMul(after));
        }
        return softmax.chunks().join(ofValues);
    }
}
