package io.unfade.fmri.prepare;

import io.unfade.check.MalformedFileException;
import io.unfade.data.SeriesSet;
import io.unfade.fmri.bids.Event;
import io.unfade.fmri.prepare.WindowPlan.Incomplete;
import io.unfade.fmri.prepare.Windows.GroupBy;
import io.unfade.fmri.region.Region;
import io.unfade.fmri.region.RegionSeries;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The scans of each window, counted by hand: scan k is at 2.5 k seconds. */
class WindowsTest {
    private static final List<Event> EVENTS = List.of(new Event(15, 10, "face"), new Event(40, 10, "house"));

    @Test
    void window_ofABlock_holdsItsScans() throws Exception {
        Windows windows = Windows.of(List.of(run("r1", 30, EVENTS)), WindowPlan.blocks(), GroupBy.RUN);
        SeriesSet set = windows.series();
        assertThat(set.classNames()).containsExactly("face", "house");
        assertThat(set.steps()).isEqualTo(4);
        assertThat(firstFeature(set, 0)).containsExactly(6, 7, 8, 9);
        assertThat(firstFeature(set, 1)).containsExactly(16, 17, 18, 19);
        assertThat(onTask(set, 0)).isEqualTo("1111");
        assertThat(set.ids()).containsExactly("s1_r1_1_face", "s1_r1_2_house");
    }

    @Test
    void lag_movesWindowAndTask() throws Exception {
        SeriesSet set = windows(new WindowPlan(5, 15, 5, 0, List.of(), Incomplete.REFUSE));
        // 15 - 5 + 5 = 15 s is scan 6; on task from 20 s, scan 8, until 30 s, before scan 12
        assertThat(firstFeature(set, 0)).containsExactly(6, 7, 8, 9, 10, 11, 12, 13);
        assertThat(onTask(set, 0)).isEqualTo("00111100");
    }

    @Test
    void sliceTime_takesScansThatAreTakenInTheWindow() throws Exception {
        // scan k is taken at 2.5 (k + 0.5): the first at or after 15 s is scan 6 at 16.25 s; the last before 25 s scan
        // 9
        SeriesSet set = windows(new WindowPlan(0, 10, 0, 0.5, List.of(), Incomplete.REFUSE));
        assertThat(firstFeature(set, 0)).containsExactly(6, 7, 8, 9);
        // with onsets a second later, scan 5 at 13.75 s is before and scan 6 at 16.25 s is the first
        Windows later = Windows.of(
                List.of(run("r1", 30, List.of(new Event(16, 10, "face")))),
                new WindowPlan(0, 10, 0, 0.5, List.of(), Incomplete.REFUSE),
                GroupBy.RUN);
        assertThat(firstFeature(later.series(), 0)).containsExactly(6, 7, 8, 9);
    }

    @Test
    void conditions_chooseAndOrderTheClasses() throws Exception {
        SeriesSet set = windows(new WindowPlan(0, Double.NaN, 0, 0, List.of("house", "face"), Incomplete.REFUSE));
        assertThat(set.classNames()).containsExactly("house", "face");
        assertThat(set.label(0)).isEqualTo(1);
        SeriesSet one = windows(new WindowPlan(0, Double.NaN, 0, 0, List.of("house"), Incomplete.REFUSE));
        assertThat(one.count()).isEqualTo(1);
        assertThatThrownBy(() -> windows(new WindowPlan(0, 5, 0, 0, List.of("cat"), Incomplete.REFUSE)))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("events.tsv: has no condition 'cat'; there are [face, house]");
    }

    @Test
    void groups_areRunsOrSubjects() throws Exception {
        List<Windows.Run> runs = List.of(run("r1", 30, EVENTS), run("r2", 30, EVENTS));
        assertThat(Windows.of(runs, WindowPlan.blocks(), GroupBy.RUN).series().groups())
                .hasValueSatisfying(groups -> assertThat(groups).containsExactly(0, 0, 1, 1));
        Windows bySubject = Windows.of(runs, WindowPlan.blocks(), GroupBy.SUBJECT);
        assertThat(bySubject.series().groups())
                .hasValueSatisfying(groups -> assertThat(groups).containsExactly(0, 0, 0, 0));
        assertThat(bySubject.groupNames()).containsExactly("s1");
    }

    @Test
    void blockPastTheEnd_isRefusedOrLeftOut() throws Exception {
        List<Windows.Run> runs = List.of(run("r1", 19, EVENTS));
        assertThatThrownBy(
                        () -> Windows.of(runs, new WindowPlan(0, 5, 0, 0, List.of(), Incomplete.REFUSE), GroupBy.RUN))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("events.tsv, event 2, 'house' at 40 s: ends at 50 s, after the end of the run: "
                        + "19 scans of 2.5 s are 47.5 s");
        Windows part = Windows.of(runs, new WindowPlan(0, 5, 0, 0, List.of(), Incomplete.DROP), GroupBy.RUN);
        assertThat(part.series().ids()).containsExactly("s1_r1_1_face");
        assertThat(part.leftOut()).containsExactly(new LeftOut("s1", "r1", "house", 40, LeftOut.Reason.ENDS_AFTER_RUN));
        Windows whole = Windows.of(
                List.of(run("r1", 12, EVENTS)), new WindowPlan(0, 5, 0, 0, List.of(), Incomplete.DROP), GroupBy.RUN);
        assertThat(whole.leftOut()).hasSize(1);
    }

