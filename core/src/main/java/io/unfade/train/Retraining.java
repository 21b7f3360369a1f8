package io.unfade.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.data.Holdout;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardizer;
import io.unfade.model.ModelDescription;
import io.unfade.model.TrainedModel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * The training of a model, as its provenance tells it, to be done again: with another seed, on other series, with other
 * labels. The architecture, all options and the share of the series held out are the same. With the seed and the series of the
 * first time it gives the same model, but for how validation series were chosen then.
 *
 * @param description of the model
 * @param options of its training
 * @param validation share of the series that was held out for validation; 0 for none
 */
public record Retraining(ModelDescription description, TrainingOptions options, double validation) {
    /**
     * {@return the training of a model}
     *
     * @throws IllegalArgumentException if its provenance does not tell how it was trained
     */
    public static Retraining of(TrainedModel model) {
        ObjectNode provenance = Require.present(
                model.provenance(), "the model does not say how it was trained; it has no provenance of training");
        JsonNode training = provenance.path("training");
        Require.argument(
                training.path("options").isObject(),
                "the model does not say how it was trained; its provenance has no options of training");
        Map<String, String> options = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : training.path("options").properties()) {
            options.put(entry.getKey(), entry.getValue().asText());
        }
        Require.argument(
                training.path("folds").isMissingNode(),
                "each member of the model was trained on a fold of its own, which its provenance does not tell");
        double held = training.path("validationSeries").asDouble();
        double learnt = training.path("series").asDouble();
        return new Retraining(
                model.description(), new RecordedOptions(options).read(), held == 0 ? 0 : held / (held + learnt));
    }

    /**
     * {@return a model trained in this way; to be closed by the caller}
     *
     * @param series labelled, with the features and classes of the model
     * @param seed of initial weights, order, dropout, augmentation and the choice of validation series
     * @param progress cancelling it ends training
     * @throws CancellationException if it was cancelled
     * @throws IllegalArgumentException if the series do not fit
     * @throws IllegalStateException if training fails
     */
    public TrainedModel on(SeriesSet series, long seed, Progress progress) {
        Holdout holdout = validation == 0 ? Holdout.NONE : new Holdout(validation, Holdout.Rule.AUTO);
        Holdout.Parts parts = holdout.parts(series, seed, description.standardization());
        Standardizer standardizer = Standardizer.fit(description.standardization(), parts.training());
        TrainedModel model = TrainedModel.initialize(plain(), standardizer, Precision.SINGLE, seed);
        WholeTraining.of(model, options.withSeed(seed), parts.training(), parts.validation(), progress);
        return model;
    }

    /**
     * {@return the same training of a model with other classes}
     *
     * @param names of these, at least 2
     */
    public Retraining forClasses(List<String> names) {
        ModelDescription other = new ModelDescription(
                description.spec().withClasses(names.size()),
                description.standardization(),
                names,
                description.featureNames(),
                description.reading(),
                1,
                0);
        return new Retraining(other, options, validation);
    }

    /** {@return the description before training: what training finds is not known yet} */
    private ModelDescription plain() {
        return new ModelDescription(
                description.spec(),
                description.standardization(),
                description.classNames(),
                description.featureNames(),
                description.reading(),
                1,
                0);
    }
}
