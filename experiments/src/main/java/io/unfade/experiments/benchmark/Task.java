package io.unfade.experiments.benchmark;

import io.unfade.attribution.Explainer;
import io.unfade.attribution.Target;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.check.Keyed;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.model.Output;
import io.unfade.model.SeriesStream;
import io.unfade.model.TrainedModel;
import io.unfade.train.Trainer;
import io.unfade.train.TrainingOptions;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What to measure of a model. */
enum Task implements Keyed {
    /** One epoch with the default options, without validation or checkpoint. */
    TRAIN("A training epoch", 1) {
        @Override
        Runnable work(TrainedModel model, SeriesSet series) {
            Trainer trainer = new Trainer(TrainingOptions.defaults().withEpochs(1), Progress.NONE);
            return () -> {
                try {
                    trainer.train(model, series, null, null, false);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };
        }
    },
    /** Gradients of the predicted class's logit for all series. */
    EXPLAIN("Gradient saliency", 1) {
        @Override
        Runnable work(TrainedModel model, SeriesSet series) {
            Explainer.Request request = new Explainer.Request(new Target.Predicted(), Output.LOGIT, BATCH, 0);
            return () -> Explainer.explain(model, series, new Gradient(), request, Progress.NONE);
        }
    },
    /** One step of an endless series; many per round, each timed. */
    STREAM("A step of a stream", 2000) {
        @Override
        Runnable work(TrainedModel model, SeriesSet series) {
            SeriesStream stream = model.stream();
            double[] probabilities = new double[stream.classes()];
            double[] x = new double[stream.features()];
            for (int c = 0; c < x.length; c++) {
                x[c] = series.value(0, 0, c);
            }
            return () -> stream.step(x, probabilities);
        }
    };

    private static final int BATCH = 64;

    private final String title;
    private final int runs;

    Task(String title, int runs) {
        this.title = title;
        this.runs = runs;
    }

    /** {@return its name for readers} */
    String title() {
        return title;
    }

    abstract Runnable work(TrainedModel model, SeriesSet series);

    /** {@return the task with its resources, among them the model, which it closes} */
    Work open(TrainedModel model, SeriesSet series) {
        return new Work(work(model, series), runs, model::close);
    }
}