    @Test
    void taskLength_makesShortBlocksLongerAndLongOnesNotShorter() throws Exception {
        List<Event> events = List.of(new Event(15, 0, "face"), new Event(40, 10, "house"));
        WindowPlan plan = new WindowPlan(5, Double.NaN, 5, 0, List.of(), Incomplete.REFUSE, 5);
        SeriesSet set =
                Windows.of(List.of(run("r1", 30, events)), plan, GroupBy.RUN).series();
        assertThat(set.steps()).isEqualTo(6);
        assertThat(onTask(set, 0)).isEqualTo("001100"); // from 20 s, scan 8, to 25 s
        assertThat(onTask(set, 1)).isEqualTo("001111");
        WindowPlan impulses = new WindowPlan(0, Double.NaN, 0, 0, List.of("face"), Incomplete.REFUSE, 7.5);
        SeriesSet faces = Windows.of(List.of(run("r1", 30, events)), impulses, GroupBy.RUN)
                .series();
        assertThat(onTask(faces, 0)).isEqualTo("111");
        assertThatThrownBy(() -> new WindowPlan(0, 1, 0, 0, List.of(), Incomplete.DROP, Double.NaN))
                .hasMessageContaining("the length of the task must be at least 0 seconds");
    }

    @Test
    void overlapping_countsChosenConditionsAlone() throws Exception {
        List<Event> events = List.of(new Event(15, 10, "face"), new Event(17, 0, "button"), new Event(40, 10, "house"));
        WindowPlan chosen = new WindowPlan(0, 10, 0, 0, List.of("face", "house"), Incomplete.REFUSE);
        assertThat(Windows.of(List.of(run("r1", 30, events)), chosen, GroupBy.RUN)
                        .overlapping())
                .isZero();
        assertThat(Windows.of(List.of(run("r1", 30, events)), WindowPlan.blocks(), GroupBy.RUN)
                        .overlapping())
                .isEqualTo(2);
    }

    @Test
    void blockOfAnotherCondition_pastTheEnd_doesNotMatter() throws Exception {
        WindowPlan faces = new WindowPlan(0, 5, 0, 0, List.of("face"), Incomplete.REFUSE);
        assertThat(Windows.of(List.of(run("r1", 19, EVENTS)), faces, GroupBy.RUN)
                        .series()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void windowOfScansThatWereFilledIn_isLeftOut() throws Exception {
        boolean[] kept = new boolean[30];
        Arrays.fill(kept, true);
        kept[6] = false;
        kept[7] = false;
        Windows.Run half = censored(kept);
        assertThat(Windows.of(List.of(half), WindowPlan.blocks(), GroupBy.RUN).leftOut())
                .isEmpty();
        kept[8] = false;
        Windows most = Windows.of(List.of(censored(kept)), WindowPlan.blocks(), GroupBy.RUN);
        assertThat(most.leftOut().stream().map(LeftOut::reason)).containsExactly(LeftOut.Reason.MOSTLY_CENSORED);
        assertThat(most.series().ids()).containsExactly("s1_r1_2_house");
    }

    private static Windows.Run censored(boolean[] kept) {
        Windows.Run run = run("r1", 30, EVENTS);
        return new Windows.Run(run.subject(), run.run(), run.series(), run.events(), run.eventsFile(), kept);
    }

    @Test
    void window_ofVeryManySeconds_isRefused() {
        assertThatThrownBy(() -> windows(new WindowPlan(0, 1e10, 0, 0, List.of(), Incomplete.DROP)))
                .hasMessageContaining("is too long");
    }

    @Test
    void windowPastTheEnd_isRefusedOrLeftOut() throws Exception {
        WindowPlan wide = new WindowPlan(0, 30, 0, 0, List.of(), Incomplete.REFUSE);
        assertThatThrownBy(() -> Windows.of(List.of(run("r1", 24, EVENTS)), wide, GroupBy.RUN))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(
                        "event 2, 'house' at 40 s: its window needs the scans 16 to 27, but the run has 0 to 23");
        Windows windows = Windows.of(
                List.of(run("r1", 24, EVENTS)), new WindowPlan(0, 30, 0, 0, List.of(), Incomplete.DROP), GroupBy.RUN);
        assertThat(windows.series().count()).isEqualTo(1);
        assertThat(windows.leftOut().stream().map(LeftOut::reason)).containsExactly(LeftOut.Reason.WINDOW_OUTSIDE);
        assertThat(windows.overlapping()).isEqualTo(1); // 15 s to 45 s contains the first scans of the second block
    }

    @Test
    void windowsThatTouch_doNotOverlap() throws Exception {
        WindowPlan touching = new WindowPlan(0, 25, 0, 0, List.of(), Incomplete.REFUSE);
        assertThat(Windows.of(List.of(run("r1", 30, EVENTS)), touching, GroupBy.RUN)
                        .overlapping())
                .isZero();
    }

    private static SeriesSet windows(WindowPlan plan) throws Exception {
        return Windows.of(List.of(run("r1", 30, EVENTS)), plan, GroupBy.RUN).series();
    }

    /** Two regions; the first contains the scan number. */
    private static Windows.Run run(String name, int scans, List<Event> events) {
        double[][] values =
                IntStream.range(0, scans).mapToObj(t -> new double[] {t, -t}).toArray(double[][]::new);
        List<Region> regions = List.of(new Region(1, "a", 1, true), new Region(2, "b", 1, true));
        return new Windows.Run("s1", name, new RegionSeries(values, regions, 2.5), events, Path.of("events.tsv"));
    }

    private static int[] firstFeature(SeriesSet set, int series) {
        return IntStream.range(0, set.steps())
                .map(t -> (int) set.value(series, t, 0))
                .toArray();
    }

    private static String onTask(SeriesSet set, int series) {
        StringBuilder text = new StringBuilder();
        for (int t = 0; t < set.steps(); t++) {
            text.append(set.onTask(series, t) ? '1' : '0');
        }
        return text.toString();
    }
}
