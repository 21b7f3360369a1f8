package io.unfade.cli.fmri;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.base.UsageException;
import io.unfade.fmri.group.GroupResult;
import io.unfade.workflow.result.ExplainedBlocks;
import io.unfade.workflow.result.GroupTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;

/** {@code unfade fmri group}: which regions matter more for a class than for the others. */
@Command(
        name = "group",
        description = "Tests which regions matter more for a class than for the others, over series, runs or subjects: "
                + "Welch's t, p by shuffling labels within a run or subject, corrected for all classes and regions by the "
                + "largest statistic, and rate of false discoveries.")
final class FmriGroupCommand extends AbstractCommand {
    @Mixin
    private FmriMapsOptions maps = new FmriMapsOptions();

    @Option(
            names = "--out",
            order = 3,
            paramLabel = "T.csv",
            description = "Also write all classes and regions as a table.")
    private @Nullable Path out;

    @Option(
            names = "--top",
            order = 4,
            paramLabel = "N",
            defaultValue = "5",
            description = "How many regions of each class are printed, the strongest first.")
    private int top;

    @Mixin
    private FmriGroupOptions group = new FmriGroupOptions();

    @Override
    protected Result execute() throws IOException {
        if (top < 1) {
            throw new UsageException("--top must be at least 1, but was " + top);
        }
        if (out != null) {
            checkEnding(out, ".csv", "--out");
            claimFile(out, "--out", maps.saliency(), maps.data());
        }
        ExplainedBlocks read = maps.read(this::note);
        GroupResult result = group.test(read, seed());
        GroupTable table = new GroupTable(result, read.seconds(), group.units(read), group.measure());
        IOException failure = null;
        if (out != null) {
            try {
                table.write(out);
            } catch (IOException e) {
                failure = e; // after the result is printed, which took long
            }
        }
        String note = read.note().isEmpty() ? "" : "\nNote: " + read.note();
        ObjectNode json = table.json();
        json.put("note", read.note());
        String written = out == null || failure != null ? "" : "\nAll regions: " + out;
        Result found = Result.of(json, table.text(top) + written + note);
        return failure == null ? found : found.butFailed(failure);
    }
}
