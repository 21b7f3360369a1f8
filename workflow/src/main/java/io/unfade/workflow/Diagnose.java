package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.model.InputLayout;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.vanishing.Diagnosis;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.option.ExplanationChoice;
import io.unfade.workflow.option.ReadingOptions;
import io.unfade.workflow.option.SeriesReader;
import io.unfade.workflow.result.DiagnosisResult;
import io.unfade.workflow.result.Evaluation;
import io.unfade.workflow.result.ModelDoubts;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds out whether the saliency fades.
 *
 * @param explanation what to explain
 * @param seed of the method's random numbers
 * @param reading how to read the series
 */
@Meaning("Does the model's saliency fade? Saliency per time step, share in the last 10 %% of "
        + "steps, half-life, and how much the last hidden state still depends on earlier ones.")
public record Diagnose(
        @Meaning(as = Evaluate.class) Path model,

        @Meaning(value = "Series to look at.", file = Meaning.File.READ)
        Path data,

        @Meaning(as = Evaluate.class) @Nullable InputLayout modelLayout,

        @Meaning("Of how many series, from the first, hidden-state Jacobians are taken; costs T x H^3 " + "each.")
        int jacobianSeries,

        ExplanationChoice explanation,
        long seed,
        ReadingOptions reading)
        implements Request<Diagnosis> {
    private static final int JACOBIAN_SERIES = 5;

    /** Checks numbers. */
    public Diagnose {
        BadRequest.atLeast(1, jacobianSeries, "jacobianSeries");
    }

    /** The default explanation of all series. */
    public Diagnose(Path model, Path data) {
        this(model, data, null, JACOBIAN_SERIES, new ExplanationChoice(), 0, new ReadingOptions());
    }

    @Override
    public Result<Diagnosis> execute(Progress progress) throws IOException {
        try (Model opened = Models.open(model, modelLayout)) {
            ExplanationChoice choice = explanation.orUsualOf(opened);
            choice.check(opened);
            SeriesReader reader = reading.reader(progress);
            SeriesSet set = reader.readFor(opened, data);
            SeriesSet aligned = choice.explained(SeriesReader.fitted(opened, set, data));
            SaliencyMaps maps = choice.explain(opened, aligned, reader, seed, progress);
            Diagnosis diagnosis = Diagnosis.of(opened, aligned, maps, jacobianSeries);
            DiagnosisResult found = new DiagnosisResult(diagnosis);
            ObjectNode json = RequestJson.newObject();
            json.put("model", model.toString());
            json.put("data", data.toString());
            json.put("method", maps.origin().method());
            json.put("output", maps.origin().output());
            json.put("target", explanation.target());
            json.put("contrast", explanation.contrast());
            json.put(SaliencyMaps.AT_STEP, explanation.atStep());
            json.setAll(found.json());
            Evaluation evaluation = Evaluation.of(maps, aligned).orElse(null);
            List<String> doubts = ModelDoubts.of(opened, evaluation);
            ModelDoubts.addTo(json, opened, doubts);
            if (evaluation != null) {
                json.set("evaluation", evaluation.json());
            }
            return Result.of(
                    this, diagnosis, json, explanation.taken(opened) + ModelDoubts.lines(doubts) + found.text());
        }
    }
}
