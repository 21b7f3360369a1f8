package io.unfade.workflow.fmri;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Message;
import io.unfade.check.Progress;
import io.unfade.fmri.bids.ConfoundSelection;
import io.unfade.fmri.prepare.Preparation;
import io.unfade.fmri.prepare.Prepared;
import io.unfade.fmri.prepare.RegionSource;
import io.unfade.fmri.prepare.RunList;
import io.unfade.fmri.prepare.Windows;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.result.DataSummary;
import io.unfade.workflow.result.FmriSummary;
import io.unfade.workflow.result.PreparationNotes;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes region series, one per block of a task: regions of each image, cleaned run by run, cut into windows around the
 * blocks.
 *
 * @param runs the files
 * @param regions that become features
 * @param cleaning what to remove from their series
 * @param windows around the blocks
 */
@Meaning("Makes a series file of the runs of a task: regions of each image, cleaned run by run, "
        + "cut into windows around the blocks. Next to it NAME.fmri.json says where each region and "
        + "step is, and the labels and the first run's mean image are kept for maps.")
public record FmriPrepare(
        @Meaning(value = "Series file to write.", label = "FILE.npz", file = Meaning.File.WRITTEN)
        Path out,

        RunChoice runs,
        RegionChoice regions,
        CleaningChoice cleaning,
        WindowChoice windows)
        implements Request<Prepared> {
    /** Unfiltered series of the blocks themselves. */
    public FmriPrepare(Path out, RunChoice runs) {
        this(out, runs, new RegionChoice(), new CleaningChoice(), new WindowChoice());
    }

    @Override
    public Result<Prepared> execute(Progress progress) throws IOException {
        Outputs.checkEnding(out, ".npz", "out");
        List<Preparation.Input> inputs =
                runs.runs(windows.plan().conditions(), !cleaning.confounds().isEmpty());
        checkOutputs(inputs);
        try (Outputs outputs = new Outputs(progress)) {
            outputs.file(out, "out");
            Prepared prepared = Preparation.prepare(inputs, plan(inputs.get(0).data(), progress), progress);
            progress.finish();
            prepared.write(out);
            return result(prepared);
        }
    }

    /** Fails early if an output would replace an input. */
    private void checkOutputs(List<Preparation.Input> inputs) throws IOException {
        List<Path> read = new ArrayList<>(regions.files());
        for (Preparation.Input input : inputs) {
            read.add(input.data());
            read.add(input.eventsFile());
            if (input.confounds() != null) {
                read.add(input.confounds());
            }
            if (windows.groupBy() == Windows.GroupBy.SUBJECT && input.subject().equals(RunList.NO_SUBJECT)) {
                throw BadRequest.of(
                        "{groupBy} subject: the name of %s does not say whose brain it is; the column subject of "
                                + "{runs} " + "TABLE does",
                        input.data());
            }
        }
        for (Path file : Prepared.filesOf(out)) {
            Outputs.check(file, "out", read.toArray(Path[]::new));
        }
    }

    private Preparation.Plan plan(Path first, Progress progress) throws IOException {
        RegionSource source = regions.source(first, progress);
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
                runs.tr(),
                regions.constant(),
                settings);
    }

    private @Nullable ConfoundSelection confounds() {
        if (cleaning.confounds().isEmpty()) {
            if (runs.namesConfounds()) {
                throw BadRequest.in("confoundsFiles", "{confounds} says which of them are taken out");
            }
            return null;
        }
        return ConfoundSelection.of(cleaning.confounds());
    }

    private Result<Prepared> result(Prepared prepared) {
        DataSummary series = new DataSummary(prepared.series());
        FmriSummary origin = new FmriSummary(prepared.context(), prepared.series());
        ObjectNode json = RequestJson.newObject();
        json.put("out", out.toString());
        json.setAll(series.json());
        json.set("fmri", origin.json());
        PreparationNotes notes = new PreparationNotes(prepared, windows.choosesConditions());
        notes.addTo(json);
        Message text = Message.text("Wrote " + prepared.series().count() + " series of "
                        + prepared.series().steps() + " scans x "
                        + prepared.series().features() + " regions to " + out + "\n"
                        + origin.text())
                .and(notes.text());
        return new Result<>(this, prepared, json, text, false, null);
    }
}
