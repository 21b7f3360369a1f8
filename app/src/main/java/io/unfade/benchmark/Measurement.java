package io.unfade.benchmark;

import io.unfade.check.Require;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * What was measured of a case.
 *
 * @param subject the case
 * @param rounds the seconds of each run, by round; empty if it was left out or there was no time
 * @param memory the process while the case ran for the first time; null where the system does not say
 * @param allocatedBytes of the Java heap in one run, the median over rounds; NaN where unknown
 */
record Measurement(Case subject, List<double[]> rounds, ResidentMemory.@Nullable Peak memory, double allocatedBytes) {
    static Measurement none(Case subject) {
        return new Measurement(subject, List.of(), null, Double.NaN);
    }

    boolean isEmpty() {
        return rounds.isEmpty();
    }

    /** {@return seconds of a run} */
    Spread seconds() {
        return Spread.of(rounds.stream().flatMapToDouble(Arrays::stream).toArray());
    }

    double secondsPerUnit() {
        return seconds().median() / subject.amount().units();
    }

    double multiplyAddsPerSecond() {
        return subject.amount().multiplyAdds() / seconds().median();
    }

    /**
     * The ratio of times per unit, from the medians of each round: what slowed the machine down in a round slowed both.
     *
     * @param base measured in turn with this
     */
    Spread ratioTo(Measurement base) {
        int pairs = Math.min(rounds.size(), base.rounds.size());
        Require.argument(pairs >= 1, "%s has no round in common with %s", subject.name(), base.subject.name());
        double[] ratios = new double[pairs];
        Arrays.setAll(ratios, round -> secondsPerUnit(round) / base.secondsPerUnit(round));
        return Spread.of(ratios);
    }

    private double secondsPerUnit(int round) {
        return Spread.of(rounds.get(round)).median() / subject.amount().units();
    }
}
