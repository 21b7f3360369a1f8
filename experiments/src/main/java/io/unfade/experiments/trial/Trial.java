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
import io.unfade.nn.spec.ModelSpec;
import io.unfade.train.TrainingOptions;
import io.unfade.train.TrainingResult;
import io.unfade.train.WholeTraining;

import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/** A trained and tested model. Owns the model until closed. */
public final class Trial implements AutoCloseable {
    private static final int BATCH = 50;

    private final Recipe recipe;
    private final SeriesSet test;
    private final TrainedModel model;
    private final TrainingResult result;
    private final Progress progress;

    /**
     * How to make a model.
     *
     * @param kind of model
     * @param size of the model
     * @param regime of training, selection and explanation
     * @param schedule of training
     */
    public record Recipe(ModelKind kind, ModelKind.Size size, Regime regime, Regime.Schedule schedule) {
        /** {@return the training options with a seed} */
        public TrainingOptions options(long seed) {
            return regime.options(schedule, seed);
        }
    }

    private Trial(Recipe recipe, SeriesSet test, TrainedModel model, TrainingResult result, Progress progress) {
        this.recipe = recipe;
        this.test = test;
        this.model = model;
        this.result = result;
        this.progress = progress;
    }

    /**
     * {@return a trained model; depends only on the recipe, the data and the seed}
     *
     * @param data standardised; see {@link DataPool}
     * @param seed of initial weights, order, dropout and held-out series
     * @param progress of training and explanations
     * @throws CancellationException if it was cancelled
     */
    public static Trial run(Recipe recipe, TrainTestSplit data, long seed, Progress progress) {
        TrainTestSplit parts = recipe.regime().parts(data, seed);
        SeriesSet training = parts.training();
        ModelSpec spec = recipe.kind().spec(recipe.size(), training.features(), training.classCount());
        TrainedModel model = initialized(spec, training, seed);
        TrainingResult result = WholeTraining.of(model, recipe.options(seed), parts.training(), parts.test(), progress);
        return new Trial(recipe, data.test(), model, result, progress);
    }

    /**
     * {@return a model with first weights, for standardised series; to be closed by the caller}
     *
     * @param series with the names of the classes
     */
    public static TrainedModel initialized(ModelSpec spec, SeriesSet series, long seed) {
        ModelDescription description = new ModelDescription(spec, Standardization.NONE, series.classNames(), null);
        return TrainedModel.initialize(description, Standardizer.none(), Precision.SINGLE, seed);
    }

    /** {@return the trained model; belongs to this trial} */
    public TrainedModel model() {
        return model;
    }

    /**
     * {@return a double-precision model with the trained weights, for gradients too small for single precision; to be
     * closed by the caller}
     */
    public TrainedModel inDouble() {
        return TrainedModel.of(model.description(), model.standardizer(), Precision.DOUBLE, model.weights());
    }

    /** {@return the result of training} */
    public TrainingResult result() {
        return result;
    }

    /** {@return the probability of each class for each test series} */
    public double[][] probabilities() {
        return model.probabilities(test, BATCH);
    }

    /** {@return the share of test series classified correctly} */
    public double accuracy() {
        return accuracy(model, test);
    }

    /** {@return the share of series that a model classifies correctly} */
    public static double accuracy(TrainedModel model, SeriesSet test) {
        int[] labels = IntStream.range(0, test.count()).map(test::label).toArray();
        return Classification.of(model.probabilities(test, BATCH), labels).accuracy();
    }

    /** {@return for each test series the gradient of the true class's output with respect to the standardised input} */
    public SaliencyMaps maps() {
        return maps(model);
    }

    /**
     * {@return the maps of another form of the model}
     *
     * @param form for example {@link #inDouble}
     */
    public SaliencyMaps maps(TrainedModel form) {
        return Explainer.explain(
                form,
                test,
                new Gradient(),
                new Explainer.Request(new Target.Label(), recipe.regime().output(), BATCH, 0),
                progress);
    }

    @Override
    public void close() {
        model.close();
    }
}
