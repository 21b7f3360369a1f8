package io.unfade.experiments.trial;

import io.unfade.attribution.Explainer;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.attribution.Target;
import io.unfade.attribution.gradient.Gradient;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.data.synth.TrainTestSplit;
import io.unfade.metric.Classification;
import io.unfade.model.ModelDescription;
import io.unfade.model.TrainedModel;
import io.unfade.train.Trainer;
import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingResult;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;

/** A model that was trained and tested. Owns the model until closed. */
public final class Trial implements AutoCloseable {
    private static final int BATCH = 50;

    private final Recipe recipe;
    private final SeriesSet test;
    private final TrainedModel model;
    private final TrainingResult result;

    /**
     * How a model is made.
     *
     * @param kind of model
     * @param size of the model
     * @param regime of training, choice and explanation
     * @param schedule of training
     */
    public record Recipe(ModelKind kind, ModelKind.Size size, Regime regime, Regime.Schedule schedule) {
        /** {@return the options of training from a seed} */
        public TrainingOptions options(long seed) {
            return regime.options(schedule, seed);
        }
    }

    private Trial(Recipe recipe, SeriesSet test, TrainedModel model, TrainingResult result) {
        this.recipe = recipe;
        this.test = test;
        this.model = model;
        this.result = result;
    }

    /**
     * {@return a trained model; depends on the arguments alone}
     *
     * @param data standardised; see {@link DataPool}
     * @param seed of first weights, order, dropout and held-out series
     */
    public static Trial run(Recipe recipe, TrainTestSplit data, long seed) {
        TrainTestSplit parts = recipe.regime().parts(data, seed);
        Start start = new Start(recipe, Standardization.NONE, seed);
        return start.train(parts.training(), parts.test(), data.test(), Progress.NONE);
    }

    /**
     * {@return a trained model that standardises series by itself; no series choose the epoch, it is the last one}
     *
     * @param data as measured
     * @param seed of first weights, order and dropout
     * @param progress of training
     */
    public static Trial runUnvalidated(
            Recipe recipe, Standardization standardization, TrainTestSplit data, long seed, Progress progress) {
        Start start = new Start(recipe, standardization, seed);
        return start.train(data.training(), null, data.test(), progress);
    }

    /** What a trial begins with. */
    private record Start(Recipe recipe, Standardization standardization, long seed) {
        Trial train(SeriesSet training, @Nullable SeriesSet validation, SeriesSet test, Progress progress) {
            ModelDescription description = new ModelDescription(
                    recipe.kind().spec(recipe.size(), training.features(), training.classCount()),
                    standardization,
                    training.classNames(),
                    null);
            Standardizer standardizer = Standardizer.fit(standardization, training);
            TrainedModel model = TrainedModel.initialize(description, standardizer, Precision.SINGLE, seed);
            try {
                TrainingResult result =
                        new Trainer(recipe.options(seed), progress).train(model, training, validation, null, false);
                return new Trial(recipe, test, model, result);
            } catch (IOException e) {
                model.close();
                throw new UncheckedIOException(e);
            } catch (RuntimeException e) {
                model.close();
                throw e;
            }
        }
    }

    /** {@return the kind of the model} */
    public ModelKind kind() {
        return recipe.kind();
    }

    /** {@return the trained model; belongs to this trial} */
    public TrainedModel model() {
        return model;
    }

    /**
     * {@return the trained weights as a model that computes in double precision, for gradients that are too small for
     * single precision; to be closed by the caller}
     */
    public TrainedModel inDouble() {
        return TrainedModel.of(model.description(), model.standardizer(), Precision.DOUBLE, model.weights());
    }

    /** {@return how training went} */
    public TrainingResult result() {
        return result;
    }

    /** {@return the probability of each class, for each test series} */
    public double[][] probabilities() {
        return model.probabilities(test, BATCH);
    }

    /** {@return the share of right test series} */
    public double accuracy() {
        int[] labels = IntStream.range(0, test.count()).map(test::label).toArray();
        return Classification.of(probabilities(), labels).accuracy();
    }

    /** {@return for each test series the gradient of the true class's output with respect to the standardised input} */
    public SaliencyMaps maps() {
        return maps(model);
    }

    /**
     * {@return the maps of another form of the model}
     *
     * @param form such as that of {@link #inDouble}
     */
    public SaliencyMaps maps(TrainedModel form) {
        return Explainer.explain(
                form,
                test,
                new Gradient(),
                new Explainer.Request(new Target.Label(), recipe.regime().output(), BATCH, 0),
                Progress.NONE);
    }

    @Override
    public void close() {
        model.close();
    }
}
