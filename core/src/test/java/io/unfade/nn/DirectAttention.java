package io.unfade.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.core.Linear;

/**
 * Input-cell attention straight from its definition: a softmax from scratch over every prefix, O(T^2) time and memory.
 * The independent oracle of the linear form.
 */
public final class DirectAttention {
    private DirectAttention() {}

    /**
     * {@return M_t for every t, {@code (B, T, A, C)}}
     *
     * @param x {@code (B, T, C)}
     * @param weights w1.weight, w1.bias, w2.weight, w2.bias
     */
    public static NDArray matrices(NDArray x, NDList weights) {
        NDArray hidden = Linear.linear(x, weights.get(0), weights.get(1)).head().tanh();
        NDArray scores = Linear.linear(hidden, weights.get(2), weights.get(3)).head();
        NDList steps = new NDList();
        for (long t = 1; t <= x.getShape().get(1); t++) {
            NDIndex prefix = new NDIndex().addAllDim().addSliceDim(0, t);
            NDArray attention = scores.get(prefix).softmax(1).transpose(0, 2, 1);
            steps.add(attention.matMul(x.get(prefix)));
        }
        return NDArrays.stack(steps, 1);
    }

    /** {@return what the recurrent cell sees at each step} */
    public static NDArray cellInputs(NDArray x, NDList weights, HopPooling pooling) {
        NDArray matrices = matrices(x, weights);
        NDArray flat = matrices.reshape(
                x.getShape().get(0),
                x.getShape().get(1),
                weights.get(2).getShape().get(0) * x.getShape().get(2));
        return switch (pooling) {
            case MEAN -> matrices.mean(new int[] {2});
            case CONCAT -> flat;
            case CONCAT_L2 -> flat.div(flat.square().sum(new int[] {2}, true).sqrt());
        };
    }
}
