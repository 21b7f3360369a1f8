package io.unfade.fmri.simulate;

import io.unfade.fmri.region.Region;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SimulatedStudyTest {
    private static final long SEED = 11;
    private static final TaskSimulation SETTINGS =
            new TaskSimulation(3, 40, new TaskDesign(4, 2, 2, 2.0, 20, 12), new TaskSignal(0.1, 0.7, 0.25, 0.5));

    /** Peaks of the convolution over a fine grid, by scipy. */
    private static final double WHOLE_PEAK = 1.1445002152388704;

    private static final double THIRD_PEAK = 1.0186161246751915;
    private static final double BETWEEN_TENTHS = 1e-4;

    @Test
    void study_regions_areActiveInAtMostOneClassEach() {
        SimulatedStudy study = SETTINGS.study(SEED);
        for (int label = 0; label < 4; label++) {
            int active = 0;
            for (int r = 0; r < 40; r++) {
                active += study.activates(label, r) ? 1 : 0;
                for (int other = 0; other < label; other++) {
                    assertThat(study.activates(label, r) && study.activates(other, r))
                            .isFalse();
                }
            }
            assertThat(active).isEqualTo(4);
        }
        assertThat(study.regions())
                .extracting(Region::name)
                .startsWith("L-001", "L-002")
                .endsWith("R-019", "R-020");
        assertThat(study.settings().classNames()).containsExactly("task-1", "task-2", "task-3", "task-4");
    }

    @Test
    void run_blocks_followEachOtherWithEveryClassAlike() {
        List<SimulatedBlock> blocks = SETTINGS.study(SEED).run(1, 0).blocks();
        assertThat(blocks)
                .extracting(SimulatedBlock::onset)
                .containsExactly(12.0, 44.0, 76.0, 108.0, 140.0, 172.0, 204.0, 236.0);
        assertThat(blocks).extracting(SimulatedBlock::duration).containsOnly(20.0);
        assertThat(blocks.stream().collect(Collectors.groupingBy(SimulatedBlock::trialType, Collectors.counting())))
                .containsOnlyKeys("task-1", "task-2", "task-3", "task-4")
                .allSatisfy((name, count) -> assertThat(count).isEqualTo(2));
        assertThat(blocks).allSatisfy(block -> assertThat(block.trialType()).isEqualTo("task-" + (block.label() + 1)));
        assertThat(SETTINGS.study(SEED).run(1, 0).series().scans()).isEqualTo(134);
    }

    @Test
    void run_madeAlone_isTheOneAmongAll() {
        SimulatedRun alone = SETTINGS.study(SEED).run(2, 1);
        SimulatedRun among = SETTINGS.study(SEED).runs().get(5);
        assertThat(alone.series().values()).isDeepEqualTo(among.series().values());
        assertThat(alone.blocks()).isEqualTo(among.blocks());
        assertThat(alone.reference()).isDeepEqualTo(among.reference());
        assertThat(alone.name()).isEqualTo("sub-03_run-02");
        assertThat(SETTINGS.study(SEED + 1).run(2, 1).series().values()[0])
                .isNotEqualTo(alone.series().values()[0]);
        assertThat(SETTINGS.study(SEED).run(2, 0).series().values()[0])
                .isNotEqualTo(alone.series().values()[0]);
    }

    @Test
    void run_signal_isScaledConvolutionInPercentOfBaseline() {
        TaskSignal still = new TaskSignal(0.1, 0, 0, 0);
        SimulatedStudy study = SETTINGS.withSignal(still).study(SEED);
        double[][] without = study.run(0, 0).series().values();
        double effect = 5;
        SimulatedRun run =
                SETTINGS.withSignal(still.withEffect(effect)).study(SEED).run(0, 0);
        SimulatedBlock block = run.blocks().get(0);
        boolean whole = block.label() == 3;
        // the scan 8 s after the start of the activity; convolution by scipy, for 20 s and a third of it
        double start = new double[] {0, 20.0 / 3, 40.0 / 3, 0}[block.label()];
        int scan = (int) Math.ceil((block.onset() + start + 8) / 2);
        double after = scan * 2 - block.onset() - start;
        double expected =
                HaemodynamicResponse.toActivity(0, whole ? 20 : 20.0 / 3, after) / (whole ? WHOLE_PEAK : THIRD_PEAK);
        for (int r = 0; r < 40; r++) {
            double base = mean(without, r);
            double percent = 100 * (run.series().values()[scan][r] - without[scan][r]) / base;
            double wanted = study.activates(block.label(), r) ? effect * expected : 0;
            assertThat(percent).as("region %d", r).isCloseTo(wanted, within(0.01 * effect));
        }
    }

    @Test
    void response_toBlock_isConvolutionOfItsInterval() {
        TaskDesign design = TaskDesign.defaults();
        List<SimulatedBlock> blocks =
                List.of(new SimulatedBlock(12, 20, 3, "task-4"), new SimulatedBlock(44, 20, 0, "task-1"));
        assertThat(new ClassResponse(3, design).at(20, blocks))
                .isCloseTo(0.9688705250904641 / WHOLE_PEAK, within(BETWEEN_TENTHS));
        assertThat(new ClassResponse(0, design).at(52, blocks))
                .isCloseTo(0.9658438819801224 / THIRD_PEAK, within(BETWEEN_TENTHS));
        assertThat(new ClassResponse(0, design).at(30, blocks)).isZero();
        List<SimulatedBlock> middle = List.of(new SimulatedBlock(12, 20, 1, "task-2"));
        assertThat(new ClassResponse(1, design).at(12 + 20.0 / 3 + 8, middle))
                .isCloseTo(0.9658438819801224 / THIRD_PEAK, within(BETWEEN_TENTHS));
    }

    @Test
    void run_reference_isWhereResponseExceedsHalfOfPeak() {
        SimulatedStudy study = SETTINGS.study(SEED);
        SimulatedRun run = study.run(0, 1);
        int marked = 0;
        for (SimulatedBlock block : run.blocks()) {
            for (int scan = (int) (block.onset() / 2); scan < block.onset() / 2 + 16; scan++) {
                double response = new ClassResponse(block.label(), SETTINGS.design()).at(scan * 2, run.blocks());
                for (int r = 0; r < 40; r++) {
                    if (study.activates(block.label(), r)) {
                        assertThat(run.reference()[scan][r]).isEqualTo(response > 0.5);
                        marked += response > 0.5 ? 1 : 0;
                    }
                }
            }
        }
        int all = Arrays.stream(run.reference())
                .mapToInt(SimulatedStudyTest::count)
                .sum();
        assertThat(marked).isEqualTo(all).isGreaterThan(8 * 4 * 2);
    }

    @Test
    void run_noise_isAutocorrelatedOfOnePercent() {
        TaskSimulation noise = SETTINGS.withRegions(200).withSignal(new TaskSignal(0.01, 0, 0, 0));
        double[][] values = noise.study(SEED).run(0, 0).series().values();
        double deviation = 0;
        double correlation = 0;
        for (int r = 0; r < 200; r++) {
            double mean = mean(values, r);
            assertThat(mean).isBetween(8500.0, 11500.0);
            double squares = 0;
            double products = 0;
            for (int k = 1; k < values.length; k++) {
                squares += (values[k][r] - mean) * (values[k][r] - mean);
                products += (values[k][r] - mean) * (values[k - 1][r] - mean);
            }
            deviation += Math.sqrt(squares / values.length) / mean / 200;
            correlation += products / squares / 200;
        }
        // 200 regions of 134 scans: the means' standard errors are 0.0001 and 0.007; the estimates' biases of that
        // order
        assertThat(deviation).isCloseTo(0.01, within(0.0005));
        assertThat(correlation).isCloseTo(0.4, within(0.035));
    }

    @Test
    void run_drift_movesSlowly() {
        TaskSimulation still = SETTINGS.withSignal(new TaskSignal(0.1, 0, 0, 0));
        TaskSimulation moving = SETTINGS.withSignal(new TaskSignal(0.1, 0, 0, 50));
        double[][] without = still.study(SEED).run(0, 0).series().values();
        double[][] with = moving.study(SEED).run(0, 0).series().values();
        for (int r = 0; r < 40; r++) {
            double largest = 0;
            double step = 0;
            for (int k = 1; k < with.length; k++) {
                largest = Math.max(largest, Math.abs(with[k][r] - without[k][r]));
                step = Math.max(step, Math.abs(with[k][r] - without[k][r] - with[k - 1][r] + without[k - 1][r]));
            }
            assertThat(step).isPositive().isLessThan(0.07 * largest);
        }
    }

    @Test
    void settings_outOfRange_areRefused() {
        assertThatThrownBy(() -> SETTINGS.withSubjects(0)).hasMessage("a study needs at least 1 subject, but has 0");
        assertThatThrownBy(() -> SETTINGS.withRegions(3))
                .hasMessage("4 classes that share no region need 4 regions, but there are 3");
        assertThatThrownBy(() -> TaskDesign.defaults().withClasses(1)).hasMessageContaining("at least 2 classes");
        assertThatThrownBy(() -> new TaskDesign(2, 1, 1, 0, 20, 12)).hasMessageContaining("repetition time");
        assertThatThrownBy(() -> new TaskDesign(2, 1, 1, 2, 1, 12))
                .hasMessageContaining("at least one repetition time");
        assertThatThrownBy(() -> new TaskDesign(2, 1, 1, 2, 20, Double.NaN)).hasMessageContaining("the rest");
        assertThatThrownBy(() -> new TaskDesign(1000, 1, 1000, 2, 20, 0)).hasMessageContaining("at most 100000 scans");
        assertThatThrownBy(() -> new TaskSignal(0, 1, 1, 1)).hasMessageContaining("share of active regions");
        assertThatThrownBy(() -> TaskSignal.defaults().withEffect(-1)).hasMessageContaining("the effect");
        assertThatThrownBy(() -> SETTINGS.study(SEED).run(3, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static double mean(double[][] values, int region) {
        return Arrays.stream(values).mapToDouble(scan -> scan[region]).average().orElseThrow();
    }

    private static int count(boolean[] row) {
        int count = 0;
        for (boolean marked : row) {
            count += marked ? 1 : 0;
        }
        return count;
    }
}
