package io.unfade.nn.spec;

import io.unfade.check.Keyed;

/** How the hidden states of a series are reduced to one vector. */
public enum ReadoutKind implements Keyed {
    /** The state at the last real step; when bidirectional, the final state of each direction. */
    LAST,
    /**
     * The state at the last real step, of both directions. The backward direction has read only that one step, so a
     * bidirectional model has no more information than its forward half: prefer {@link #LAST}. Provided because much
     * published code reads a bidirectional layer's output at its last step. In one direction the same as {@code LAST}.
     */
    LAST_STEP,
    /** The maximum over the real steps. */
    MAX,
    /** The mean over the real steps. */
    MEAN,
    /** Structured self-attention over the real steps (Lin et al. 2017, arXiv 1703.03130), without biases. */
    SELF_ATTENTION,
    /**
     * Conjunctive pooling (Early et al. 2024, arXiv 2311.10049): the linear head classifies the state z_j of each real step,
     * and the logits are the mean of these scores, each times a weight of its step.
     *
     * <pre>{@code
     * a_j = sigmoid(w2 . tanh(W1 z_j + b1) + b2)
     * Y   = 1 / T' sum over j of a_j (W z_j + b)        W, b: the linear head
     * }</pre>
     *
     * So what each step adds to a logit is known exactly.
     */
    CONJUNCTIVE;

    /**
     * {@return the readout with this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ReadoutKind of(String key) {
        return Keyed.of(ReadoutKind.class, "readout", key);
    }
}
