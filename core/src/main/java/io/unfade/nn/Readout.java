package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.unfade.engine.Constants;
import io.unfade.nn.attention.AttentionStream;
import io.unfade.nn.layer.Affine;
import io.unfade.nn.layer.ColumnMatrix;
import io.unfade.nn.layer.Lengths;
import io.unfade.nn.layer.Weight;
import io.unfade.nn.layer.WeightedBlock;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Reduces the hidden states of a series to one vector; see {@link ReadoutKind}. Padding is excluded exactly.
 *
 * <p>Inputs: {@code (B, T, H)} or {@code (B, T, 2H)} and optionally int64 lengths {@code (B)}. Output {@code (B, V)}. That
 * of conjunctive pooling has one value more: the mean of {@code a_j z_j}, then that of {@code a_j}, by which the head
 * multiplies its bias.
 */
final class Readout extends WeightedBlock {
    /* Finite stand-in for minus infinity, as the gradient needs; far below any hidden state or score. */
    private static final double ABSENT = -1e30;

    private final ReadoutKind kind;
    private final int hidden;
    private final boolean bidirectional;
    private final int outputWidth;
    private final @Nullable Parameter w1;
    private final @Nullable Parameter b1;
    private final @Nullable Parameter w2;
    private final @Nullable Parameter b2;

    Readout(ModelSpec spec) {
        kind = spec.readout().kind();
        hidden = spec.hidden();
        bidirectional = spec.bidirectional();
        boolean weighs = weighsScores();
        outputWidth = spec.readoutWidth() + (weighs ? 1 : 0);
        boolean attends = weighs || kind == ReadoutKind.SELF_ATTENTION;
        int width = spec.readout().width();
        int rows = weighs ? 1 : spec.readout().hops();
        w1 = attends ? addParameter(Weight.of("w1.weight", width, (long) hidden * spec.directions())) : null;
        b1 = weighs ? addParameter(Weight.of("w1.bias", width)) : null;
        w2 = attends ? addParameter(Weight.of("w2.weight", rows, width)) : null;
        b2 = weighs ? addParameter(Weight.of("w2.bias", rows)) : null;
    }

    /** {@return whether it weighs scores of classes, so that the head's bias counts as much as its output's last value says} */
    boolean weighsScores() {
        return kind == ReadoutKind.CONJUNCTIVE;
    }

    /** {@return the parameters by their name in a weights file, without prefix} */
    Map<String, Parameter> weights() {
        Map<String, Parameter> weights = new LinkedHashMap<>();
        Stream.of(w1, b1, w2, b2).filter(Objects::nonNull).forEach(weight -> weights.put(weight.getName(), weight));
        return weights;
    }

    /** {@return the readout of the states so far, one direction only, with copies of the current weights} */
    ReadoutStream stream() {
        return switch (kind) {
            case LAST, LAST_STEP -> new ReadoutStream.Last();
            case MAX -> new ReadoutStream.Max(hidden);
            case MEAN -> new ReadoutStream.Mean(hidden);
            case SELF_ATTENTION -> new ReadoutStream.SelfAttention(attention());
            case CONJUNCTIVE -> new ReadoutStream.Conjunctive(affine(w1, b1), affine(w2, b2));
        };
    }

    private static Affine affine(@Nullable Parameter weight, @Nullable Parameter bias) {
        return Affine.inDouble(Objects.requireNonNull(weight), Objects.requireNonNull(bias));
    }

    /** {@return the self-attention: input-cell attention over the states, without bias} */
    private AttentionStream attention() {
        ColumnMatrix first = ColumnMatrix.inDouble(Objects.requireNonNull(w1).getArray());
        ColumnMatrix second = ColumnMatrix.inDouble(Objects.requireNonNull(w2).getArray());
        Affine unbiased = new Affine(first, new double[first.rows()]);
        return new AttentionStream(new AttentionStream.Weights(unbiased, second, null), HopPooling.CONCAT);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> parameters) {
        return new NDList(forward(store, inputs.head(), Lengths.of(inputs), training));
    }

