package io.unfade.workflow.fmri;

import io.unfade.fmri.bids.EventRules;
import io.unfade.fmri.prepare.Preparation;
import io.unfade.fmri.prepare.RunList;
import io.unfade.workflow.base.BadRequest;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The files of the runs.
 *
 * @param bold data of the runs, in order; null if a table names them
 * @param events of the runs, one for each; null to find them by name
 * @param confoundsFiles confounds of the runs, one for each; null to find them by name
 * @param runs a table of the runs, instead of their data; null for none
 * @param trialType column of the events that names the condition
 * @param tr repetition time in seconds that counts whatever the files say; null to believe them
 * @param duration seconds that events go on whose duration is not known; null to refuse them
 */
public record RunChoice(
        @Nullable List<Path> bold,
        @Nullable List<Path> events,
        @Nullable List<Path> confoundsFiles,
        @Nullable Path runs,
        String trialType,
        @Nullable Double tr,
        @Nullable Double duration) {
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

    /** Runs whose other files are found by their names. */
    public RunChoice(List<Path> bold) {
        this(bold, null, null, null, "trial_type", null, null);
    }

    /**
     * {@return the runs with all that belongs to them}
     *
     * @param conditions that are wanted; empty for all
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

    /** {@return what was said instead of the files, in words} */
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
