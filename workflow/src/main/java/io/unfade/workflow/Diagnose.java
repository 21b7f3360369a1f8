package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.model.ModelFolder;
import io.unfade.model.TrainedModel;
import io.unfade.vanishing.Diagnosis;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.option.ExplanationChoice;
import io.unfade.workflow.option.ReadingOptions;
import io.unfade.workflow.option.SeriesReader;
import io.unfade.workflow.result.DiagnosisResult;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Does the saliency fade?
 *
 * @param model model folder
 * @param data series to look at
 * @param jacobianSeries of how many series, from the first, hidden-state Jacobians are taken
 * @param explanation what is explained
 * @param reading how the series are read
 */
public record Diagnose(Path model, Path data, int jacobianSeries, ExplanationChoice explanation, ReadingOptions reading)
        implements Request<Diagnosis> {
    private static final int JACOBIAN_SERIES = 5;

    /** Checks numbers. */
    public Diagnose {
        BadRequest.atLeast(1, jacobianSeries, "jacobianSeries");
    }

    /** The usual explanation of all series. */
    public Diagnose(Path model, Path data) {
        this(model, data, JACOBIAN_SERIES, new ExplanationChoice(), new ReadingOptions());
    }

    @Override
    public Result<Diagnosis> run(Progress progress) throws IOException {
        explanation.check(ModelFolder.describe(model));
        try (TrainedModel trained = ModelFolder.load(model)) {
            SeriesSet set = reading.reader(progress).readFor(trained.description(), data);
            SeriesSet aligned = SeriesReader.fitted(trained, set, data);
            SaliencyMaps maps = explanation.explain(trained, aligned, progress);
            Diagnosis diagnosis = Diagnosis.of(trained, aligned, maps, jacobianSeries);
            DiagnosisResult found = new DiagnosisResult(diagnosis);
            ObjectNode json = RequestJson.newObject();
            json.put("model", model.toString());
            json.put("data", data.toString());
            json.put("method", maps.origin().method());
            json.put("output", maps.origin().output());
            json.put("target", explanation.target());
            json.setAll(found.json());
            return Result.of(this, diagnosis, json, found.text());
        }
    }
}
