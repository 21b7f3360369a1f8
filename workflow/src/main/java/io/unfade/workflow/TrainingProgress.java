package io.unfade.workflow;

import io.unfade.check.Progress;
import io.unfade.train.EpochResult;
import io.unfade.train.TrainingListener;

import java.util.Locale;

/** Passes on how training goes, and ends it when the job is cancelled. */
final class TrainingProgress implements TrainingListener {
    private final Progress progress;
    private final int epochs;
    private final String opening;
    private String validation = "";
    private boolean begun;

    /**
     * Starts before the first step.
     *
     * @param opening a line that says what is trained; shown once training has begun, not if it is refused
     * @param epochs at most
     */
    TrainingProgress(Progress progress, String opening, int epochs) {
        this.progress = progress;
        this.opening = opening;
        this.epochs = epochs;
    }

    @Override
    public void onBatch(int epoch, int batch, int batches, double loss, double accuracy) {
        if (!begun) {
            begun = true;
            progress.begin(opening);
        }
        if (progress.live()) {
            double done = (epoch - 1 + (double) batch / batches) / epochs;
            String note = String.format(Locale.ROOT, "loss %.4f  accuracy %.3f%s", loss, accuracy, validation);
            progress.update("Epoch " + epoch + "/" + epochs, done, note);
        }
    }

    @Override
    public void onEpoch(EpochResult result) {
        if (!Double.isNaN(result.validationLoss())) {
            validation = String.format(
                    Locale.ROOT,
                    "  validation loss %.4f  accuracy %.3f",
                    result.validationLoss(),
                    result.validationAccuracy());
        }
        progress.step(String.format(
                Locale.ROOT,
                "epoch %d/%d  loss %.4f  accuracy %.3f%s",
                result.epoch(),
                epochs,
                result.trainingLoss(),
                result.trainingAccuracy(),
                validation));
    }

    @Override
    public boolean stopRequested() {
        return progress.cancelled();
    }
}
