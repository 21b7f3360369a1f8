package io.unfade.validation;

import java.util.List;

/**
 * Receives progress of a cross-validation, and can request a stop. {@link #onEpoch} and {@link #stopRequested} are
 * called concurrently from several threads, the others by one thread at a time.
 */
public interface ValidationListener {
    /** Ignores all updates and never stops. */
    ValidationListener SILENT = new ValidationListener() {};

    /** Called once, after all checks and before any training. */
    default void onStart(List<Fold> folds) {}

    /** Called after every epoch of every fold; the first epoch is 1. */
    default void onEpoch(Fold fold, int epoch) {}

    /**
     * Called after every fold, once its model is stored.
     *
     * @param result of the fold
     * @param done the number of folds completed
     * @param of the number of folds over all repetitions
     * @param computed whether it was computed now rather than loaded
     */
    default void onFold(FoldResult result, int done, int of, boolean computed) {}

    /** Called during explanation with the number of series done. */
    default void onExplained(int series, int of) {}

    /** {@return whether to stop; completed folds are kept, the others are not} */
    default boolean stopRequested() {
        return false;
    }
}
