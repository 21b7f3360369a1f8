package io.unfade.workflow.fmri;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.Keyed;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.faithfulness.RemovalCurve;
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
import io.unfade.workflow.option.SeriesChoice;
import io.unfade.workflow.option.SeriesReader;
import io.unfade.workflow.page.BrainPage;
import io.unfade.workflow.page.BrainViews;
import io.unfade.workflow.result.BlockFindings;
import io.unfade.workflow.result.Evaluation;
import io.unfade.workflow.result.ExplainedBlocks;
import io.unfade.workflow.result.GroupTable;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes a page on which regions mattered at which time of a task.
 *
 * @param group how to compare classes
 * @param seed of the shuffling and the random cells removed for comparison
 * @param choice the series to use
 */
@Meaning("Writes a page on which regions mattered at which time: brain maps, a slider over time, "
        + "regions over time next to the task, a ranking, the comparison of the classes, and " + "checks of the maps.")
public record FmriReport(
        @Meaning(as = FmriGroup.class) Path saliency,
        @Meaning(as = FmriGroup.class) Path data,

        @Meaning(
                value = "Page to write; figures as PNG and SVG go next to it.",
                label = "R.html",
                file = Meaning.File.WRITTEN)
        Path out,

        @Meaning(
                value = "The maps' model: also shows what removing the most salient cells costs.",
                label = "MODEL",
                file = Meaning.File.READ)
        @Nullable
        Path model,

        GroupChoice group,
        long seed,
        SeriesChoice choice)
        implements Request<BlockFindings> {
    /** The default comparison of all series, without a model. */
    public FmriReport(Path saliency, Path data, Path out) {
        this(saliency, data, out, null, new GroupChoice(), 0, new SeriesChoice());
    }

    @Override
    public Result<BlockFindings> execute(Progress progress) throws IOException {
        try (Outputs outputs = new Outputs(progress)) {
            outputs.page(out, "out", saliency, data);
            return reported(progress);
        }
    }

    private Result<BlockFindings> reported(Progress progress) throws IOException {
        ExplainedBlocks explained = new ExplainedMaps(saliency, data, choice).read(progress);
        group.check(explained);
        BrainViews brain = BrainViews.of(explained);
        checkProbabilities(explained);
        BlockFindings findings = new BlockFindings(explained, group.groups(explained), group.groupWord(explained));
        BlockFindings.Removal removal = model == null ? null : removal(model, explained, findings);
        BrainPage.Checks checks = checks(explained, removal);
        Writings writings = new Writings();
        writings.write(
                "Wrote " + out + ", which explains " + explained.set().count() + " blocks",
                () -> HtmlReport.write(new BrainPage(explained, findings, checks, brain).page(), out));
        ObjectNode json = RequestJson.newObject();
        json.put("report", out.toString());
        json.setAll(findings.json(checks.group(), checks.whyNot(), removal));
        return Result.of(this, findings, json, writings.text().strip()).butFailed(writings.failure());
    }

    private void checkProbabilities(ExplainedBlocks explained) {
        int classes = explained.classNames().size();
        if (explained.maps().classCount() != classes) {
            throw BadRequest.of(
                    "%s: must hold the probabilities of %d classes, which the report shows, but holds those "
                            + "of %d; " + "explain writes them",
                    saliency, classes, explained.maps().classCount());
        }
    }

    private BrainPage.Checks checks(ExplainedBlocks explained, BlockFindings.@Nullable Removal removal) {
        try {
            GroupTable table = new GroupTable(
                    group.test(explained, seed), explained.seconds(), group.units(explained), group.measure());
            return new BrainPage.Checks(table, "", removal);
        } catch (IllegalArgumentException e) {
            return new BrainPage.Checks(null, String.valueOf(e.getMessage()), removal);
        }
    }

    private BlockFindings.Removal removal(Path folder, ExplainedBlocks explained, BlockFindings findings)
            throws IOException {
        if (explained.maps().origin().details().containsKey(SaliencyMaps.CROSS_VALIDATION)) {
            throw BadRequest.in(
                    "model",
                    "%s explains each series by the model of a cross-validation that had not seen it, not by "
                            + "one model; " + "omit {model}",
                    saliency);
        }
        try (Model trained = Models.open(folder, layout(explained))) {
            checkExplained(trained.fileHash().orElseThrow(), explained, folder);
            SeriesSet set = SeriesReader.fittedLabelled(trained, explained.set(), explained.file());
            RemovalCurve own = RemovalCurve.of(
                    trained, set, explained.maps(), ExplanationChoice.BATCH_SIZE, findings.fractionsOfAll());
            RemovalCurve random =
                    RemovalCurve.random(trained, set, seed, ExplanationChoice.BATCH_SIZE, BlockFindings.fractions());
            double intact = Evaluation.of(trained.probabilities(set, ExplanationChoice.BATCH_SIZE), set)
                    .scores()
                    .accuracy();
            return new BlockFindings.Removal(intact, own.accuracies(), random.accuracies());
        }
    }

    /** {@return the layout with which the maps' model was opened; null if none was given} */
    private static @Nullable InputLayout layout(ExplainedBlocks explained) {
        String key = explained.maps().origin().details().get(SaliencyMaps.MODEL_LAYOUT);
        return key == null ? null : Keyed.of(InputLayout.class, "the maps' " + SaliencyMaps.MODEL_LAYOUT, key);
    }

    private void checkExplained(String hash, ExplainedBlocks explained, Path folder) {
        Map<String, String> origin = explained.maps().origin().details();
        if (!origin.getOrDefault("modelSha256", hash).equals(hash)) {
            throw BadRequest.in("model", "%s explains another model than %s", saliency, folder);
        }
    }
}
