package io.unfade.cli.fmri;

import io.unfade.fmri.clean.Standardize;
import io.unfade.workflow.fmri.CleaningChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.util.List;

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
    private CleaningChoice.Kind filter = CleaningChoice.Kind.BUTTERWORTH;

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
                    + "acompcor, acompcor5, scrub, non_steady_state, or names of columns. From the confounds file next to "
                    + "the data, or --confounds-files.")
    private @Nullable List<String> confounds;

    CleaningChoice choice() {
        return new CleaningChoice(
                keepTrend, highPass, lowPass, filter, standardize, confounds == null ? List.of() : confounds);
    }
}
