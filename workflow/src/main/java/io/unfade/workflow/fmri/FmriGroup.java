package io.unfade.workflow.fmri;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.fmri.group.GroupResult;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.base.Writings;
import io.unfade.workflow.option.SeriesChoice;
import io.unfade.workflow.result.ExplainedBlocks;
import io.unfade.workflow.result.GroupTable;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Tests which regions matter more for a class than for the others.
 *
 * @param group how to compare classes
 * @param seed of the shuffling
 * @param choice the series to use
 */
@Meaning("Tests which regions matter more for a class than for the others, over series, runs or "
        + "subjects: Welch's t, p by shuffling labels within a run or subject, corrected for all "
        + "classes and regions by the largest statistic, and rate of false discoveries.")
public record FmriGroup(
        @Meaning(value = "Maps that explain wrote.", label = "S.npz", file = Meaning.File.READ)
        Path saliency,

        @Meaning(value = "The series that were explained, as fmri prepare wrote them.", file = Meaning.File.READ)
        Path data,

        @Meaning(value = "Also write all classes and regions as a table.", label = "T.csv", file = Meaning.File.WRITTEN)
        @Nullable
        Path out,

        @Meaning("How many regions of each class are printed, the strongest first.")
        int top,

        GroupChoice group,
        long seed,
        SeriesChoice choice)
        implements Request<GroupTable> {
    private static final int TOP = 5;

    /** Checks numbers. */
    public FmriGroup {
        BadRequest.atLeast(1, top, "top");
    }

    /** The default comparison of all series. */
    public FmriGroup(Path saliency, Path data) {
        this(saliency, data, null, TOP, new GroupChoice(), 0, new SeriesChoice());
    }

    @Override
    public Result<GroupTable> execute(Progress progress) throws IOException {
        try (Outputs outputs = new Outputs(progress)) {
            if (out != null) {
                Outputs.checkEnding(out, ".csv", "out");
                outputs.file(out, "out", saliency, data);
            }
            return compared(progress);
        }
    }

    private Result<GroupTable> compared(Progress progress) throws IOException {
        ExplainedBlocks read = new ExplainedMaps(saliency, data, choice).read(progress);
        GroupResult result = group.test(read, seed);
        GroupTable table = new GroupTable(result, read.seconds(), group.units(read), group.measure());
        Writings writings = new Writings();
        Path file = out;
        if (file != null) {
            writings.write("All regions: " + file, () -> table.write(file));
        }
        String note = read.note().isEmpty() ? "" : "\nNote: " + read.note();
        ObjectNode json = table.json();
        json.put("note", read.note());
        return Result.of(this, table, json, table.text(top) + writings.text() + note)
                .butFailed(writings.failure());
    }
}
