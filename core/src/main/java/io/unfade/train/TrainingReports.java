package io.unfade.train;

import io.unfade.check.Progress;

import java.util.Locale;

/** Reports how training goes. */
final class TrainingReports {
    private final Progress progress;
    private final int epochs;
    private String opening;
    private String noise = "";
    private String validation = "";

    /**
     * Starts before the first step.
     *
     * @param epochs at most
     * @param opening what the progress begins with, after the first step; empty for nothing
     */
    TrainingReports(Progress progress, int epochs, String opening) {
        this.progress = progress;
        this.epochs = epochs;
        this.opening = opening;
    }

    /**
     * Reports a step.
     *
     * @param share of the epoch that is done, 0..1
     * @param loss mean of the epoch so far
     * @param accuracy likewise
     */
    void batch(int epoch, double share, double loss, double accuracy) {
        if (!opening.isEmpty()) {
            progress.begin(opening);
            opening = "";
        }
        if (progress.live()) {
            progress.update("Epoch " + epoch + "/" + epochs, (epoch - 1 + share) / epochs, numbers(loss, accuracy));
        }
    }

    /** Reports an epoch. */
    void epoch(EpochResult result) {
        if (result.hasNoise()) {
            noise = String.format(Locale.ROOT, "  noise %.3g", result.noiseLevel());
        }
        if (!Double.isNaN(result.validationLoss())) {
            validation = String.format(
                    Locale.ROOT,
                    "  validation loss %.4f  accuracy %.3f",
                    result.validationLoss(),
                    result.validationAccuracy());
            validation += Double.isNaN(result.noisedValidationAccuracy())
                    ? ""
                    : String.format(Locale.ROOT, "  with noise %.3f", result.noisedValidationAccuracy());
        }
        progress.step(
                "epoch " + result.epoch() + "/" + epochs + "  "
                        + numbers(result.trainingLoss(), result.trainingAccuracy()),
                result.values());
    }

    private String numbers(double loss, double accuracy) {
        return String.format(Locale.ROOT, "loss %.4f  accuracy %.3f%s%s", loss, accuracy, noise, validation);
    }
}
