package io.unfade.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;

/**
 * Measures cases in turn: in every round each case runs once, so that what disturbs the machine disturbs all of them
 * alike. Rounds to warm up come first and do not count; the memory of a case is that of its very first run.
 *
 * <p>A group ends early when its time is over and every case has had some rounds. A case of which a single round would
 * take the whole time of so many is not repeated: its first round is all there is.
 *
 * @param limits when a group of cases has been measured enough
 * @param nanoTime the clock
 * @param stop whether to stop; a round that was begun is then left out
 */
record Interleaving(Limits limits, LongSupplier nanoTime, BooleanSupplier stop) {
    static final int FEWEST_ROUNDS = 3;
    static final int WARM_UP_ROUNDS = 2;
    private static final double NANOS = 1e-9;

    /**
     * When a group of cases has been measured enough.
     *
     * @param rounds at most, at least 1
     * @param seconds after which no more than {@value #FEWEST_ROUNDS} rounds are made
     */
    record Limits(int rounds, double seconds) {}

    /**
     * {@return what was measured of each case, in their order}
     *
     * @param progress is told after each round how much of the work is done, 0..1
     */
    List<Measurement> measure(List<Case> cases, DoubleConsumer progress) {
        List<Lane> lanes = new ArrayList<>();
        try {
            for (Case subject : cases) {
                lanes.add(new Lane(subject, nanoTime));
            }
            run(lanes.stream().filter(Lane::isOpen).toList(), progress);
            return lanes.stream().map(Lane::measurement).toList();
        } finally {
            lanes.forEach(Lane::close);
        }
    }

    private void run(List<Lane> lanes, DoubleConsumer progress) {
        long start = nanoTime.getAsLong();
        if (!all(lanes, lane -> lane.runFirst(limits.seconds() / FEWEST_ROUNDS))) {
            return;
        }
        List<Lane> repeated = lanes.stream().filter(lane -> !lane.isSettled()).toList();
        for (int round = 1; round < WARM_UP_ROUNDS; round++) {
            all(repeated, Lane::run);
        }
        for (int round = 1; round <= limits.rounds() && !repeated.isEmpty(); round++) {
            if (!all(repeated, Lane::run)) {
                return;
            }
            repeated.forEach(Lane::keep);
            double elapsed = (nanoTime.getAsLong() - start) * NANOS;
            progress.accept(Math.max((double) round / limits.rounds(), Math.min(1, elapsed / limits.seconds())));
            if (round >= FEWEST_ROUNDS && elapsed >= limits.seconds()) {
                return;
            }
        }
    }

    /** {@return whether all lanes did it; false if it was stopped} */
    private boolean all(List<Lane> lanes, Consumer<Lane> action) {
        for (Lane lane : lanes) {
            if (stop.getAsBoolean()) {
                return false;
            }
            action.accept(lane);
        }
        return true;
    }
}
