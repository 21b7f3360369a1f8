package io.unfade.cli.option;

import io.unfade.workflow.GenerateTaskFmri;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;

/** What {@code unfade generate task-fmri} takes and does: simulated task fMRI, cut into series, and its images. */
public final class TaskFmriOptions {
    /** The options that no other data set has. */
    public static final List<String> OWN = List.of("--subjects", "--regions", "--classes", "--effect", "--images");

    @Option(
            names = "--subjects",
            paramLabel = "N",
            defaultValue = "8",
            description = "Subjects, of whom the last quarter is for testing; " + GenerateTaskFmri.NAME + " only.")
    private int subjects;

    @Option(
            names = "--regions",
            paramLabel = "N",
            defaultValue = "360",
            description = "Regions of the brain; " + GenerateTaskFmri.NAME + " only.")
    private int regions;

    @Option(
            names = "--classes",
            paramLabel = "K",
            defaultValue = "8",
            description = "Tasks; " + GenerateTaskFmri.NAME + " only.")
    private int classes;

    @Option(
            names = "--effect",
            paramLabel = "E",
            defaultValue = "1.5",
            description = "Peak of the response to a block over the standard deviation of the noise; "
                    + GenerateTaskFmri.NAME + " only.")
    private double effect;

    @Option(
            names = "--images",
            description =
                    "Also write the runs as images, with events and an atlas; " + GenerateTaskFmri.NAME + " only.")
    private boolean images;

    public GenerateTaskFmri request(Path out, long seed) {
        return new GenerateTaskFmri(out, subjects, regions, classes, effect, images, seed);
    }
}
