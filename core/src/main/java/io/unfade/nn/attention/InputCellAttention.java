package io.unfade.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.unfade.check.Require;
import io.unfade.engine.CustomGradient;
import io.unfade.engine.Gradients;
import io.unfade.nn.layer.Affine;
import io.unfade.nn.layer.ColumnMatrix;
import io.unfade.nn.layer.Weight;
import io.unfade.nn.layer.WeightedBlock;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Positions;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Input-cell attention: the input of a recurrent cell at step t is a fixed-size matrix M_t with A rows that attend to
 * all inputs x_1..x_t, not only x_t.
 *
 * <pre>{@code
 * e_j = W2 tanh(W1 x_j + b1) + b2         (A)      the score of step j at each hop
 * A_t = softmax over j <= t of e_j        (A, t)
 * M_t = A_t X_{<=t}                       (A, C)
 * }</pre>
 *
 * <p>With a code phi of {@link Positions} the scores also see where a step lies: {@code e_j = W2 tanh(W1 x_j + Wp phi(j) +
 * b1) + b2}, with j from 0 and Wp {@code (D, 2 K)}. The code is made once for all series of a batch.
 *
 * <p>Input {@code (B, T, C)}. Output {@code (B, T, A*C)} for {@link HopPooling#CONCAT} (row-major, hop 0 first) and
 * {@link HopPooling#CONCAT_L2}, {@code (B, T, C)} for {@link HopPooling#MEAN}. float32 or float64. Time is axis 1;
 * step t depends on steps up to t only, so padding on the right changes nothing before it.
 *
 * <p>Cost: O(T) time and memory; see {@link PrefixScan}. Any finite scores are safe. Output arrays belong to the
 * manager of the input. A forward pass does not change the block; thread-safe once initialised.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>A. A. Ismail, M. Gunady, L. Pessoa, H. Corrada Bravo, S. Feizi: Input-Cell Attention Reduces Vanishing Saliency
 *       of Recurrent Neural Networks, NeurIPS 2019, section 4, equations 5 and 6.
 * </ol>
 *
 * Differs from the paper: computed as a ratio of prefix sums instead of a full softmax at every step, with equal
 * results. The code of positions is no part of the paper. b2 is a parameter but unused: it cancels in the softmax, and its gradient is exactly 0.
 */
public final class InputCellAttention extends WeightedBlock {
    /* Within these bounds exp(e), its sums over 10^6 steps and products of two of them are finite and normal. */
    private static final double SAFE_SPREAD_SINGLE = 80;
    private static final double SAFE_SPREAD_DOUBLE = 600;

    private final int features;
    private final int hops;
    private final HopPooling pooling;
    private final @Nullable Positions positions;
    private final Parameter w1;
    private final Parameter b1;
    private final Parameter w2;
    private final Parameter b2;
    private final @Nullable Parameter wp;

    /**
     * Creates the block without weights.
     *
     * @param features C, at least 1
     * @param form sizes, the combination of the rows of M_t to the output, and what the scores see
     * @throws IllegalArgumentException if features are below 1
     */
    public InputCellAttention(int features, ModelSpec.Attention form) {
        Require.atLeastOne("features", features);
        this.features = features;
        hops = form.hops();
        pooling = form.pooling();
        positions = form.positions();
        int width = form.width();
        w1 = addParameter(Weight.of("w1.weight", width, features));
        b1 = addParameter(Weight.of("w1.bias", width));
        w2 = addParameter(Weight.of("w2.weight", hops, width));
        b2 = addParameter(Weight.of("w2.bias", hops));
        wp = positions == null ? null : addParameter(Weight.of("wp.weight", width, positions.width()));
    }

    /** {@return the parameters by their name in a weights file, without prefix} */
    public Map<String, Parameter> weights() {
        Map<String, Parameter> weights = new LinkedHashMap<>();
        for (Parameter parameter : new Parameter[] {w1, b1, w2, b2}) {
            weights.put(parameter.getName(), parameter);
        }
        if (wp != null) {
            weights.put(wp.getName(), wp);
        }
        return weights;
    }

    /** {@return combination of the rows of M_t to the output} */
    public HopPooling pooling() {
        return pooling;
    }

    /** {@return the width of the output} */
    public int outputWidth() {
        return pooling.width(hops, features);
    }

    /**
     * {@return a stream that reads one step at a time in constant memory, with a copy of the current weights}
     *
     * @throws IllegalStateException if the weights have no values yet
     */
    public AttentionStream stream() {
        if (!isInitialized()) {
            throw new IllegalStateException("the attention has no weights yet");
        }
        Affine first = new Affine(ColumnMatrix.inDouble(w1.getArray()), Weight.doubles(b1.getArray()));
        ColumnMatrix second = ColumnMatrix.inDouble(w2.getArray());
        AttentionStream.Code code = positions == null || wp == null
                ? null
                : new AttentionStream.Code(positions, ColumnMatrix.inDouble(wp.getArray()));
        return new AttentionStream(new AttentionStream.Weights(first, second, code), pooling);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> parameters) {
        NDArray x = inputs.head();
        return new NDList(combined(scan(store, x, x, training), x));
    }

    /**
     * Computes the output times a weight matrix, without materialising the output. Exact. Not for {@link
     * HopPooling#MEAN}, which has a small output.
     *
     * @param x {@code (B, T, C)}
     * @param weight {@code (G, A*C)}
     * @return {@code (B, T, G)}
     */
    public NDArray forwardProjected(ParameterStore store, NDArray x, NDArray weight, boolean training) {
        Require.argument(pooling != HopPooling.MEAN, "the mean over hops is not projected");
        return scan(store, x, weight, training).concat(x, weight, pooling == HopPooling.CONCAT_L2);
    }

    /**
     * The output at steps that follow others.
     *
     * @param output as of the whole series, {@code (B, T, width)}
     * @param scan gives the sums over all steps
     */
    public record Resumed(NDArray output, SafeScan scan) {}

    /**
     * Goes on where the first steps of series end, in evaluation mode.
     *
     * @param x the steps that follow {@code (B, T, C)}
     * @param before the sums over those before; null if there are none
     * @param read the number of steps before
     */
    public Resumed resume(ParameterStore store, NDArray x, @Nullable PrefixSums before, long read) {
        SafeScan scan = new SafeScan(scores(store, x, read, false), before);
        return new Resumed(combined(scan, x), scan);
    }

    private NDArray combined(PrefixScan scan, NDArray x) {
        return pooling == HopPooling.MEAN ? scan.mean(x) : scan.concat(x, null, pooling == HopPooling.CONCAT_L2);
    }

    private NDArray scores(ParameterStore store, NDArray x, long read, boolean training) {
        NDArray hidden = firstLayer(store, x, read, training).tanh();
        return Weight.product(hidden, Weight.value(store, w2, x, training), null);
    }

    private PrefixScan scan(ParameterStore store, NDArray x, NDArray other, boolean training) {
        NDArray scores = scores(store, x, 0, training);
        // without b2 a score is bounded by the sum of the absolute weights of its hop
        boolean bounded = 2 * largestScore(Weight.value(store, w2, x, training), x)
                < (x.getDataType() == DataType.FLOAT64 ? SAFE_SPREAD_DOUBLE : SAFE_SPREAD_SINGLE);
        return PrefixScan.of(scores, bounded && CustomGradient.possible(scores, x, other));
    }

    private NDArray firstLayer(ParameterStore store, NDArray x, long read, boolean training) {
        NDArray first = Weight.product(x, Weight.value(store, w1, x, training), Weight.value(store, b1, x, training));
        return positions == null || wp == null
                ? first
                : PositionCode.added(first, positions, Weight.value(store, wp, x, training), read);
    }

    private static double largestScore(NDArray second, NDArray owner) {
        return Gradients.without(() -> {
            try (NDManager scope = owner.getManager().newSubManager();
                    NDArray sizes = second.abs()) {
                sizes.attach(scope);
                return sizes.sum(new int[] {-1}).max().toArray()[0].doubleValue();
            }
        });
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        return new Shape[] {new Shape(input.get(0), input.get(1), outputWidth())};
    }
}
