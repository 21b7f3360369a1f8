package io.unfade.train;

/** Receives training progress, on the training thread, and can request a stop. */
public interface TrainingListener {
    /** Ignores all updates and never stops. */
    TrainingListener SILENT = new TrainingListener() {};

    /**
     * Called after every step.
     *
     * @param epoch 1 for the first
     * @param batch 1 for the first of the epoch
     * @param batches steps in an epoch
     * @param loss mean loss of the epoch so far
     * @param accuracy share of correct predictions of the epoch so far, in 0..1
     */
    default void onBatch(int epoch, int batch, int batches, double loss, double accuracy) {}

    /** Called after every epoch, when its checkpoint has been written. */
    default void onEpoch(EpochResult result) {}

    /** {@return whether training should stop after the current step} */
    default boolean stopRequested() {
        return false;
    }
}
