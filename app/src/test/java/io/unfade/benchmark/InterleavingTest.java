package io.unfade.benchmark;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The measuring loop, on a clock that only the work moves. */
class InterleavingTest {
    private static final double EXACT = 1e-12;

    private final List<String> log = new ArrayList<>();
    private long now;
    private int stopAfter = Integer.MAX_VALUE;

    @Test
    void measure_twoCases_runsThemInTurnAndLeavesTheWarmUpOut() {
        List<Measurement> measured = measure(4, 1e9, taking("a", 9, 9, 1, 2, 3, 4), taking("b", 9, 9, 2, 2, 2, 2));
        assertThat(log)
                .startsWith("open a", "open b", "a", "b", "a", "b", "a", "b")
                .endsWith("close a", "close b");
        assertThat(measured.get(0).seconds()).isEqualTo(Spread.of(1, 2, 3, 4));
        assertThat(measured.get(1).seconds()).isEqualTo(Spread.of(2, 2, 2, 2));
    }

    @Test
    void ratio_slowerMachineInOneRound_isThatOfTheRounds() {
        // round 2 is ten times slower for both; the ratio of the medians would be 3 / 2
        List<Measurement> measured = measure(3, 1e9, taking("a", 1, 1, 3, 30, 3), taking("b", 1, 1, 1, 10, 2));
        Spread ratio = measured.get(0).ratioTo(measured.get(1));
        assertThat(ratio.median()).isEqualTo(3, within(EXACT));
        assertThat(ratio.min()).isEqualTo(1.5, within(EXACT));
    }

    @Test
    void ratio_otherAmounts_isOfTimesPerUnit() {
        Case five = amount(taking("five", 1, 1, 10), 5, 1);
        Case twice = amount(taking("twice", 1, 1, 1, 1, 3, 5), 1, 2);
        List<Measurement> measured = measure(1, 1e9, five, twice);
        // 2 seconds a unit against the median of 3 and 5
        assertThat(measured.get(0).secondsPerUnit()).isEqualTo(2, within(EXACT));
        assertThat(measured.get(1).rounds()).hasSize(1);
        assertThat(measured.get(1).seconds().median()).isEqualTo(4, within(EXACT));
        assertThat(measured.get(0).ratioTo(measured.get(1)).median()).isEqualTo(0.5, within(EXACT));
    }

    @Test
    void measure_timeIsOver_stopsAfterFewestRounds() {
        List<Measurement> measured = measure(100, 30, taking("a", 9), taking("b", 9));
        assertThat(measured).allSatisfy(one -> assertThat(one.rounds()).hasSize(Interleaving.FEWEST_ROUNDS));
    }

    @Test
    void measure_caseThatTakesTheWholeTime_isRunOnceAndCompared() {
        List<Measurement> measured = measure(5, 30, taking("slow", 11), taking("fast", 5, 5, 2));
        assertThat(measured.get(0).rounds()).hasSize(1);
        assertThat(measured.get(1).rounds()).hasSize(5);
        assertThat(log.stream().filter("slow"::equals)).hasSize(1);
        assertThat(measured.get(0).ratioTo(measured.get(1)).median()).isEqualTo(5.5, within(EXACT));
    }

    @Test
    void measure_stoppedInARound_keepsTheWholeRoundsOnly() {
        stopAfter = 2 * Interleaving.WARM_UP_ROUNDS + 3;
        List<Measurement> measured = measure(5, 1e9, taking("a", 1), taking("b", 1));
        assertThat(measured).allSatisfy(one -> assertThat(one.rounds()).hasSize(1));
        assertThat(log).endsWith("a", "close a", "close b");
    }

    @Test
    void measure_stoppedBeforeTheFirstRound_hasNothing() {
        stopAfter = 1;
        assertThat(measure(5, 1e9, taking("a", 1), taking("b", 1))).hasSize(2).allMatch(Measurement::isEmpty);
    }

    @Test
    void measure_skippedCase_isNotOpened() {
        Case skipped = plan("a", new Case.Plan.Skip("too large"));
        List<Measurement> measured = measure(1, 1e9, skipped, taking("b", 1));
        assertThat(measured.get(0)).isEqualTo(Measurement.none(skipped));
        assertThat(measured.get(1).rounds()).hasSize(1);
        assertThat(log).doesNotContain("open a");
    }

    @Test
    void measure_caseThatCannotBeOpened_closesTheOthers() {
        Case broken = plan("b", new Case.Plan.Run(() -> {
            throw new IllegalStateException("no memory");
        }));
        assertThatThrownBy(() -> measure(1, 1e9, taking("a", 1), broken)).hasMessage("no memory");
        assertThat(log).containsExactly("open a", "close a");
    }

    @Test
    void measure_progress_growsToOne() {
        List<Double> progress = new ArrayList<>();
        loop(4, 1e9).measure(List.of(taking("a", 1)), progress::add);
        assertThat(progress).containsExactly(0.25, 0.5, 0.75, 1.0);
    }

    private List<Measurement> measure(int rounds, double seconds, Case... cases) {
        return loop(rounds, seconds).measure(List.of(cases), done -> {});
    }

    private Interleaving loop(int rounds, double seconds) {
        return new Interleaving(
                new Interleaving.Limits(rounds, seconds),
                () -> now,
                () -> log.stream().filter(line -> !line.contains(" ")).count() >= stopAfter);
    }

    /** {@return a case whose runs take these seconds, and then the last of them} */
    private Case taking(String name, int... seconds) {
        Supplier<Workload> opening = () -> {
            log.add("open " + name);
            return new Recorded(name, seconds);
        };
        return plan(name, new Case.Plan.Run(opening));
    }

    private static Case plan(String name, Case.Plan plan) {
        return new Case(name, Map.of(), new Case.Amount(1, 1, Case.NOT_COUNTED), List.of(), plan);
    }

    private static Case amount(Case one, double units, int runs) {
        return new Case(one.name(), one.sizes(), new Case.Amount(units, runs, Case.NOT_COUNTED), List.of(), one.plan());
    }

    private final class Recorded implements Workload {
        private final String name;
        private final int[] seconds;
        private int runs;

        Recorded(String name, int... seconds) {
            this.name = name;
            this.seconds = seconds;
        }

        @Override
        public void run() {
            log.add(name);
            now += 1_000_000_000L * seconds[Math.min(runs++, seconds.length - 1)];
        }

        @Override
        public void close() {
            log.add("close " + name);
        }
    }
}
