package io.unfade.fmri.simulate;

import io.unfade.data.SeriesSet;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SimulatedWindowsTest {
    private static final double SINGLE_PRECISION = 1e-5;
    private static final SimulatedStudy STUDY = new TaskSimulation(
                    2,
                    40,
                    new TaskDesign(4, 2, 1, 2.0, 20, 12),
                    TaskSignal.defaults().withEffect(2))
            .study(3);

    @Test
    void cut_ofStudy_knowEverythingAboutTheirBlocks() throws IOException {
        SeriesSet set =
                SimulatedWindows.defaults().cut(STUDY, STUDY.runs(), null).series();
        assertThat(set.count()).isEqualTo(16);
        assertThat(set.steps()).isEqualTo(18);
        assertThat(set.equalLengths()).isTrue();
        assertThat(set.features()).isEqualTo(40);
        assertThat(set.classNames()).containsExactly("task-1", "task-2", "task-3", "task-4");
        assertThat(set.featureNames()).startsWith("L-001").endsWith("R-020");
        assertThat(set.ids())
                .startsWith("sub-01_run-01_1_" + STUDY.run(0, 0).blocks().get(0).trialType());
        assertThat(set.groups().orElseThrow()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
        for (int step = 0; step < 18; step++) {
            assertThat(set.onTask(5, step)).isEqualTo(step >= 4 && step < 14);
        }
    }

    @Test
    void cut_cells_areStandardisedScansOfTheWindow() throws IOException {
        SimulatedRun run = STUDY.run(1, 0);
        SeriesSet set =
                SimulatedWindows.defaults().cut(STUDY, List.of(run), null).series();
        double[][] values = run.series().values();
        double sum = 0;
        for (double[] scan : values) {
            sum += scan[6];
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double[] scan : values) {
            squares += (scan[6] - mean) * (scan[6] - mean);
        }
        double deviation = Math.sqrt(squares / (values.length - 1));
        int scan = (44 - 8 + 4) / 2 + 3;
        assertThat(set.value(1, 3, 6)).isCloseTo((values[scan][6] - mean) / deviation, within(SINGLE_PRECISION));
        assertThat(set.label(1)).isEqualTo(run.blocks().get(1).label());
    }

    @Test
    void cut_reference_isThatOfTheClass() throws IOException {
        SimulatedRun run = STUDY.run(0, 1);
        SeriesSet set =
                SimulatedWindows.defaults().cut(STUDY, List.of(run), null).series();
        for (int i = 0; i < 4; i++) {
            SimulatedBlock block = run.blocks().get(i);
            int marked = 0;
            for (int step = 0; step < 18; step++) {
                int scan = (int) (block.onset() - 4) / 2 + step;
                for (int r = 0; r < 40; r++) {
                    boolean expected = run.reference()[scan][r] && STUDY.activates(block.label(), r);
                    assertThat(set.reference(i, step, r)).isEqualTo(expected);
                    marked += expected ? 1 : 0;
                }
            }
            assertThat(marked).isPositive();
        }
    }

    @Test
    void cut_thatLeaveTheRun_areRefused() throws IOException {
        assertThatThrownBy(() -> new SimulatedWindows(16, 20, 0).cut(STUDY, STUDY.runs(), null))
                .hasMessageContainingAll("sub-01_run-01, event 1", "its window needs the scans -2 to 15");
        assertThatThrownBy(() -> new SimulatedWindows(0, 40, 0).cut(STUDY, STUDY.runs(), null))
                .hasMessageContaining("but the run has 0 to");
        assertThatThrownBy(() -> new SimulatedWindows(0, 0, 0).cut(STUDY, STUDY.runs(), null))
                .hasMessageContaining("the window must end after it begins");
    }
}