    NDArray forward(ParameterStore store, NDArray states, Lengths lengths, boolean training) {
        return switch (kind) {
            case LAST -> last(states, lengths);
            case LAST_STEP -> lengths.last(states);
            case MAX -> hide(states, lengths).max(new int[] {1});
            case MEAN -> mean(states, lengths);
            case SELF_ATTENTION -> attend(store, states, lengths, training);
            case CONJUNCTIVE -> mean(weighted(store, states, training), lengths);
        };
    }

    /** {@return the running maximum over time: of 2 steps, then of 4, of 8 and so on} */
    static NDArray largestSoFar(NDArray states) {
        long steps = states.getShape().get(1);
        NDArray largest = states;
        for (long shift = 1; shift < steps; shift *= 2) {
            NDArray later = largest.get(new NDIndex().addAllDim().addSliceDim(shift, steps));
            NDArray earlier = largest.get(new NDIndex().addAllDim().addSliceDim(0, steps - shift));
            NDArray first = largest.get(new NDIndex().addAllDim().addSliceDim(0, shift));
            // not maximum(), which halves the gradient where both are equal: the first of the largest has it
            NDArray larger = NDArrays.where(earlier.gte(later), earlier, later);
            largest = NDArrays.concat(new NDList(first, larger), 1);
        }
        return largest;
    }

    private NDArray last(NDArray states, Lengths lengths) {
        if (!bidirectional) {
            return lengths.last(states);
        }
        NDArray forward = states.get(new NDIndex().addAllDim().addAllDim().addSliceDim(0, hidden));
        NDArray backward = states.get(new NDIndex().addAllDim().addIndices(0).addSliceDim(hidden, 2L * hidden));
        return NDArrays.concat(new NDList(lengths.last(forward), backward), 1);
    }

    private static NDArray mean(NDArray states, Lengths lengths) {
        if (lengths.equal()) {
            return states.mean(new int[] {1});
        }
        NDArray mask = lengths.mask(states);
        return states.mul(mask).sum(new int[] {1}).div(mask.sum(new int[] {1}));
    }

    private NDArray attend(ParameterStore store, NDArray states, Lengths lengths, boolean training) {
        NDArray scores = hide(scores(store, states, training), lengths);
        NDArray pooled = scores.softmax(1).transpose(0, 2, 1).matMul(states);
        return pooled.reshape(pooled.getShape().get(0), outputWidth);
    }

    /** {@return {@code a_j z_j}, then {@code a_j}, of each step, {@code (B, T, V + 1)}} */
    NDArray weighted(ParameterStore store, NDArray states, boolean training) {
        NDArray weights = Activation.sigmoid(scores(store, states, training));
        return NDArrays.concat(new NDList(states.mul(weights), weights), 2);
    }

    /** {@return the scores of each step, {@code (B, T, A')}; one with biases for conjunctive pooling} */
    NDArray scores(ParameterStore store, NDArray states, boolean training) {
        NDArray layer = product(store, states, w1, b1, training).tanh();
        return product(store, layer, w2, b2, training);
    }

    private static NDArray product(
            ParameterStore store, NDArray x, @Nullable Parameter weight, @Nullable Parameter bias, boolean training) {
        return Weight.product(
                x,
                Weight.value(store, Objects.requireNonNull(weight), x, training),
                bias == null ? null : Weight.value(store, bias, x, training));
    }

    /** {@return the values with the padding set to a number below all others} */
    private static NDArray hide(NDArray values, Lengths lengths) {
        if (lengths.equal()) {
            return values;
        }
        NDArray mask = lengths.mask(values);
        NDArray padding = mask.onesLike().sub(mask);
        return values.mul(mask).add(padding.mul(Constants.of(ABSENT, mask)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), outputWidth)};
    }
}
