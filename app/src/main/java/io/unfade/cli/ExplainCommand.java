package io.unfade.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.FileStamp;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.base.Progress;
import io.unfade.cli.base.UsageException;
import io.unfade.cli.option.DataOptions;
import io.unfade.cli.option.ExplanationOptions;
import io.unfade.data.SeriesSet;
import io.unfade.model.Model;
import io.unfade.model.Models;
import io.unfade.report.page.HtmlReport;
import io.unfade.vanishing.Diagnosis;
import io.unfade.vanishing.Fading;
import io.unfade.workflow.page.ExplainPage;
import io.unfade.workflow.result.Evaluation;
import io.unfade.workflow.result.JsonNumbers;
import io.unfade.workflow.result.Scores;
import io.unfade.workflow.result.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code unfade explain}: a saliency map for every series. */
@Command(
        name = "explain",
        description =
                "Writes a signed saliency map for every series: how the output changes with every feature at every "
                        + "time step, per standard deviation of the input. Padded steps are absent (NaN).")
final class ExplainCommand extends AbstractCommand {
    private static final double LAST = 0.1;
    private static final int FEWEST_SHOWN = 6;
    private static final int MOST_SHOWN = 12;

    @Option(names = "--model", required = true, order = 1, paramLabel = "MODEL", description = "Model folder.")
    private Path folder;

    @Option(names = "--data", required = true, order = 2, paramLabel = "FILE", description = "Series to explain.")
    private Path data;

    @Option(names = "--out", required = true, order = 3, paramLabel = "S.npz", description = "Maps to write.")
    private Path out;

    @Option(
            names = "--report",
            order = 4,
            paramLabel = "R.html",
            description = "Also write a page that shows the maps; figures as PNG and SVG go beside it.")
    private @Nullable Path report;

    @Option(
            names = "--report-series",
            order = 5,
            paramLabel = "N",
            description = "How many series the page shows, and up to two more that were wrong; 6, or one of each of up "
                    + "to 12 classes, if not given.")
    private @Nullable Integer reportSeries;

    @Mixin
    private ExplanationOptions explanation = new ExplanationOptions();

    @Mixin
    private DataOptions reading = new DataOptions();

    @Override
    protected Result execute() throws IOException {
        checkEnding(out, ".npz", "--out");
        Path[] inputs = reading.sources(data).toArray(Path[]::new);
        claimFile(out, "--out", inputs);
        if (report != null) {
            claimPage(report, "--report", inputs);
        }
        if (reportSeries != null && reportSeries < 1) {
            throw new UsageException("--report-series must be at least 1, but was " + reportSeries);
        }
        try (Model model = Models.open(folder)) {
            explanation.check(model);
            List<FileStamp> stamps = FileStamp.ofEach(reading.sources(data));
            SeriesSet set = reading.readFor(model, data);
            for (FileStamp stamp : stamps) {
                stamp.sha256(); // of the labels too, while they are what was read
            }
            String dataHash = stamps.get(0).sha256();
            SeriesSet aligned = DataOptions.fitted(model, set, data);
            Progress progress = new Progress(messages(), Progress.onTerminal());
            SaliencyMaps maps = explanation.explain(model, aligned, seed(), progress).withDetails(origin(model, dataHash));
            Scores scores = aligned.hasReference() ? Scores.of(maps, aligned, seed()) : null;
            Evaluation evaluation = Evaluation.of(maps, aligned).orElse(null);
            SaliencyFile.write(maps, out); // first: they took long, and a page that fails must not cost them
            Exception failure = null;
            if (report != null) {
                String name = String.valueOf(data.getFileName());
                ExplainPage page = new ExplainPage(model, aligned, maps, evaluation, scores, name);
                failure = write(page, shown(aligned), report);
            }
            int unknown = Evaluation.unknownLabels(maps, aligned);
            Result result = result(maps, evaluation, scores, unknown, failure == null ? report : null);
            return failure == null ? result : result.butFailed(failure);
        }
    }

    /** {@return why the page could not be written; null if it was} */
    private static @Nullable Exception write(ExplainPage page, int shown, Path file) {
        try {
            HtmlReport.write(page.page(shown), file);
            return null;
        } catch (IOException | RuntimeException e) {
            return e;
        }
    }

    private int shown(SeriesSet set) {
        return reportSeries != null ? reportSeries : Math.max(FEWEST_SHOWN, Math.min(MOST_SHOWN, set.classCount()));
    }

    private Map<String, String> origin(Model model, String dataHash) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("target", explanation.target());
        details.put("input", "standardized");
        details.put("batchSize", Integer.toString(explanation.batchSize()));
        details.put("seed", Long.toString(seed()));
        details.put("modelSha256", model.fileHash().orElseThrow());
        details.put("dataSha256", dataHash);
        details.put(
                SaliencyMaps.CLASS_NAMES, String.join("\n", model.signature().allClassNames()));
        details.putAll(reading.details());
        return details;
    }

    private Result result(
            SaliencyMaps maps,
            @Nullable Evaluation evaluation,
            @Nullable Scores scores,
            int unknownLabels,
            @Nullable Path page) {
        Fading fading = Diagnosis.fading(maps);
        ObjectNode json = newObject();
        json.put("saliency", out.toString());
        json.put("report", page == null ? null : page.toString());
        json.put("series", maps.count());
        json.put("steps", maps.steps());
        json.put("features", maps.features());
        json.put("method", maps.origin().method());
        json.put("output", maps.origin().output());
        json.put("target", explanation.target());
        json.put("verdict", fading.verdict().label());
        JsonNumbers.put(json, "shareInLast10Percent", fading.shareInLast(LAST));
        JsonNumbers.put(json, "uniformShareInLast10Percent", fading.uniformShareInLast(LAST));
        JsonNumbers.put(json, "halfLifeSteps", fading.halfLife());
        if (evaluation != null) {
            json.set("evaluation", evaluation.json());
        }
        json.put("unknownLabels", unknownLabels);
        if (scores != null) {
            json.set("scores", scores.meansJson());
        }
        StringBuilder text = new StringBuilder("Wrote the maps of " + maps.count() + " series to " + out + "\n");
        if (page != null) {
            text.append("Wrote the report to ").append(page).append('\n');
        }
        text.append("Verdict on fading: ")
                .append(fading.verdict().label())
                .append("; ")
                .append(Text.percent(fading.shareInLast(LAST)))
                .append(" of the saliency lies in the last 10 % of the steps\n");
        if (unknownLabels > 0) {
            text.append(unknownLabels)
                    .append(" of the series have labels that the model does not know; they count in no accuracy\n");
        }
        if (scores != null) {
            text.append('\n').append(scores.text());
        }
        return Result.of(json, text.toString());
    }
}
