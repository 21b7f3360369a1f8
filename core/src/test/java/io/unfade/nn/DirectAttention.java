package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import io.unfade.engine.Constants;
import io.unfade.nn.attention.CellInput;
import io.unfade.nn.attention.InputCellAttention;
import io.unfade.nn.layer.Weight;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.Positions;

import java.util.Objects;

/**
 * Input-cell attention directly from its definition, to verify and benchmark {@link InputCellAttention}: a full softmax
 * over all steps so far at every step.
 *
 * <pre>{@code
 * A_t = softmax over j <= t of (W2 tanh(W1 x_j + b1) + b2)        M_t = A_t X_{<=t}
 * }</pre>
 *
 * <p>With positions Wp phi(j) is added to W1 x_j: phi(j) is sin(k pi (j + 1/2) / P) for k = 1..K and then the cosines.
 *
 * <p>O(T^2) time; in memory A T^2 / 2 attention weights and, for every hop pooling, all T A C values of the matrices M.
 * Differentiable. Results belong to the manager of x.
 */
public final class DirectAttention {
    private DirectAttention() {}

    /**
     * {@return M_t for every t, {@code (B, T, A, C)}}
     *
     * @param x {@code (B, T, C)}
     * @param weights w1.weight, w1.bias, w2.weight, w2.bias, and with positions wp.weight
     * @param period P of the positions; of no meaning without
     */
    private static NDArray matrices(NDArray x, NDList weights, int period) {
        NDList steps = new NDList();
        for (long t = 1; t <= x.getShape().get(1); t++) {
            NDArray prefix = x.get(new NDIndex().addAllDim().addSliceDim(0, t));
            NDArray layer =
                    Linear.linear(prefix, weights.get(0), weights.get(1)).head();
            NDArray seen = weights.size() == 4 ? layer : layer.add(positions(x, (int) t, weights.get(4), period));
            NDArray scores =
                    Linear.linear(seen.tanh(), weights.get(2), weights.get(3)).head();
            steps.add(scores.softmax(1).transpose(0, 2, 1).matMul(prefix));
        }
        return NDArrays.stack(steps, 1);
    }

    /** {@return Wp phi(j) of the first steps, {@code (steps, D)}} */
    private static NDArray positions(NDArray x, int steps, NDArray weight, int period) {
        int harmonics = (int) weight.getShape().get(1) / 2;
        double[] codes = new double[steps * 2 * harmonics];
        for (int j = 0; j < steps; j++) {
            for (int k = 1; k <= harmonics; k++) {
                double angle = k * Math.PI * (j + 0.5) / period;
                codes[j * 2 * harmonics + k - 1] = Math.sin(angle);
                codes[j * 2 * harmonics + harmonics + k - 1] = Math.cos(angle);
            }
        }
        NDArray phi = x.getManager().create(codes, new Shape(steps, 2L * harmonics));
        return Linear.linear(phi.toType(x.getDataType(), false), weight).head();
    }

    /**
     * {@return the input of the recurrent cell at each step, {@code (B, T, A*C)} or, for the mean of the hops, {@code
     * (B, T, C)}}
     *
     * @param weights w1.weight, w1.bias, w2.weight, w2.bias
     */
    public static NDArray cellInputs(NDArray x, NDList weights, HopPooling pooling) {
        return cellInputs(x, weights, pooling, 0);
    }

    /**
     * {@return the same with positions}
     *
     * @param weights as above, and wp.weight
     * @param period P
     */
    public static NDArray cellInputs(NDArray x, NDList weights, HopPooling pooling, int period) {
        NDArray matrices = matrices(x, weights, period);
        NDArray flat = matrices.reshape(
                x.getShape().get(0),
                x.getShape().get(1),
                weights.get(2).getShape().get(0) * x.getShape().get(2));
        return switch (pooling) {
            case MEAN -> matrices.mean(new int[] {2});
            case CONCAT -> flat;
            case CONCAT_L2 -> {
                NDArray squares = flat.square().sum(new int[] {2}, true);
                yield flat.div(squares.maximum(Constants.of(1e-24, squares)).sqrt());
            }
        };
    }

    /**
     * {@return the logits {@code (B, K)} of a classifier with attention computed by the definition}
     *
     * @param network has input-cell attention
     * @param inputs as for the classifier
     * @throws IllegalArgumentException if the network has no input-cell attention
     */
    public static NDArray logits(Classifier network, ParameterStore store, NDList inputs, boolean training) {
        InputCellAttention attention = network.attention()
                .orElseThrow(() -> new IllegalArgumentException("the network has no input-cell attention"));
        NDList weights = new NDList(attention.weights().values().stream()
                .map(weight -> Weight.value(store, weight, inputs.head(), training))
                .toList());
        Positions positions = Objects.requireNonNull(network.spec().attention()).positions();
        int period = positions == null ? 0 : positions.period();
        return network.logits(
                store, inputs, x -> new CellInput.Plain(cellInputs(x, weights, attention.pooling(), period)), training);
    }
}
