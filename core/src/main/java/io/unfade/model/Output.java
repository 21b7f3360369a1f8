package io.unfade.model;

import io.unfade.check.Keyed;

/** Which output of the target class is explained. */
public enum Output implements Keyed {
    /** The logit. */
    LOGIT,
    /** The softmax probability, as in the paper. */
    PROBABILITY
}
