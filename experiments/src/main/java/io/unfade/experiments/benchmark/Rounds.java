package io.unfade.experiments.benchmark;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;

/**
 * Measures several kinds of work that take turns: each runs once per round, so that disturbances of the machine affect all
 * alike. Two warm-up rounds do not count; memory is that of the very first run.
 *
 * @param count rounds that count, at least 1
 * @param nanoTime the clock
 * @param stop whether to stop; a round in progress then does not count
 */
record Rounds(int count, LongSupplier nanoTime, BooleanSupplier stop) {
    static final int WARM_UP = 2;
    private static final double NANOS = 1e-9;

    /**
     * {@return the timings of each, in order; empty if stopped before the end of the first counted round}
     *
     * @param progress receives the fraction of rounds done, 0..1
     */
    List<Timings> measure(List<Work> works, DoubleConsumer progress) {
        List<ResidentMemory.@Nullable Peak> memory = new ArrayList<>();
        for (Work work : works) {
            if (stop.getAsBoolean()) {
                return List.of();
            }
            memory.add(ResidentMemory.ofThisProcess().during(() -> run(work)));
        }
        List<List<double[]>> rounds = new ArrayList<>();
        for (int round = 1; round < WARM_UP + count; round++) {
            List<double[]> seconds = round(works);
            if (seconds.isEmpty()) {
                break;
            }
            if (round >= WARM_UP) {
                rounds.add(seconds);
            }
            progress.accept((double) (round + 1) / (WARM_UP + count));
        }
        List<Timings> timings = new ArrayList<>();
        for (int i = 0; i < works.size() && !rounds.isEmpty(); i++) {
            int turn = i;
            timings.add(
                    new Timings(rounds.stream().map(round -> round.get(turn)).toList(), memory.get(i)));
        }
        return timings;
    }

    /** {@return the seconds of each run of each work; empty if stopped} */
    private List<double[]> round(List<Work> works) {
        List<double[]> seconds = new ArrayList<>();
        for (Work work : works) {
            if (stop.getAsBoolean()) {
                return List.of();
            }
            seconds.add(run(work));
        }
        return seconds;
    }

    private double[] run(Work work) {
        double[] seconds = new double[work.runs()];
        for (int i = 0; i < seconds.length; i++) {
            long start = nanoTime.getAsLong();
            work.task().run();
            seconds[i] = (nanoTime.getAsLong() - start) * NANOS;
        }
        return seconds;
    }
}
