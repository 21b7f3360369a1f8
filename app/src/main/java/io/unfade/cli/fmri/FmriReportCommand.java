package io.unfade.cli.fmri;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.base.UsageException;
import io.unfade.workflow.base.Writings;
import io.unfade.workflow.option.SeriesReader;
import io.unfade.data.SeriesSet;
import io.unfade.faithfulness.RemovalCurve;
import io.unfade.model.ModelFolder;
import io.unfade.model.TrainedModel;
import io.unfade.report.page.HtmlReport;
import io.unfade.workflow.page.BrainPage;
import io.unfade.workflow.page.BrainViews;
import io.unfade.workflow.result.BlockFindings;
import io.unfade.workflow.result.Evaluation;
import io.unfade.workflow.result.ExplainedBlocks;
import io.unfade.workflow.result.GroupTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** {@code unfade fmri report}: a page on which regions mattered at which time of a task. */
@Command(
        name = "report",
        description =
                "Writes a page on which regions mattered at which time: brain maps, a slider over time, regions over "
                        + "time beside the task, a ranking, the comparison of the classes, and checks of the maps.")
final class FmriReportCommand extends AbstractCommand {
    private static final int BATCH = 64;

    @Mixin
    private FmriMapsOptions maps = new FmriMapsOptions();

    @Option(
            names = "--out",
            required = true,
            order = 3,
            paramLabel = "R.html",
            description = "Page to write; figures as PNG and SVG go beside it.")
    private Path out;

    @Option(
            names = "--model",
            order = 4,
            paramLabel = "MODEL",
            description = "Model folder: also shows what removing the most salient cells costs.")
    private @Nullable Path model;

    @Mixin
    private FmriGroupOptions group = new FmriGroupOptions();

    @Override
    protected Result execute() throws IOException {
        claimPage(out, "--out", maps.saliency(), maps.data());
        ExplainedBlocks explained = maps.read(this::note);
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
        ObjectNode json = newObject();
        json.put("report", out.toString());
        json.setAll(findings.json(checks.group(), checks.whyNot(), removal));
        return Result.of(json, writings.text().strip()).butFailed(writings.failure());
    }

    private void checkProbabilities(ExplainedBlocks explained) {
        int classes = explained.classNames().size();
        if (explained.maps().classCount() != classes) {
            throw new UsageException(maps.saliency() + ": must hold the probabilities of " + classes
                    + " classes, which the report shows, but holds those of "
                    + explained.maps().classCount() + "; explain writes them");
        }
    }

    private BrainPage.Checks checks(ExplainedBlocks explained, BlockFindings.@Nullable Removal removal) {
        try {
            GroupTable table = new GroupTable(
                    group.test(explained, seed()), explained.seconds(), group.units(explained), group.measure());
            return new BrainPage.Checks(table, "", removal);
        } catch (IllegalArgumentException e) {
            return new BrainPage.Checks(null, String.valueOf(e.getMessage()), removal);
        }
    }

    private BlockFindings.Removal removal(Path folder, ExplainedBlocks explained, BlockFindings findings)
            throws IOException {
        if (explained.maps().origin().details().containsKey(SaliencyMaps.CROSS_VALIDATION)) {
            throw new UsageException("--model: " + maps.saliency() + " explains each series by the model of a "
                    + "cross-validation that had not seen it, not by one model; leave --model away");
        }
        try (TrainedModel trained = ModelFolder.load(folder)) {
            checkExplained(trained.fileHash().orElseThrow(), explained, folder);
            SeriesSet set = SeriesReader.fittedLabelled(trained, explained.set(), explained.file());
            RemovalCurve own = RemovalCurve.of(trained, set, explained.maps(), BATCH, findings.fractionsOfAll());
            RemovalCurve random = RemovalCurve.random(trained, set, seed(), BATCH, BlockFindings.fractions());
            double intact = Evaluation.of(trained.probabilities(set, BATCH), set)
                    .scores()
                    .accuracy();
            return new BlockFindings.Removal(intact, own.accuracies(), random.accuracies());
        }
    }

    private void checkExplained(String hash, ExplainedBlocks explained, Path folder) {
        Map<String, String> origin = explained.maps().origin().details();
        if (!origin.getOrDefault("modelSha256", hash).equals(hash)) {
            throw new UsageException("--model: " + maps.saliency() + " explains another model than " + folder);
        }
    }
}
