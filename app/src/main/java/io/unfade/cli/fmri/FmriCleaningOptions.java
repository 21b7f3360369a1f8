package io.unfade.cli.fmri;

import io.unfade.cli.base.UsageException;
import io.unfade.cli.option.ValueConverters;
import io.unfade.fmri.clean.Cleaning;
import io.unfade.fmri.clean.Filter;
import io.unfade.fmri.clean.Standardize;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is taken out of the series of a run, in nilearn's order. */
final class FmriCleaningOptions {
    @Option(names = "--keep-trend", order = 20, description = "Do not take a straight line out of each run.")
    private boolean keepTrend;

    @Option(
            names = "--high-pass",
            order = 21,
            paramLabel = "HZ",
            description = "Take out what is slower; often 0.008 to 0.01.")
    private @Nullable Double highPass;

    @Option(names = "--low-pass", order = 22, paramLabel = "HZ", description = "Take out what is faster.")
    private @Nullable Double lowPass;

    @Option(
            names = "--filter",
            order = 23,
            paramLabel = "KIND",
            defaultValue = "butterworth",
            description = "How: butterworth, or cosine, which knows --high-pass only.")
    private Kind filter = Kind.BUTTERWORTH;

    @Option(
            names = "--standardize",
            order = 24,
            paramLabel = "HOW",
            defaultValue = "zscore-sample",
            description = "Scale of each run's series at the end: zscore-sample, percent-signal-change or none.")
    private Standardize standardize = Standardize.ZSCORE_SAMPLE;

    @Option(
            names = "--confounds",
            order = 25,
            paramLabel = "NAME",
            split = ",",
            description = "Take these confounds out, separated by commas: motion6, motion24, wm_csf, global, cosine, "
                    + "acompcor, acompcor5, scrub, non_steady_state, or names of columns. From the confounds file beside "
                    + "the data, or --confounds-files.")
    private @Nullable List<String> confounds;

    /** Kinds of filters. */
    enum Kind {
        BUTTERWORTH,
        COSINE
    }

    /** {@return what is done to the series} */
    Cleaning cleaning() {
        return new Cleaning(!keepTrend, filter(), standardize, true);
    }

    private Filter filter() {
        if (filter == Kind.BUTTERWORTH) {
            if (highPass == null && lowPass == null) {
                return Filter.none();
            }
            return Filter.butterworth(orNaN(highPass), orNaN(lowPass));
        }
        if (highPass == null || lowPass != null) {
            throw new UsageException("--filter cosine needs --high-pass, and knows no --low-pass");
        }
        return Filter.cosine(highPass);
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    /** {@return the names of the confounds; empty if none are taken out} */
    List<String> confounds() {
        return confounds == null
                ? List.of()
                : confounds.stream().map(String::strip).toList();
    }

    /** {@return the settings in words} */
    Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("detrended", Boolean.toString(!keepTrend));
        details.put("filter", filterInWords());
        details.put("standardized", ValueConverters.key(standardize));
        details.put("confounds", confounds == null ? "none" : String.join(", ", confounds));
        return details;
    }

    private String filterInWords() {
        if (highPass == null && lowPass == null) {
            return "none";
        }
        String from = highPass == null ? "0" : highPass.toString();
        String to = lowPass == null ? "" : " to " + lowPass;
        return ValueConverters.key(filter) + ", keeps " + from + to + " Hz" + (lowPass == null ? " and faster" : "");
    }
}
