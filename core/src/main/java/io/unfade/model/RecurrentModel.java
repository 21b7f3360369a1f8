package io.unfade.model;

import io.unfade.model.tensor.Tensor;
import io.unfade.nn.spec.ModelSpec;

/** A model with accessible recurrent layers. */
public interface RecurrentModel extends DifferentiableModel {
    /** {@return the architecture} */
    ModelSpec spec();

    /** {@return the number that logits are divided by before the softmax that gives probabilities} */
    double temperature();

    /**
     * {@return a copy of a member of an ensemble, by its index; of a single network, itself is member 0} The caller
     * closes it.
     */
    RecurrentModel member(int index);

    /**
     * {@return a copy of a weight, those of several members stacked}
     *
     * @param name PyTorch's, such as {@code rnn.weight_ih_l0}
     * @throws IllegalArgumentException if there is no such weight
     */
    Tensor weight(String name);

    /**
     * {@return the inputs of the last recurrent layer of a single network, {@code [T][in]}}
     *
     * @param inputs one series
     */
    double[][] lastLayerInputs(Inputs inputs);

    /**
     * Computes an output of every class for the prefixes of series, as {@link #outputs} would for each, up to rounding.
     * Cost: one forward pass.
     *
     * @param first steps of the shortest prefix, 1 to the length of the shortest series
     * @return {@code [B][n][K]}: of a series of t steps n = t - first + 1 prefixes
     * @throws IllegalStateException if the model does not {@linkplain ModelSpec#readsForwards read forwards}
     */
    double[][][] outputsOfPrefixes(Inputs inputs, int first, Output output);

    /** {@return whether the model can keep the state of the first steps of series, see {@link #start}} */
    default boolean resumes() {
        return false;
    }

    /**
     * {@return series of which no step was read yet, to go on from; the caller closes it, before the model}
     *
     * @param series their number
     * @throws IllegalStateException if the model {@linkplain #resumes does not} keep states
     */
    default KeptPrefix start(int series) {
        throw new IllegalStateException("this model keeps no state of the first steps of a series");
    }
}
