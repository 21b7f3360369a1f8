package io.unfade.validation;

import java.util.List;

/**
 * Is told how a cross-validation goes, and may ask it to stop. {@link #onEpoch} and {@link #stopRequested} are called from
 * several threads at a time, the others by one at a time.
 */
public interface ValidationListener {
    /** Hears nothing and never stops. */
    ValidationListener SILENT = new ValidationListener() {};

    /** Called once, when all is known to be in order and before anything is trained. */
    default void onStart(List<Fold> folds) {}

    /** Called after every epoch of every fold, the first of which is 1. */
    default void onEpoch(Fold fold, int epoch) {}

    /**
     * Called after every fold, when its model is kept.
     *
     * @param result what it gave
     * @param done how many folds are done
     * @param of how many there are, over all repetitions
     * @param computed whether it was computed now; false if it was kept from before
     */
    default void onFold(FoldResult result, int done, int of, boolean computed) {}

    /** Called while the series are explained: how many of them are done. */
    default void onExplained(int series, int of) {}

    /** {@return whether to stop; folds that are done are kept, the others are not} */
    default boolean stopRequested() {
        return false;
    }
}
