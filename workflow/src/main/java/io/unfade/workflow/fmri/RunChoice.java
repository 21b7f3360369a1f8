package io.unfade.workflow.fmri;

import io.unfade.fmri.bids.EventRules;
import io.unfade.fmri.prepare.Preparation;
import io.unfade.fmri.prepare.RunList;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The files of the runs. */
public record RunChoice(
        @Meaning(
                value = "Data of the runs, in order: images (.nii, .nii.gz), CIFTI series (.ptseries.nii, "
                        + ".dtseries.nii), tables (.tsv, .csv) or archives (.npz) of region series. Subject, run, "
                        + "events, confounds and the JSON file are found by BIDS, OpenfMRI or HCP names.",
                file = Meaning.File.READ)
        @Nullable
        List<Path> bold,

        @Meaning(
                value = "Events of the runs, one for each, if they are not found by name: BIDS events.tsv, or a "
                        + "folder of text files with onset, duration and amplitude, one file for each condition. "
                        + "Their names must not say that they are of other runs.",
                file = Meaning.File.READ)
        @Nullable
        List<Path> events,

        @Meaning(
                value = "Confounds of the runs, one for each, if they are not found by name.",
                file = Meaning.File.READ)
        @Nullable
        List<Path> confoundsFiles,

        @Meaning(
                value = "Instead of {bold}: a table (.tsv, .csv) with the columns bold, and perhaps events, "
                        + "confounds, subject and run; files next to the table.",
                label = "TABLE",
                file = Meaning.File.READ)
        @Nullable
        Path runs,

        @Meaning(value = "Column of the events that names the condition.", label = "COLUMN")
        String trialType,

        @Meaning(
                value = "Repetition time, whatever the files say; of their header or JSON file if not given.",
                label = "SECONDS")
        @Nullable
        Double tr,

        @Meaning(
                value = "Duration of events whose duration is n/a; if not given, those of wanted conditions are "
                        + "refused.",
                label = "SECONDS")
        @Nullable
        Double duration) {
    private static final double LONGEST = 100;

    /** Checks numbers. */
    public RunChoice {
        if (bold != null && runs != null) {
            throw BadRequest.of("{bold} and {runs} exclude each other");
        }
        if (duration != null && !(duration >= 0 && duration < Double.POSITIVE_INFINITY)) {
            throw BadRequest.of("{duration} must be at least 0 seconds, but was %s", duration);
        }
        if (tr != null && !(tr > 0 && tr < LONGEST)) {
            throw BadRequest.of("{tr} must be above 0 and below 100 seconds, but was %s", tr);
        }
    }

    /** No runs yet. */
    public RunChoice() {
        this(null, null, null, null, "trial_type", null, null);
    }

    /** Runs with their other files found by name. */
    public RunChoice(List<Path> bold) {
        this(bold, null, null, null, "trial_type", null, null);
    }

    /**
     * {@return the runs with their events and confounds}
     *
     * @param conditions to use; empty for all
     * @param withConfounds whether their confounds are needed
     */
    List<Preparation.Input> runs(List<String> conditions, boolean withConfounds) throws IOException {
        if (bold == null && runs == null) {
            throw BadRequest.of("name the runs by {bold} FILE... or by {runs} TABLE");
        }
        double missing = duration == null ? Double.NaN : duration;
        RunList list = new RunList(new EventRules(trialType, conditions, missing), withConfounds);
        if (runs != null) {
            if (events != null || confoundsFiles != null) {
                throw BadRequest.of((events == null ? "{confoundsFiles}" : "{events}")
                        + " belongs to {bold}; the table of {runs} has a column for it");
            }
            return list.of(runs);
        }
        return list.of(
                Objects.requireNonNull(bold),
                events == null ? List.of() : events,
                confoundsFiles == null ? List.of() : confoundsFiles);
    }

    /** {@return the settings that override the files, in words} */
    Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        if (tr != null) {
            details.put("repetition time", "as asked for, whatever the files say");
        }
        if (duration != null) {
            details.put("events without a duration", duration + " s");
        }
        return details;
    }

    boolean namesConfounds() {
        return confoundsFiles != null;
    }
}
