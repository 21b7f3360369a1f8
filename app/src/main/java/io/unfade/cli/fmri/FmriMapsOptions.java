package io.unfade.cli.fmri;

import io.unfade.cli.option.SeriesOptions;
import io.unfade.workflow.option.SeriesChoice;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** Saliency maps of prepared fMRI series, with the series themselves. */
final class FmriMapsOptions {
    @Option(
            names = "--saliency",
            required = true,
            order = 1,
            paramLabel = "S.npz",
            description = "Maps that explain wrote.")
    private Path saliency;

    @Option(
            names = "--data",
            required = true,
            order = 2,
            paramLabel = "FILE",
            description = "The series that were explained, as fmri prepare wrote them.")
    private Path data;

    @Mixin
    private SeriesOptions which = new SeriesOptions();

    /** {@return the file of the maps} */
    Path saliency() {
        return saliency;
    }

    /** {@return the file of the series} */
    Path data() {
        return data;
    }

    SeriesChoice choice() {
        return which.choice();
    }
}
