package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.unfade.engine.CustomGradient;
import io.unfade.engine.Gradients;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A recurrent layer that remembers for its gradient only the state at the start of each segment of time, and runs a
 * segment again when the backward pass comes to it. Memory of the intermediate results of one segment instead of all
 * T steps, for one more forward pass. The same gradients up to rounding, and up to 2^-100 in single precision: what is
 * smaller is not carried from segment to segment, and where nothing is left the pass ends.
 *
 * <h2>References</h2>
 *
 * <ol>
 *   <li>T. Chen, B. Xu, C. Zhang, C. Guestrin: Training Deep Nets with Sublinear Memory Cost, 2016, arXiv 1604.06174.
 * </ol>
 */
final class RecomputedLayer {
    private final Cell cell;
    private final NDList inputs;
    private final long segment;
    private final long steps;
    /** The state at the start of each segment, h and for an LSTM c. */
    private final List<NDList> starts = new ArrayList<>();

    private RecomputedLayer(Cell cell, NDList inputs, NDList state, long segment) {
        this.cell = cell;
        this.inputs = inputs;
        this.segment = segment;
        steps = inputs.head().getShape().get(1);
        starts.add(state);
    }

    /**
     * Runs the layer.
     *
     * @param x {@code (B, T, in)}
     * @param weights in the order of {@link Cell#run}
     * @param state at the start; no gradient is taken to it
     * @param segment steps of a segment, at least 1
     * @return the hidden states {@code (B, T, H)}
     */
    static NDArray run(Cell cell, NDArray x, NDList weights, NDList state, long segment) {
        NDList inputs = new NDList(x);
        inputs.addAll(weights);
        return CustomGradient.apply(inputs, () -> {
            RecomputedLayer layer = new RecomputedLayer(cell, inputs, state, segment);
            return new CustomGradient.Evaluated(layer.forward(), layer::gradients);
        });
    }

    private NDArray forward() {
        NDManager owner = inputs.head().getManager();
        NDList outputs = new NDList();
        for (long from = 0; from < steps; from += segment) {
            try (NDManager scope = owner.newSubManager()) {
                NDList results =
                        cell.run(part(inputs.head(), from, scope), starts.get(starts.size() - 1), inputs.subNDList(1));
                results.attach(owner);
                outputs.add(results.head());
                starts.add(results.subNDList(1));
            }
        }
        NDArray joined = NDArrays.concat(outputs, 1);
        outputs.close();
        return joined;
    }

    private NDArray part(NDArray array, long from, NDManager scope) {
        NDArray part = array.get(new NDIndex().addAllDim().addSliceDim(from, Math.min(steps, from + segment)));
        part.attach(scope);
        return part;
    }

    private List<@Nullable NDArray> gradients(NDArray gradient, boolean[] wanted) {
        NDManager owner = inputs.head().getManager();
        NDList ofParts = new NDList();
        NDList ofWeights = new NDList();
        inputs.subNDList(1).forEach(weight -> ofWeights.add(zeros(weight, owner)));
        NDList ofState = new NDList();
        for (int i = starts.size() - 2; i >= 0; i--) {
            try (NDManager scope = owner.newSubManager()) {
                NDArray ofOutput = part(gradient, i * segment, scope);
                if (isZero(ofOutput) && !ofState.isEmpty() && ofState.stream().allMatch(RecomputedLayer::isZero)) {
                    if (wanted[0]) {
                        ofParts.add(0, zeros(part(inputs.head(), i * segment, scope), owner));
                    }
                    continue;
                }
                NDList leaves = leaves(i, scope);
                ofState.attach(scope);
                NDList ofEnd = ofState;
                Gradients.ofParameters(leaves, () -> weighted(leaves, ofOutput, ofEnd));
                if (wanted[0]) {
                    ofParts.add(0, kept(leaves.head(), owner));
                }
                int states = starts.get(i).size();
                ofState = new NDList();
                for (NDArray state : leaves.subList(1, 1 + states)) {
                    ofState.add(kept(state, owner));
                }
                for (int w = 0; w < ofWeights.size(); w++) {
                    ofWeights.get(w).addi(leaves.get(1 + states + w).getGradient());
                }
            }
        }
        List<@Nullable NDArray> gradients = new ArrayList<>();
        gradients.add(wanted[0] ? NDArrays.concat(ofParts, 1) : null);
        gradients.addAll(ofWeights);
        return gradients;
    }

    private static NDArray zeros(NDArray like, NDManager owner) {
        return owner.zeros(like.getShape(), like.getDataType());
    }

    private static boolean isZero(NDArray array) {
        return array.abs().max().toArray()[0].doubleValue() == 0;
    }

    private static NDArray kept(NDArray leaf, NDManager owner) {
        NDArray gradient = Subnormals.cleared(leaf.getGradient());
        gradient.attach(owner);
        return gradient;
    }

    /** {@return copies to take gradients to: the segment's input, the state at its start, the weights} */
    private NDList leaves(int index, NDManager scope) {
        NDList leaves = new NDList(part(inputs.head(), index * segment, scope).duplicate());
        starts.get(index).forEach(state -> leaves.add(state.duplicate()));
        inputs.subNDList(1).forEach(weight -> leaves.add(weight.duplicate()));
        leaves.attach(scope);
        return leaves;
    }

    /** {@return a number whose gradients are those of what comes behind the segment} */
    private NDArray weighted(NDList leaves, NDArray ofOutput, NDList ofEnd) {
        int states = starts.get(0).size();
        NDList results = cell.run(leaves.head(), leaves.subNDList(1, 1 + states), leaves.subNDList(1 + states));
        NDArray sum = results.head().mul(ofOutput).sum();
        for (int s = 0; s < ofEnd.size(); s++) {
            sum = sum.add(results.get(1 + s).mul(ofEnd.get(s)).sum());
        }
        return sum;
    }
}
