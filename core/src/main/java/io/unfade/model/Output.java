package io.unfade.model;

import io.unfade.check.Keyed;

/** The output of the target class that is explained. */
public enum Output implements Keyed {
    /** The logit. */
    LOGIT,
    /** The softmax probability, as in the paper. */
    PROBABILITY
}
