package io.unfade.train;

import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.model.TrainedModel;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;

/** A training in memory that is done to its end or not at all: of a model that nobody else holds yet. */
public final class WholeTraining {
    private WholeTraining() {}

    /**
     * {@return how a model was trained} If that fails or is cancelled, the model is closed.
     *
     * @param model to be trained, without checkpoints
     * @param validation series to select the epoch by; null for the last epoch
     * @throws CancellationException if it was cancelled
     */
    public static TrainingResult of(
            TrainedModel model,
            TrainingOptions options,
            SeriesSet training,
            @Nullable SeriesSet validation,
            Progress progress) {
        try {
            TrainingResult result = new Trainer(options, progress).train(model, training, validation, null, false);
            if (result.stop() == TrainingResult.Stop.CANCELLED) {
                throw new CancellationException("cancelled");
            }
            return result;
        } catch (IOException e) {
            model.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }
}
