package io.unfade.model;

import io.unfade.check.Keyed;

/** The output of the target class that is explained. */
public enum Output implements Keyed {
    /** The logit. */
    LOGIT,
    /** The probability that the model predicts: the softmax, as in the paper, of logits over its temperature. */
    PROBABILITY
}
