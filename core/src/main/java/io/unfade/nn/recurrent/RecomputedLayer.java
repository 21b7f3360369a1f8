package io.unfade.nn.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.unfade.engine.CustomGradient;
import io.unfade.engine.Gradients;
import io.unfade.nn.layer.Subnormals;
import io.unfade.nn.spec.Cell;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A recurrent layer with gradient checkpointing: it keeps only the state at the start of each segment of time, and runs
 * a segment again when the backward pass reaches it. Needs memory for the intermediate results of one segment instead
 * of all T steps, for one more forward pass. Gradients are equal up to rounding and, in single precision, up to 2^-73
 * of the largest number of the incoming gradient: smaller numbers are not carried from segment to segment, and the pass
 * ends if nothing is left.
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
     * @param state at the start; without gradient
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
                NDList results = RecurrentLayer.fused(
                        cell, part(inputs.head(), from, scope), starts.get(starts.size() - 1), inputs.subNDList(1));
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
        Backward pass = new Backward(gradient, wanted);
        for (int i = starts.size() - 2; i >= 0; i--) {
            pass.goThrough(i);
        }
        List<@Nullable NDArray> gradients = new ArrayList<>();
        gradients.add(wanted[0] ? NDArrays.concat(pass.ofParts, 1) : null);
        gradients.addAll(pass.ofWeights);
        return gradients;
    }

    /** A backward pass, segment by segment from the last. */
    private final class Backward {
        private final NDManager owner = inputs.head().getManager();
        private final NDArray gradient;
        private final boolean[] wanted;
        private final NDArray floor;
        private final NDList ofParts = new NDList();
        private final List<@Nullable NDArray> ofWeights = new ArrayList<>();
        /** The gradients of the state at the end of the segment; empty for the last segment. */
        private NDList ofEnd = new NDList();

        Backward(NDArray gradient, boolean[] wanted) {
            this.gradient = gradient;
            this.wanted = wanted;
            floor = Subnormals.floor(gradient);
            for (int w = 1; w < wanted.length; w++) {
                ofWeights.add(wanted[w] ? zeros(inputs.get(w)) : null);
            }
        }

        void goThrough(int index) {
            try (NDManager scope = owner.newSubManager()) {
                ofEnd.attach(scope);
                NDArray x = part(inputs.head(), index * segment, scope);
                NDArray ofOutput = part(gradient, index * segment, scope);
                if (!ofEnd.isEmpty() && isZero(ofOutput) && ofEnd.stream().allMatch(RecomputedLayer::isZero)) {
                    ofEnd.attach(owner);
                    if (wanted[0]) {
                        ofParts.add(0, zeros(x));
                    }
                } else {
                    runAgain(index, x, ofOutput, scope);
                }
            }
        }

        private void runAgain(int index, NDArray x, NDArray ofOutput, NDManager scope) {
            NDArray input = wanted[0] ? x.duplicate() : x;
            NDList state = index > 0 ? copies(starts.get(index), scope) : starts.get(index);
            NDList weights = new NDList();
            NDList leaves = new NDList();
            for (int w = 1; w < wanted.length; w++) {
                NDArray weight =
                        wanted[w] ? copies(new NDList(inputs.get(w)), scope).head() : inputs.get(w);
                weights.add(weight);
                if (wanted[w]) {
                    leaves.add(weight);
                }
            }
            if (wanted[0]) {
                leaves.add(input);
            }
            if (index > 0) {
                leaves.addAll(state);
            }
            Gradients.ofParameters(leaves, () -> weighted(RecurrentLayer.fused(cell, input, state, weights), ofOutput));
            for (int w = 0; w < weights.size(); w++) {
                NDArray total = ofWeights.get(w);
                if (total != null) {
                    total.addi(weights.get(w).getGradient());
                }
            }
            if (wanted[0]) {
                ofParts.add(0, kept(input));
            }
            NDList ofStart = new NDList();
            if (index > 0) {
                state.forEach(array -> ofStart.add(kept(array)));
            }
            ofEnd = ofStart;
        }

        /** {@return a scalar with the gradients of everything after the segment} */
        private NDArray weighted(NDList results, NDArray ofOutput) {
            NDArray sum = results.head().mul(ofOutput).sum();
            for (int s = 0; s < ofEnd.size(); s++) {
                sum = sum.add(results.get(1 + s).mul(ofEnd.get(s)).sum());
            }
            return sum;
        }

        private NDArray kept(NDArray leaf) {
            NDArray gradientOfLeaf = Subnormals.flushToZero(leaf.getGradient(), floor);
            gradientOfLeaf.attach(owner);
            return gradientOfLeaf;
        }

        private NDArray zeros(NDArray like) {
            return owner.zeros(like.getShape(), like.getDataType());
        }
    }

    private static NDList copies(NDList arrays, NDManager scope) {
        NDList copies = new NDList();
        arrays.forEach(array -> copies.add(array.duplicate()));
        copies.attach(scope);
        return copies;
    }

    private static boolean isZero(NDArray array) {
        return array.abs().max().toArray()[0].doubleValue() == 0;
    }
}
