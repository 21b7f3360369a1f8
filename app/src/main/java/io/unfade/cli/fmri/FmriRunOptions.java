package io.unfade.cli.fmri;

import io.unfade.cli.base.UsageException;
import io.unfade.fmri.bids.EventRules;
import io.unfade.fmri.prepare.Preparation;
import io.unfade.fmri.prepare.RunList;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The files of the runs. */
final class FmriRunOptions {
    private static final double LONGEST = 100;

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
                            + "subject and run; files beside the table.")
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

    /**
     * {@return the runs with all that belongs to them}
     *
     * @param conditions that are wanted; empty for all
     * @param withConfounds whether their confounds are needed
     */
    List<Preparation.Input> runs(List<String> conditions, boolean withConfounds) throws IOException {
        if (bold == null && table == null) {
            throw new UsageException("name the runs by --bold FILE... or by --runs TABLE");
        }
        if (bold != null && table != null) {
            throw new UsageException("--bold and --runs exclude each other");
        }
        if (missingDuration != null && !(missingDuration >= 0 && missingDuration < Double.POSITIVE_INFINITY)) {
            throw new UsageException("--duration must be at least 0 seconds, but was " + missingDuration);
        }
        double duration = missingDuration == null ? Double.NaN : missingDuration;
        RunList list = new RunList(new EventRules(trialType, conditions, duration), withConfounds);
        if (table != null) {
            if (events != null || confounds != null) {
                throw new UsageException((events == null ? "--confounds-files" : "--events")
                        + " belongs to --bold; the table of --runs has a column for it");
            }
            return list.of(table);
        }
        return list.of(
                Objects.requireNonNull(bold),
                events == null ? List.of() : events,
                confounds == null ? List.of() : confounds);
    }

    /** {@return what was said instead of the files, in words} */
    Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        if (repetitionTime != null) {
            details.put("repetition time", "by --tr, whatever the files say");
        }
        if (missingDuration != null) {
            details.put("events without a duration", missingDuration + " s");
        }
        return details;
    }

    boolean namesConfounds() {
        return confounds != null;
    }

    /** {@return the repetition time in seconds that counts whatever the files say; null to believe them} */
    @Nullable
    Double repetitionTime() {
        if (repetitionTime != null && !(repetitionTime > 0 && repetitionTime < LONGEST)) {
            throw new UsageException("--tr must be above 0 and below 100 seconds, but was " + repetitionTime);
        }
        return repetitionTime;
    }
}
