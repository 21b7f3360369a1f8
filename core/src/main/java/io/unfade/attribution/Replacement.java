package io.unfade.attribution;

import io.unfade.model.Inputs;

/** Replaces windows of series by a baseline. */
public final class Replacement {
    private final Inputs inputs;
    private final Baseline baseline;
    private final double[] whole;

    Replacement(Problem problem, Baseline baseline) {
        this.baseline = baseline;
        inputs = problem.inputs();
        whole = baseline == Baseline.LINEAR ? new double[0] : problem.baseline(baseline);
    }

    /**
     * Replaces the steps of one feature in a window.
     *
     * @param values {@code (B, T, C)}; those outside of the window are read, those inside are replaced
     * @param from first step
     * @param to step after the last one, at most the series' length
     */
    public void replace(double[] values, int series, int feature, int from, int to) {
        int first = inputs.offset(series) + feature;
        int features = inputs.features();
        if (baseline != Baseline.LINEAR) {
            for (int t = from; t < to; t++) {
                values[first + t * features] = whole[first + t * features];
            }
            return;
        }
        boolean begins = from == 0;
        boolean ends = to == inputs.lengths()[series];
        double before = begins ? 0 : values[first + (from - 1) * features];
        double after = ends ? 0 : values[first + to * features];
        double mean = begins && ends ? Baseline.mean(inputs, series, feature) : 0;
        for (int t = from; t < to; t++) {
            double share = (t - from + 1.0) / (to - from + 1.0);
            values[first + t * features] =
                    begins && ends ? mean : begins ? after : ends ? before : before + share * (after - before);
        }
    }
}
