package io.unfade.nn.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.unfade.engine.CustomGradient;
import io.unfade.engine.RecurrentOps;
import io.unfade.nn.layer.Affine;
import io.unfade.nn.layer.Weight;
import io.unfade.nn.layer.WeightedBlock;
import io.unfade.nn.spec.Cell;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One recurrent layer in one direction, with PyTorch's weights: {@code weight_ih (G, in)}, {@code weight_hh (G, H)},
 * {@code bias_ih (G)}, {@code bias_hh (G)}.
 *
 * <p>Inputs: {@code x (B, T, in)} and optionally the initial state, {@code h0 (B, H)} and for an LSTM {@code c0 (B, H)};
 * zero if absent. Output: the hidden states {@code (B, T, H)}, on the manager of x. Causal: padding on the right changes
 * nothing before it. Cost: O(T) steps of the engine's operator.
 */
public final class RecurrentLayer extends WeightedBlock {
    /** Default number of steps between the states kept for the gradient, see {@link #recompute}. */
    public static final int RECOMPUTED_STEPS = 250;

    private final Cell cell;
    private final int hidden;
    private final Parameter weightIh;
    private final Parameter weightHh;
    private final Parameter biasIh;
    private final Parameter biasHh;
    private int segment = RECOMPUTED_STEPS;

    public RecurrentLayer(Cell cell, int input, int hidden) {
        this.cell = cell;
        this.hidden = hidden;
        int gates = cell.gateWidth(hidden);
        weightIh = addParameter(Weight.of("weight_ih", gates, input));
        weightHh = addParameter(Weight.of("weight_hh", gates, hidden));
        biasIh = addParameter(Weight.of("bias_ih", gates));
        biasHh = addParameter(Weight.of("bias_hh", gates));
    }

    /** {@return the parameters by PyTorch's names, such as {@code weight_ih_l0_reverse}} */
    public Map<String, Parameter> weights(String suffix) {
        Map<String, Parameter> weights = new LinkedHashMap<>();
        for (Parameter parameter : new Parameter[] {weightIh, weightHh, biasIh, biasHh}) {
            weights.put(parameter.getName() + suffix, parameter);
        }
        return weights;
    }

    /** {@return the layer step by step, with a copy of the current weights} */
    LayerStream stream() {
        return new LayerStream(cell, Affine.of(weightIh, biasIh), Affine.of(weightHh, biasHh));
    }

    NDArray inputWeight(ParameterStore store, NDArray x, boolean training) {
        return Weight.value(store, weightIh, x, training);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> parameters) {
        NDArray x = inputs.head();
        NDList weights = weights(store, x, inputWeight(store, x, training), training);
        return new NDList(run(x, initialState(inputs), weights));
    }

    /**
     * As {@code forward}, for an input already multiplied by {@code weight_ih}.
     *
     * @param projected {@code (B, T, G)}
     */
    NDArray forwardProjected(ParameterStore store, NDArray projected, boolean training) {
        NDArray identity = projected.getManager().eye(cell.gateWidth(hidden), 0).toType(projected.getDataType(), false);
        NDList weights = weights(store, projected, identity, training);
        return run(projected, initialState(new NDList(projected)), weights);
    }

    private NDList weights(ParameterStore store, NDArray x, NDArray inputWeight, boolean training) {
        return new NDList(
                inputWeight,
                Weight.value(store, weightHh, x, training),
                Weight.value(store, biasIh, x, training),
                Weight.value(store, biasHh, x, training));
    }

    /**
     * Goes on where the first steps of series end, in evaluation mode.
     *
     * @param x the steps that follow {@code (B, T, in)}
     * @param before the state after those before: h and, for an LSTM, c, each {@code (B, H)}; empty if there are none
     * @return the hidden states {@code (B, T, H)}, followed by the state after the last step
     */
    NDList resume(ParameterStore store, NDArray x, NDList before) {
        NDList inputs = new NDList(x);
        inputs.addAll(before);
        NDList weights = weights(store, x, inputWeight(store, x, false), false);
        NDList results =
                each(x, initialState(inputs), weights, (own, state, ofMember) -> fused(cell, own, state, ofMember));
        NDList resumed = new NDList(results.head());
        results.subNDList(1).forEach(state -> resumed.add(state.squeeze(0)));
        return resumed;
    }

