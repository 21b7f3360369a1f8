package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.model.InputLayout;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.report.page.HtmlReport;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.base.Writings;
import io.unfade.workflow.option.ExplanationChoice;
import io.unfade.workflow.option.ReadingOptions;
import io.unfade.workflow.option.SeriesReader;
import io.unfade.workflow.page.EvaluationPage;
import io.unfade.workflow.result.BaselineComparison;
import io.unfade.workflow.result.Evaluation;
import io.unfade.workflow.result.ModelDoubts;
import io.unfade.workflow.result.PredictionQuality;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well a model classifies labelled series.
 *
 * @param reading how to read the series
 */
@Meaning("Accuracy, balanced accuracy, log-loss, calibration, confusion matrix and measures per class; with "
        + "{reference} also what simple classifiers reach.")
public record Evaluate(
        @Meaning(value = "Model folder, or a TorchScript or ONNX file.", label = "MODEL", file = Meaning.File.READ)
        Path model,

        @Meaning(value = "Labelled series.", file = Meaning.File.READ)
        Path data,

        @Meaning(
                value = "The array from which the network of a file reads series: time-feature, (B, T, C); "
                        + "feature-time, (B, C, T); or flat, (B, T*C), all features of a step side by side.",
                label = "LAYOUT",
                usual = "that of the JSON file next to it, else time-feature")
        @Nullable
        InputLayout modelLayout,

        @Meaning(
                value =
                        "The model's training series, to compare the model with simple classifiers that learn from them; "
                                + "read whole.",
                file = Meaning.File.READ)
        @Nullable
        Path reference,

        @Meaning(
                value = "Also write a page with curves and calibration; figures as PNG and SVG go next to it.",
                label = "R.html",
                file = Meaning.File.WRITTEN)
        @Nullable
        Path report,

        @Meaning(as = ExplanationChoice.class) int batchSize,
        ReadingOptions reading)
        implements Request<Evaluation> {
    /** Checks numbers. */
    public Evaluate {
        BadRequest.atLeast(1, batchSize, "batchSize");
    }

    /** All series, with the default settings. */
    public Evaluate(Path model, Path data) {
        this(model, data, null, null, null, ExplanationChoice.BATCH_SIZE, new ReadingOptions());
    }

    @Override
    public Result<Evaluation> execute(Progress progress) throws IOException {
        SeriesReader reader = reading.reader(progress);
        Path[] inputs = reader.sources(data).toArray(Path[]::new);
        try (Outputs outputs = new Outputs(progress)) {
            if (report != null) {
                outputs.page(report, "report", inputs);
            }
            try (Model opened = Models.open(model, modelLayout)) {
                return evaluated(opened, reader, progress);
            }
        }
    }

    private Result<Evaluation> evaluated(Model opened, SeriesReader reader, Progress progress) throws IOException {
        SeriesSet set = reader.readFor(opened, data);
        if (!set.hasLabels()) {
            throw BadRequest.of("%s: the series have no labels, so there is nothing to compare with", data);
        }
        SeriesSet aligned = SeriesReader.fittedLabelled(opened, set, data);
        SeriesSet training = training(opened, reader);
        double[][] probabilities = opened.probabilities(aligned, batchSize);
        Evaluation evaluation = Evaluation.of(probabilities, aligned);
        int[] labels = IntStream.range(0, aligned.count()).map(aligned::label).toArray();
        PredictionQuality quality = PredictionQuality.of(probabilities, labels);
        BaselineComparison comparison =
                training == null ? null : BaselineRun.of(opened, probabilities, training, aligned, "series", progress);
        List<String> doubts = new ArrayList<>(opened.doubts());
        doubts.addAll(
                comparison == null ? ModelDoubts.of(evaluation).stream().toList() : comparison.doubts(Double.NaN));
        Writings writings = new Writings();
        Path page = report;
        if (page != null) {
            EvaluationPage content = new EvaluationPage(
                    opened, evaluation, quality, comparison, doubts, String.valueOf(data.getFileName()));
            writings.write("Wrote the report to " + page, () -> HtmlReport.write(content.page(), page));
        }
        ObjectNode json = RequestJson.newObject();
        json.put("model", model.toString());
        json.put("data", data.toString());
        json.setAll(evaluation.json());
        quality.addTo(json);
        json.set("baselines", comparison == null ? null : comparison.json(Double.NaN));
        ArrayNode sentences = json.putArray("doubts");
        doubts.forEach(sentences::add);
        json.put("report", page == null || writings.failure() != null ? null : page.toString());
        return Result.of(
                        this, evaluation, json, text(evaluation, quality, comparison, doubts, opened) + writings.text())
                .butFailed(writings.failure());
    }

    private @Nullable SeriesSet training(Model opened, SeriesReader reader) throws IOException {
        Path file = reference;
        if (file == null) {
            return null;
        }
        SeriesSet set = TrainingSeries.labelled(reader.readWhole(file), file);
        return SeriesReader.fittedLabelled(opened, set, file);
    }

    private static String text(
            Evaluation evaluation,
            PredictionQuality quality,
            @Nullable BaselineComparison comparison,
            List<String> doubts,
            Model opened) {
        String text = evaluation.text() + '\n' + quality.text(evaluation.classNames());
        return comparison == null
                ? text + (doubts.isEmpty() ? "" : '\n' + ModelDoubts.lines(doubts))
                : text.stripTrailing() + comparison.text(Double.NaN) + '\n' + ModelDoubts.lines(opened.doubts());
    }
}
