package io.unfade.cli.fmri;

import io.unfade.cli.base.RequestCommand;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.fmri.FmriPrepare;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** {@code unfade fmri prepare}: series of regions, one for each block of a task. */
@Command(
        name = "prepare",
        description =
                "Makes a series file of the runs of a task: regions of each image, cleaned run by run, cut into windows "
                        + "around the blocks. Beside it NAME.fmri.json says where each region and step is, and the labels and the first "
                        + "run's mean image are kept for maps.")
final class FmriPrepareCommand extends RequestCommand {
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
    public Request<?> request() {
        return new FmriPrepare(out, runs.choice(), regions.choice(), cleaning.choice(), windows.choice());
    }
}