    private NDArray run(NDArray x, NDList state, NDList weights) {
        return each(x, state, weights, (own, ownState, ofMember) -> new NDList(runOne(own, ownState, ofMember)))
                .head();
    }

    /** What runs a layer of a single network, and gives hidden states, and the state at the end if it is wanted. */
    @FunctionalInterface
    private interface Run {
        NDList run(NDArray x, NDList state, NDList weights);
    }

    /** Runs the members one after the other: the engine's operator takes one network. */
    private static NDList each(NDArray x, NDList state, NDList weights, Run one) {
        if (weights.head().getShape().dimension() == 2) {
            return one.run(x, state, weights);
        }
        int members = (int) weights.head().getShape().get(0);
        NDList ofX = x.split(members, 0);
        List<NDList> states =
                state.stream().map(array -> array.split(members, 1)).toList();
        List<NDList> ofWeights =
                weights.stream().map(weight -> parts(weight, members, x)).toList();
        List<NDList> results = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            int member = i;
            NDList own =
                    new NDList(states.stream().map(parts -> parts.get(member)).toList());
            NDList ownWeights = new NDList(
                    ofWeights.stream().map(parts -> parts.get(member)).toList());
            results.add(one.run(ofX.get(member), own, ownWeights));
        }
        NDList joined = new NDList();
        for (int i = 0; i < results.get(0).size(); i++) {
            int array = i;
            NDList ofMembers =
                    new NDList(results.stream().map(result -> result.get(array)).toList());
            joined.add(NDArrays.concat(ofMembers, i == 0 ? 0 : 1));
        }
        return joined;
    }

    /** {@return the weight of each member, on the manager of x} */
    private static NDList parts(NDArray weight, int members, NDArray x) {
        NDList parts = weight.split(members, 0);
        parts.attach(x.getManager());
        Shape own = weight.getShape().slice(1);
        return new NDList(parts.stream().map(part -> part.reshape(own)).toList());
    }

    private NDArray runOne(NDArray x, NDList state, NDList weights) {
        boolean recomputes = segment > 0 && segment < x.getShape().get(1);
        if (recomputes && CustomGradient.possible(x) && CustomGradient.possible(weights.toArray(new NDArray[0]))) {
            return RecomputedLayer.run(cell, x, weights, state, segment);
        }
        NDList results = fused(cell, x, state, weights);
        results.subNDList(1).close();
        return results.head();
    }

    /**
     * Keeps only the state at the start of each segment of steps, and recomputes the rest for gradients; 0 keeps all.
     */
    void recompute(int steps) {
        segment = steps;
    }

    /** {@return h and, for an LSTM, c, each {@code (1, B, H)}} */
    private NDList initialState(NDList inputs) {
        NDArray x = inputs.head();
        int count = cell == Cell.LSTM ? 2 : 1;
        NDList state = new NDList(count);
        for (int i = 0; i < count; i++) {
            state.add(
                    inputs.size() > i + 1
                            ? inputs.get(i + 1).expandDims(0)
                            : x.getManager().zeros(new Shape(1, x.getShape().get(0), hidden), x.getDataType()));
        }
        return state;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        return new Shape[] {new Shape(input.get(0), input.get(1), hidden)};
    }

    /**
     * Runs one layer in one direction by the engine's operator.
     *
     * @param x {@code (B, T, in)}
     * @param state at the start: h and, for an LSTM, c, each {@code (1, B, H)}
     * @param weights as for {@link RecurrentOps}
     * @return the hidden states {@code (B, T, H)}, and the state after the last step
     */
    static NDList fused(Cell cell, NDArray x, NDList state, NDList weights) {
        return switch (cell) {
            case LSTM -> RecurrentOps.lstm(x, state, weights);
            case GRU -> RecurrentOps.gru(x, state.head(), weights);
            case RNN -> RecurrentOps.rnn(x, state.head(), weights);
        };
    }
}
