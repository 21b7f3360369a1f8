package io.unfade.cli.base;

import io.unfade.train.EpochResult;
import io.unfade.train.TrainingListener;

import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Shows how training goes, and asks it to stop when the user does. */
public final class TrainingProgress implements TrainingListener {
    private final Progress progress;
    private final int epochs;
    private final BooleanSupplier stop;
    private final String opening;
    private String validation = "";
    private boolean begun;

    /**
     * Starts before the first step.
     *
     * @param opening a line that says what is trained; shown once training has begun, not if it is refused
     * @param epochs at most
     */
    public TrainingProgress(Progress progress, String opening, int epochs, BooleanSupplier stop) {
        this.progress = progress;
        this.opening = opening;
        this.epochs = epochs;
        this.stop = stop;
    }

    @Override
    public void onBatch(int epoch, int batch, int batches, double loss, double accuracy) {
        if (!begun) {
            begun = true;
            progress.say(opening);
        }
        if (Progress.onTerminal()) {
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
        progress.line(String.format(
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
        return stop.getAsBoolean();
    }
}
