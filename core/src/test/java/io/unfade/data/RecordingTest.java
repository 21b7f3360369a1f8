package io.unfade.data;

import io.unfade.data.Recording.Event;
import io.unfade.data.Recording.Interval;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecordingTest {
    private static final List<String> NAMES = List.of("x", "y");

    /** 10 steps of 0.5 s; x counts the steps, y is ten times that. */
    private static Recording counting() {
        double[][] values = new double[10][];
        for (int t = 0; t < 10; t++) {
            values[t] = new double[] {t, 10 * t};
        }
        return Recording.regular(0.5, values, NAMES);
    }

    @Test
    void windows_slideByTheStride() {
        SeriesSet set = counting().windows(4, 3);
        assertThat(set.count()).isEqualTo(3);
        assertThat(set.ids()).containsExactly("0.0", "1.5", "3.0");
        assertThat(set.value(1, 2, 1)).isEqualTo(50);
        assertThat(set.featureNames()).isEqualTo(NAMES);
        assertThat(set.hasLabels()).isFalse();
    }

    @Test
    void windows_haveTheLabelOfMostOfTheirSteps() {
        List<Interval> intervals = List.of(new Interval(0, 1.5, "rest"), new Interval(1.5, 4, "walk"));
        // steps 0..3: 3 rest, 1 walk; steps 3..6: 4 walk; steps 6..9: 2 walk, 2 without
        SeriesSet set = counting().windows(4, 3, intervals, 0.5);
        assertThat(set.classNames()).containsExactly("rest", "walk");
        assertThat(List.of(set.label(0), set.label(1), set.label(2))).containsExactly(0, 1, 1);
        assertThat(counting().windows(4, 3, intervals, 0.75).ids()).containsExactly("0.0", "1.5");
        assertThatThrownBy(() -> counting().windows(4, 3, List.of(new Interval(9, 10, "run")), 0.5))
                .hasMessage("no window has a label: no interval covers a share of 0.5 of one");
    }

    @Test
    void around_cutsAtEvents_andLeavesOutThoseAtTheEnds() {
        List<Event> events = List.of(new Event(0.4, "a"), new Event(2, "b"), new Event(2.1, "a"), new Event(4.9, "b"));
        SeriesSet set = counting().around(events, 2, 3);
        assertThat(set.count()).isEqualTo(2);
        assertThat(set.value(0, 2, 0)).isEqualTo(4); // the step at 2 s
        assertThat(set.value(1, 2, 0)).isEqualTo(5); // the first after 2.1 s
        assertThat(List.of(set.label(0), set.label(1))).containsExactly(1, 0);
        assertThatThrownBy(() -> counting().around(List.of(new Event(9, "a")), 2, 3))
                .hasMessage("the recording holds no whole window around any of 1 events");
    }

    @Test
    void resampled_isLinearBetweenKnownValues() {
        Recording irregular = new Recording(
                new double[] {0, 1, 4, 5}, new double[][] {{0, Double.NaN}, {1, 7}, {4, Double.NaN}, {5, 9}}, NAMES);
        Recording grid = irregular.resampled(0.5);
        assertThat(grid.steps()).isEqualTo(11);
        for (int t = 0; t < grid.steps(); t++) {
            assertThat(grid.time(t)).isEqualTo(0.5 * t);
            assertThat(grid.value(t, 0)).isEqualTo(0.5 * t);
        }
        assertThat(grid.value(0, 1)).isEqualTo(7); // the nearest known
        assertThat(grid.value(4, 1)).isEqualTo(7.5); // a quarter of the way from 1 s to 5 s
        assertThat(grid.value(10, 1)).isEqualTo(9);
        assertThatThrownBy(() -> irregular.windows(2, 1)).hasMessageContaining("windows need regular steps");
        assertThat(grid.windows(11, 1).count()).isEqualTo(1);
    }

    @Test
    void wrongRecordings_areRefused() {
        assertThatThrownBy(() -> new Recording(new double[] {0, 0}, new double[2][2], NAMES))
                .hasMessage("times must increase, but step 1 is at 0.0 after 0.0");
        assertThatThrownBy(() -> new Recording(new double[] {0, 1}, new double[][] {{1, 2}, {1}}, NAMES))
                .hasMessage("step 1 must have 2 values, but has 1");
        assertThatThrownBy(() -> Recording.regular(0, new double[2][2], NAMES))
                .hasMessage("the period must be above 0, but was 0.0");
        assertThatThrownBy(() -> counting().windows(11, 1)).hasMessage("windows of 11 steps do not fit into 10 steps");
        assertThatThrownBy(() -> new Interval(2, 1, "a"))
                .hasMessage("an interval must end after 2.0, where it begins, but ends at 1.0");
        Recording gaps = new Recording(new double[] {0, 1}, new double[][] {{1, Double.NaN}, {1, Double.NaN}}, NAMES);
        assertThatThrownBy(() -> gaps.resampled(1)).hasMessage("feature 'y' is missing throughout");
    }

    @Test
    void ofArrays_keepsLengths() {
        SeriesSet set = SeriesSet.of(new float[][][] {{{1, 2}, {3, 4}}, {{5, 6}}});
        assertThat(set.count()).isEqualTo(2);
        assertThat(set.length(1)).isEqualTo(1);
        assertThat(set.value(0, 1, 1)).isEqualTo(4);
        assertThatThrownBy(() -> SeriesSet.of(new float[][][] {{{1, 2}}, {{1}}}))
                .hasMessage("series 1, step 0 must have 2 features, but has 1");
    }
}
