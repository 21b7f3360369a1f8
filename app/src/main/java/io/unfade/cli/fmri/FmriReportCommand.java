package io.unfade.cli.fmri;

import io.unfade.cli.base.RequestCommand;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.fmri.FmriReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** {@code unfade fmri report}: a page on which regions mattered at which time of a task. */
@Command(
        name = "report",
        description =
                "Writes a page on which regions mattered at which time: brain maps, a slider over time, regions over "
                        + "time next to the task, a ranking, the comparison of the classes, and checks of the maps.")
final class FmriReportCommand extends RequestCommand {
    @Mixin
    private FmriMapsOptions maps = new FmriMapsOptions();

    @Option(
            names = "--out",
            required = true,
            order = 3,
            paramLabel = "R.html",
            description = "Page to write; figures as PNG and SVG go next to it.")
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
    public Request<?> request() {
        return new FmriReport(maps.saliency(), maps.data(), out, model, group.choice(), seed(), maps.choice());
    }
}
