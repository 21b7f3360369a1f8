package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.metric.TemperatureScaling;
import io.unfade.model.ModelFolder;
import io.unfade.model.Output;
import io.unfade.model.PreparedSeries;
import io.unfade.model.TrainedModel;
import io.unfade.nn.Softmax;
import io.unfade.train.TrainingResult;
import io.unfade.workflow.option.ExplanationChoice;
import io.unfade.workflow.result.BaselineComparison;
import io.unfade.workflow.result.CalibrationReport;
import io.unfade.workflow.result.CalibrationReport.Quality;
import io.unfade.workflow.result.TrainingParts;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What the validation series say of a trained model, and do to it.
 *
 * @param comparison with simple classifiers; null without such series, or if cancelled
 * @param trained the accuracy on the training series
 * @param calibration of its probabilities; null if not asked for
 */
record ValidatedModel(
        @Nullable BaselineComparison comparison,
        double trained,
        @Nullable CalibrationReport calibration) {
    private static final String BASELINES = "baselines";

    /**
     * Compares a model and calibrates it.
     *
     * @param calibrate whether to set the model's temperature; there are validation series then
     */
    static ValidatedModel of(
            TrainedModel model, TrainingParts parts, TrainingResult result, boolean calibrate, Progress progress) {
        SeriesSet held = parts.validation();
        double trained = result.best().trainingAccuracy();
        if (held == null) {
            return new ValidatedModel(null, trained, null);
        }
        CalibrationReport calibration = calibrate ? calibrated(model, held) : null;
        BaselineComparison comparison = BaselineRun.of(model, parts.training(), held, "validation series", progress)
                .orElse(null);
        return new ValidatedModel(comparison, trained, calibration);
    }

    private static CalibrationReport calibrated(TrainedModel model, SeriesSet held) {
        PreparedSeries prepared = model.prepareLabelled(held);
        double[][] logits = model.outputs(prepared, Output.LOGIT, ExplanationChoice.BATCH_SIZE);
        int[] labels =
                IntStream.range(0, held.count()).map(prepared.set()::label).toArray();
        TemperatureScaling scaling = TemperatureScaling.fit(logits, labels);
        model.setTemperature(scaling.temperature());
        return new CalibrationReport(
                scaling,
                labels.length,
                quality(logits, labels, Softmax.PLAIN),
                quality(logits, labels, new Softmax(scaling.temperature())));
    }

    private static Quality quality(double[][] logits, int[] labels, Softmax softmax) {
        double[][] probabilities = new double[logits.length][logits[0].length];
        for (int i = 0; i < logits.length; i++) {
            softmax.of(logits[i], probabilities[i]);
        }
        return Quality.of(probabilities, labels);
    }

    /**
     * Keeps with a model folder what series that its settings were chosen by say of it, for those who explain it.
     *
     * @param comparison null for nothing
     */
    static void keep(@Nullable BaselineComparison comparison, Path folder) throws IOException {
        if (comparison == null) {
            return;
        }
        try (TrainedModel model = ModelFolder.load(folder)) {
            ObjectNode training = Objects.requireNonNull(model.provenance()).withObjectProperty("training");
            if (!training.hasNonNull(BASELINES)) { // it has no validation series of its own
                training.set(BASELINES, comparison.json(Double.NaN));
                ModelFolder.save(model, folder);
            }
        }
    }

    /** Adds this to a JSON object. */
    void addTo(ObjectNode json) {
        json.set(BASELINES, comparison == null ? null : comparison.json(trained));
        json.set("calibration", calibration == null ? null : calibration.json());
    }

    /** {@return this for people, to follow other text} */
    String text() {
        return (calibration == null ? "" : System.lineSeparator() + calibration.text())
                + (comparison == null ? "" : comparison.text(trained).stripTrailing());
    }
}
