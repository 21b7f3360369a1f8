package io.unfade.cli.fmri;

import io.unfade.cli.base.RequestCommand;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.fmri.FmriGroup;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** {@code unfade fmri group}: which regions matter more for a class than for the others. */
@Command(
        name = "group",
        description = "Tests which regions matter more for a class than for the others, over series, runs or subjects: "
                + "Welch's t, p by shuffling labels within a run or subject, corrected for all classes and regions by the "
                + "largest statistic, and rate of false discoveries.")
final class FmriGroupCommand extends RequestCommand {
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
    public Request<?> request() {
        return new FmriGroup(maps.saliency(), maps.data(), out, top, group.choice(), seed(), maps.choice());
    }
}
