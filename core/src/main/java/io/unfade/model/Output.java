package io.unfade.model;

import io.unfade.check.Keyed;

/** The output of the target class that is explained. */
public enum Output implements Keyed {
    /** The logit. */
    LOGIT,
    /** The probability that the model predicts: the softmax, as in the paper, of logits over its temperature. */
    PROBABILITY,
    /**
     * The logarithm of the odds, {@code log(p / (1 - p))} of the probability p that the model predicts. Computed from
     * the logits, so it is exact and has a slope also where p is next to 0 or 1.
     */
    LOG_ODDS
}
