package io.unfade.experiments.benchmark;

import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * The measurements of one kind of work.
 *
 * @param rounds the seconds of each run, by round; at least one round
 * @param memory of the process during the first run; null if unknown
 */
record Timings(List<double[]> rounds, ResidentMemory.@Nullable Peak memory) {
    private static final Quantile QUANTILE = Quantile.withDefaults().with(EstimationMethod.HF7);

    /** {@return the given quantiles of the seconds per run, interpolated linearly} */
    double[] seconds(double... probabilities) {
        double[] all = rounds.stream().flatMapToDouble(Arrays::stream).toArray();
        return QUANTILE.evaluate(all, probabilities);
    }

    /** {@return the given quantiles, over rounds, of the ratio of medians within a round, since a slow machine slows both} */
    double[] ratioTo(Timings base, double... probabilities) {
        double[] ratios = new double[rounds.size()];
        Arrays.setAll(ratios, round -> median(rounds.get(round)) / median(base.rounds.get(round)));
        return QUANTILE.evaluate(ratios, probabilities);
    }

    private static double median(double[] seconds) {
        return Median.withDefaults().evaluate(seconds);
    }
}
