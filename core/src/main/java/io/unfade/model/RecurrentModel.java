package io.unfade.model;

import io.unfade.nn.spec.ModelSpec;

/** A model whose recurrent layers can be looked into. */
public interface RecurrentModel extends DifferentiableModel {
    /** {@return the architecture} */
    ModelSpec spec();

    /**
     * {@return a copy of a weight}
     *
     * @param name PyTorch's, such as {@code rnn.weight_ih_l0}
     * @throws IllegalArgumentException if there is none of that name
     */
    Tensor weight(String name);

    /**
     * {@return what the last recurrent layer reads, {@code [T][in]}}
     *
     * @param inputs one series
     */
    double[][] lastLayerInputs(Inputs inputs);
}
