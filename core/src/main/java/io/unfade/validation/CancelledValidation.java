package io.unfade.validation;

import java.util.concurrent.CancellationException;

/** A cross-validation was cancelled. */
public final class CancelledValidation extends CancellationException {
    private static final long serialVersionUID = 1;

    private final int done;
    private final int folds;

    CancelledValidation(int done, int folds) {
        super("cancelled after " + done + " of " + folds + " folds");
        this.done = done;
        this.folds = folds;
    }

    /** {@return how many folds were done} */
    public int done() {
        return done;
    }

    /** {@return how many folds there are, over all repetitions} */
    public int folds() {
        return folds;
    }
}
