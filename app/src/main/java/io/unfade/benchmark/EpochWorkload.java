package io.unfade.benchmark;

import io.unfade.data.SeriesSet;
import io.unfade.model.TrainedModel;
import io.unfade.train.Trainer;
import io.unfade.train.TrainingListener;
import io.unfade.train.TrainingOptions;

import java.io.IOException;
import java.io.UncheckedIOException;

/** One epoch of training by the usual options, without validation and without checkpoint. */
final class EpochWorkload implements Workload {
    private final TrainedModel model;
    private final SeriesSet series;
    private final Trainer trainer = new Trainer(TrainingOptions.defaults().withEpochs(1), TrainingListener.SILENT);

    /**
     * Prepares a model.
     *
     * @param model is closed with this
     */
    EpochWorkload(TrainedModel model, SeriesSet series) {
        this.model = model;
        this.series = series;
    }

    @Override
    public void run() {
        try {
            trainer.train(model, series, null, null, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
