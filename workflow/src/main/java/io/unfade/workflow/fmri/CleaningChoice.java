package io.unfade.workflow.fmri;

import io.unfade.check.Keyed;
import io.unfade.fmri.clean.Cleaning;
import io.unfade.fmri.clean.Filter;
import io.unfade.fmri.clean.Standardize;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.RequestJson;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What to remove from the series of a run, in nilearn's order. */
public record CleaningChoice(
        @Meaning("Do not take a straight line out of each run.")
        boolean keepTrend,

        @Meaning(value = "Take out what is slower; often 0.008 to 0.01.", label = "HZ") @Nullable
        Double highPass,

        @Meaning(value = "Take out what is faster.", label = "HZ") @Nullable
        Double lowPass,

        @Meaning(value = "How: butterworth, or cosine, which supports only {highPass}.", label = "KIND")
        Kind filter,

        @Meaning(
                value = "Scale of each run's series at the end: zscore-sample, percent-signal-change or none.",
                label = "HOW")
        Standardize standardize,

        @Meaning(
                value = "Take these confounds out, separated by commas: motion6, motion24, wm_csf, global, "
                        + "cosine, acompcor, acompcor5, scrub, non_steady_state, or names of columns. From the "
                        + "confounds file next to the data, or {confoundsFiles}.",
                label = "NAME")
        List<String> confounds) {
    /** Kinds of filters. */
    public enum Kind implements Keyed {
        BUTTERWORTH,
        COSINE
    }

    /** Strips names. */
    public CleaningChoice {
        confounds = confounds.stream().map(String::strip).toList();
    }

    /** No filter and no confounds. */
    public CleaningChoice() {
        this(false, null, null, Kind.BUTTERWORTH, Standardize.ZSCORE_SAMPLE, List.of());
    }

    /** {@return the cleaning steps} */
    Cleaning cleaning() {
        return new Cleaning(!keepTrend, design(), standardize, true);
    }

    private Filter design() {
        if (filter == Kind.BUTTERWORTH) {
            if (highPass == null && lowPass == null) {
                return Filter.none();
            }
            return Filter.butterworth(orNaN(highPass), orNaN(lowPass));
        }
        if (highPass == null || lowPass != null) {
            throw BadRequest.of("{filter} cosine needs {highPass}, and does not support {lowPass}");
        }
        return Filter.cosine(highPass);
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    /** {@return the settings in words} */
    Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("detrended", Boolean.toString(!keepTrend));
        details.put("filter", filterInWords());
        details.put("standardized", RequestJson.key(standardize));
        details.put("confounds", confounds.isEmpty() ? "none" : String.join(", ", confounds));
        return details;
    }

    private String filterInWords() {
        if (highPass == null && lowPass == null) {
            return "none";
        }
        String from = highPass == null ? "0" : highPass.toString();
        String to = lowPass == null ? "" : " to " + lowPass;
        return RequestJson.key(filter) + ", keeps " + from + to + " Hz" + (lowPass == null ? " and faster" : "");
    }
}
