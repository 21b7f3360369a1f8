package io.unfade.experiments.benchmark;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The measuring loop, with a clock advanced only by the work. */
class RoundsTest {
    private static final Offset<Double> EXACT = within(1e-12);

    private final List<String> log = new ArrayList<>();
    private long now;
    private int stopAfter = Integer.MAX_VALUE;

    @Test
    void measure_twoWorks_takesTurnsAndLeavesTheWarmUpOut() {
        List<Timings> measured = measure(4, taking("a", 1, 9, 9, 1, 2, 3, 4), taking("b", 1, 9, 9, 2, 2, 2, 2));
        assertThat(log).startsWith("a", "b", "a", "b", "a", "b").hasSize(12);
        assertThat(measured.get(0).seconds(0, 0.25, 0.5, 1)).containsExactly(new double[] {1, 1.75, 2.5, 4}, EXACT);
        assertThat(measured.get(1).seconds(0.5, 0.99)).containsExactly(new double[] {2, 2}, EXACT);
    }

    @Test
    void ratio_slowerMachineInOneRound_isThatOfTheRounds() {
        // round 2 is ten times slower for both; the ratio of the medians would be 3 / 2
        List<Timings> measured = measure(3, taking("a", 1, 1, 1, 3, 30, 3), taking("b", 1, 1, 1, 1, 10, 2));
        assertThat(measured.get(0).ratioTo(measured.get(1), 0, 0.5)).containsExactly(new double[] {1.5, 3}, EXACT);
    }

    @Test
    void measure_severalRunsInARound_timesEachAndComparesTheMedians() {
        List<Timings> measured = measure(1, taking("a", 3, 1, 1, 1, 1, 1, 1, 2, 6, 3), taking("b", 1, 1, 1, 6));
        assertThat(measured.get(0).rounds()).hasSize(1);
        assertThat(measured.get(0).seconds(0, 0.5, 1)).containsExactly(new double[] {2, 3, 6}, EXACT);
        assertThat(measured.get(0).ratioTo(measured.get(1), 0.5)[0]).isEqualTo(0.5, EXACT);
    }

    @Test
    void measure_stoppedInARound_keepsTheWholeRoundsOnly() {
        stopAfter = 2 * Rounds.WARM_UP + 3;
        assertThat(measure(5, taking("a", 1, 1), taking("b", 1, 1)))
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.rounds()).hasSize(1));
        assertThat(log).hasSize(stopAfter);
    }

    @Test
    void measure_stoppedBeforeTheFirstRoundThatCounts_hasNothing() {
        for (stopAfter = 0; stopAfter < 2 * (Rounds.WARM_UP + 1); stopAfter++) {
            log.clear();
            assertThat(measure(5, taking("a", 1, 1), taking("b", 1, 1))).isEmpty();
            assertThat(log).hasSize(stopAfter);
        }
    }

    @Test
    void measure_progress_growsToOne() {
        List<Double> progress = new ArrayList<>();
        new Rounds(2, () -> now, () -> false).measure(List.of(taking("a", 1, 1)), progress::add);
        assertThat(progress).containsExactly(0.5, 0.75, 1.0);
    }

    private List<Timings> measure(int rounds, Work... works) {
        return new Rounds(rounds, () -> now, () -> log.size() >= stopAfter).measure(List.of(works), done -> {});
    }

    /** {@return work with runs of these seconds, repeating the last} */
    private Work taking(String name, int runs, int... seconds) {
        int[] run = new int[1];
        return new Work(
                () -> {
                    log.add(name);
                    now += 1_000_000_000L * seconds[Math.min(run[0]++, seconds.length - 1)];
                },
                runs,
                () -> {});
    }
}
