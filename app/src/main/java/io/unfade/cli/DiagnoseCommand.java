package io.unfade.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.base.Progress;
import io.unfade.cli.base.UsageException;
import io.unfade.cli.option.DataOptions;
import io.unfade.cli.option.ExplanationOptions;
import io.unfade.data.SeriesSet;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.vanishing.Diagnosis;
import io.unfade.workflow.result.DiagnosisResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;

/** {@code unfade diagnose}: does the saliency fade? */
@Command(
        name = "diagnose",
        description =
                "Does the model's saliency fade? Saliency per time step, share in the last 10 %% of steps, half-life, "
                        + "and how much the last hidden state still depends on earlier ones.")
final class DiagnoseCommand extends AbstractCommand {
    @Option(names = "--model", required = true, order = 1, paramLabel = "MODEL", description = "Model folder.")
    private Path folder;

    @Option(names = "--data", required = true, order = 2, paramLabel = "FILE", description = "Series to look at.")
    private Path data;

    @Option(
            names = "--jacobian-series",
            order = 13,
            paramLabel = "N",
            defaultValue = "5",
            description = "Of how many series, from the first, hidden-state Jacobians are taken; costs T x H^3 each.")
    private int jacobianSeries;

    @Mixin
    private ExplanationOptions explanation = new ExplanationOptions();

    @Mixin
    private DataOptions reading = new DataOptions();

    @Override
    protected Result execute() throws IOException {
        if (jacobianSeries < 1) {
            throw new UsageException("--jacobian-series must be at least 1, but was " + jacobianSeries);
        }
        try (Model model = Models.open(folder)) {
            explanation.check(model);
            SeriesSet set = reading.readFor(model, data);
            SeriesSet aligned = DataOptions.fitted(model, set, data);
            Progress progress = new Progress(messages(), Progress.onTerminal());
            SaliencyMaps maps = explanation.explain(model, aligned, seed(), progress);
            DiagnosisResult result = new DiagnosisResult(Diagnosis.of(model, aligned, maps, jacobianSeries));
            ObjectNode json = newObject();
            json.put("model", folder.toString());
            json.put("data", data.toString());
            json.put("method", maps.origin().method());
            json.put("output", maps.origin().output());
            json.put("target", explanation.target());
            json.setAll(result.json());
            return Result.of(json, result.text());
        }
    }
}
