package io.unfade.cli.fmri;

import io.unfade.workflow.fmri.RunChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;

/** The files of the runs. */
final class FmriRunOptions {
    @Option(
            names = "--bold",
            order = 1,
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Data of the runs, in order: images (.nii, .nii.gz), CIFTI series (.ptseries.nii, .dtseries.nii), "
                            + "tables (.tsv, .csv) or archives (.npz) of region series. Subject, run, events, confounds and the "
                            + "JSON file are found by BIDS, OpenfMRI or HCP names.")
    private @Nullable List<Path> bold;

    @Option(
            names = "--events",
            order = 2,
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Events of the runs, one for each, if they are not found by name: BIDS events.tsv, or a folder "
                            + "of text files with onset, duration and amplitude, one file for each condition. Their names must "
                            + "not say that they are of other runs.")
    private @Nullable List<Path> events;

    @Option(
            names = "--confounds-files",
            order = 3,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Confounds of the runs, one for each, if they are not found by name.")
    private @Nullable List<Path> confounds;

    @Option(
            names = "--runs",
            order = 4,
            paramLabel = "TABLE",
            description =
                    "Instead of --bold: a table (.tsv, .csv) with the columns bold, and perhaps events, confounds, "
                            + "subject and run; files next to the table.")
    private @Nullable Path table;

    @Option(
            names = "--trial-type",
            order = 5,
            paramLabel = "COLUMN",
            defaultValue = "trial_type",
            description = "Column of the events that names the condition.")
    private String trialType = "trial_type";

    @Option(
            names = "--tr",
            order = 6,
            paramLabel = "SECONDS",
            description = "Repetition time, whatever the files say; of their header or JSON file if not given.")
    private @Nullable Double repetitionTime;

    @Option(
            names = "--duration",
            order = 6,
            paramLabel = "SECONDS",
            description =
                    "How long events go on whose duration is n/a; those of wanted conditions are refused if not given.")
    private @Nullable Double missingDuration;

    RunChoice choice() {
        return new RunChoice(bold, events, confounds, table, trialType, repetitionTime, missingDuration);
    }
}
