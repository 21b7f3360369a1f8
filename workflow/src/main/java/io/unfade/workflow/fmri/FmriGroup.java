package io.unfade.workflow.fmri;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.fmri.group.GroupResult;
import io.unfade.workflow.base.BadRequest;
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
 * Which regions matter more for a class than for the others.
 *
 * @param saliency maps that explain wrote
 * @param data the series that were explained, as they were prepared
 * @param out table of all classes and regions to write; null for none
 * @param top how many regions of each class the text shows
 * @param group how classes are compared
 * @param seed of the shuffling
 * @param choice which series
 */
public record FmriGroup(
        Path saliency, Path data, @Nullable Path out, int top, GroupChoice group, long seed, SeriesChoice choice)
        implements Request<GroupTable> {
    private static final int TOP = 5;

    /** Checks numbers. */
    public FmriGroup {
        BadRequest.atLeast(1, top, "top");
    }

    /** The usual comparison of all series. */
    public FmriGroup(Path saliency, Path data) {
        this(saliency, data, null, TOP, new GroupChoice(), 0, new SeriesChoice());
    }

    @Override
    public Result<GroupTable> run(Progress progress) throws IOException {
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
