package io.unfade.cli.fmri;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.base.Progress;
import io.unfade.cli.base.UsageException;
import io.unfade.fmri.bids.ConfoundSelection;
import io.unfade.fmri.prepare.Preparation;
import io.unfade.fmri.prepare.Prepared;
import io.unfade.fmri.prepare.RegionSource;
import io.unfade.fmri.prepare.RunList;
import io.unfade.fmri.prepare.Windows;
import io.unfade.workflow.result.DataSummary;
import io.unfade.workflow.result.FmriSummary;
import io.unfade.workflow.result.PreparationNotes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code unfade fmri prepare}: series of regions, one for each block of a task. */
@Command(
        name = "prepare",
        description =
                "Makes a series file of the runs of a task: regions of each image, cleaned run by run, cut into windows "
                        + "around the blocks. Beside it NAME.fmri.json says where each region and step is, and the labels and the first "
                        + "run's mean image are kept for maps.")
final class FmriPrepareCommand extends AbstractCommand {
    @Mixin
    private FmriRunOptions runs = new FmriRunOptions();

    @Option(names = "--out", required = true, order = 7, paramLabel = "FILE.npz", description = "Series file to write.")
    private Path out;

    @Mixin
    private FmriRegionOptions regions = new FmriRegionOptions();

    @Mixin
    private FmriCleaningOptions cleaning = new FmriCleaningOptions();

    @Mixin
    private FmriWindowOptions windows = new FmriWindowOptions();

    @Override
    protected Result execute() throws IOException {
        checkEnding(out, ".npz", "--out");
        List<Preparation.Input> inputs =
                runs.runs(windows.plan().conditions(), !cleaning.confounds().isEmpty());
        checkOutputs(inputs);
        claimFile(out, "--out");
        Progress progress = new Progress(messages(), Progress.onTerminal());
        Prepared prepared;
        try {
            prepared = Preparation.prepare(
                    inputs,
                    plan(inputs.get(0).data()),
                    (done, of) -> progress.update("Reading runs", (double) done / of, ""));
        } finally {
            progress.close();
        }
        finishWhatFollows();
        prepared.write(out);
        return result(prepared);
    }

    /** Fails early if a file that is read would be replaced by one of those that are written. */
    private void checkOutputs(List<Preparation.Input> inputs) throws IOException {
        List<Path> read = new ArrayList<>(regions.files());
        for (Preparation.Input input : inputs) {
            read.add(input.data());
            read.add(input.eventsFile());
            if (input.confounds() != null) {
                read.add(input.confounds());
            }
            if (windows.groupBy() == Windows.GroupBy.SUBJECT && input.subject().equals(RunList.NO_SUBJECT)) {
                throw new UsageException("--group-by subject: the name of " + input.data()
                        + " does not say whose brain it is; the column subject of --runs TABLE does");
            }
        }
        for (Path file : Prepared.filesOf(out)) {
            checkOutput(file, "--out", read.toArray(Path[]::new));
        }
    }

    private Preparation.Plan plan(Path first) throws IOException {
        RegionSource source = regions.source(first);
        Map<String, String> settings = new LinkedHashMap<>(regions.details(source));
        settings.putAll(cleaning.details());
        settings.putAll(windows.details());
        settings.putAll(runs.details());
        return new Preparation.Plan(
                source,
                cleaning.cleaning(),
                confounds(),
                windows.plan(),
                windows.groupBy(),
                runs.repetitionTime(),
                regions.constant(),
                settings);
    }

    private @Nullable ConfoundSelection confounds() {
        if (cleaning.confounds().isEmpty()) {
            if (runs.namesConfounds()) {
                throw new UsageException("--confounds-files: --confounds says which of them are taken out");
            }
            return null;
        }
        return ConfoundSelection.of(cleaning.confounds());
    }

    private Result result(Prepared prepared) {
        DataSummary series = new DataSummary(prepared.series());
        FmriSummary origin = new FmriSummary(prepared.context(), prepared.series());
        ObjectNode json = newObject();
        json.put("out", out.toString());
        json.setAll(series.json());
        json.set("fmri", origin.json());
        PreparationNotes notes = new PreparationNotes(prepared, windows.choosesConditions());
        notes.addTo(json);
        String text = "Wrote " + prepared.series().count() + " series of "
                + prepared.series().steps() + " scans x " + prepared.series().features() + " regions to " + out + "\n"
                + origin.text()
                + notes.text();
        return Result.of(json, text);
    }
}
