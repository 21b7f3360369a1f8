package io.unfade.nn.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.unfade.nn.attention.CellInput;
import io.unfade.nn.layer.Dropout;
import io.unfade.nn.layer.Lengths;
import io.unfade.nn.layer.WeightedBlock;
import io.unfade.nn.spec.ModelSpec;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stacked recurrent layers, in one or both directions, for series of different lengths.
 *
 * <p>Inputs: {@code x (B, T, in)} and optionally int64 lengths {@code (B)}. Output: {@code (B, T, H)}, or {@code (B, T,
 * 2H)} with the backward half after the forward half. The backward direction of a series starts at its last real step.
 * The padding is undefined. Dropout acts between layers.
 */
public final class RecurrentStack extends WeightedBlock {
    private final List<RecurrentLayer> forward = new ArrayList<>();
    private final List<RecurrentLayer> backward = new ArrayList<>();
    private final int outputWidth;
    private final Dropout dropout;

    public RecurrentStack(ModelSpec spec, int input, Dropout dropout) {
        int width = input;
        outputWidth = spec.hidden() * spec.directions();
        this.dropout = dropout;
        for (int layer = 0; layer < spec.layers(); layer++) {
            forward.add(addChildBlock("l" + layer, new RecurrentLayer(spec.cell(), width, spec.hidden())));
            if (spec.bidirectional()) {
                backward.add(
                        addChildBlock("l" + layer + "_reverse", new RecurrentLayer(spec.cell(), width, spec.hidden())));
            }
            width = outputWidth;
        }
    }

    /** {@return the parameters by PyTorch's names, in PyTorch's order} */
    public Map<String, Parameter> weights() {
        Map<String, Parameter> weights = new LinkedHashMap<>();
        for (int layer = 0; layer < forward.size(); layer++) {
            weights.putAll(forward.get(layer).weights("_l" + layer));
            if (!backward.isEmpty()) {
                weights.putAll(backward.get(layer).weights("_l" + layer + "_reverse"));
            }
        }
        return weights;
    }

    /** As {@link RecurrentLayer#recompute}. */
    public void recompute(int steps) {
        forward.forEach(layer -> layer.recompute(steps));
        backward.forEach(layer -> layer.recompute(steps));
    }

    /** {@return the forward layers step by step, first to last, with copies of the current weights} */
    public LayerStream[] streams() {
        return forward.stream().map(RecurrentLayer::stream).toArray(LayerStream[]::new);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> parameters) {
        return new NDList(forward(store, new CellInput.Plain(inputs.head()), Lengths.of(inputs), training));
    }

    public NDArray forward(ParameterStore store, CellInput input, Lengths lengths, boolean training) {
        NDArray output = run(0, store, input, lengths, training);
        for (int layer = 1; layer < forward.size(); layer++) {
            output = run(layer, store, between(output, training), lengths, training);
        }
        return output;
    }

    /**
     * Goes on where the first steps of series end, in evaluation mode; one direction only.
     *
     * @param x the steps that follow {@code (B, T, in)}
     * @param states of each layer after those before, h and, for an LSTM, c, each {@code (B, H)}; empty if there are none;
     *     replaced by those after the last step
     * @return the hidden states of the last layer {@code (B, T, H)}
     */
    public NDArray resume(ParameterStore store, NDArray x, List<NDList> states) {
        NDArray output = x;
        for (int layer = 0; layer < forward.size(); layer++) {
            NDList results = forward.get(layer).resume(store, output, states.get(layer));
            states.set(layer, results.subNDList(1));
            output = results.head();
        }
        return output;
    }

    /** {@return the inputs of the last layer, {@code (B, T, in)}, in evaluation mode} */
    public NDArray lastLayerInputs(ParameterStore store, NDArray x, Lengths lengths) {
        NDArray inputs = x;
        for (int layer = 0; layer < forward.size() - 1; layer++) {
            inputs = run(layer, store, new CellInput.Plain(inputs), lengths, false);
        }
        return inputs;
    }

    private CellInput between(NDArray output, boolean training) {
        return new CellInput.Plain(dropout.apply(output, training));
    }

    /** Runs a layer in all of its directions. */
    private NDArray run(int layer, ParameterStore store, CellInput input, Lengths lengths, boolean training) {
        NDList outputs = new NDList();
        NDList projected = projected(layer, store, input, training);
        List<RecurrentLayer> directions = directions(layer);
        for (int i = 0; i < directions.size(); i++) {
            boolean reversed = i > 0;
            NDArray x = projected == null ? ((CellInput.Plain) input).x() : projected.get(i);
            NDArray ordered = reversed ? lengths.reverse(x) : x;
            NDArray output = projected == null
                    ? directions
                            .get(i)
                            .forward(store, new NDList(ordered), training)
                            .head()
                    : directions.get(i).forwardProjected(store, ordered, training);
            outputs.add(reversed ? lengths.reverse(output) : output);
        }
        return outputs.size() == 1 ? outputs.head() : NDArrays.concat(outputs, 2);
    }

    private List<RecurrentLayer> directions(int layer) {
        return backward.isEmpty() ? List.of(forward.get(layer)) : List.of(forward.get(layer), backward.get(layer));
    }

    /** {@return the input times the weight of each direction, in one pass; null if the layers do the multiplication} */
    private @Nullable NDList projected(int layer, ParameterStore store, CellInput input, boolean training) {
        if (!(input instanceof CellInput.Projecting projecting)) {
            return null;
        }
        NDArray x = projecting.x();
        NDList weights = new NDList();
        directions(layer).forEach(direction -> weights.add(direction.inputWeight(store, x, training)));
        if (weights.size() == 1) {
            return new NDList(projecting.project().apply(weights.head()));
        }
        NDArray both = NDArrays.concat(weights, 0);
        both.attach(x.getManager());
        return projecting.project().apply(both).split(weights.size(), 2);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        return new Shape[] {new Shape(input.get(0), input.get(1), outputWidth)};
    }
}
