package io.unfade.fmri.prepare;

import io.unfade.check.MalformedFileException;
import io.unfade.fmri.bids.EventRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RunListTest {
    private static final String EVENTS = "onset\tduration\ttrial_type\tside\n4\t8\ttap\tleft\n";

    @TempDir
    private Path folder;

    private final RunList list = new RunList("trial_type", List.of());

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void bidsNames_giveSubjectRunAndFiles() throws IOException {
        Path bold = file("sub-02/func/sub-02_task-motor_run-3_bold.nii.gz", "");
        Path events = file("sub-02/func/sub-02_task-motor_run-3_events.tsv", EVENTS);
        Path confounds = file("sub-02/func/sub-02_task-motor_run-3_desc-confounds_timeseries.tsv", "a\n1\n");
        Preparation.Input input = list.of(List.of(bold), List.of(), List.of()).get(0);
        assertThat(input.subject()).isEqualTo("sub-02");
        assertThat(input.run()).isEqualTo("motor_run-3");
        assertThat(input.eventsFile()).isEqualTo(events);
        assertThat(input.confounds()).isEqualTo(confounds);
        assertThat(input.events()).hasSize(1);
    }

    @Test
    void table_namesWhatNamesDoNotTell() throws IOException {
        file("data/x.csv", "");
        file("data/x_onsets.tsv", EVENTS);
        Path table = file("runs.csv", "bold,events,subject,run\ndata/x.csv,data/x_onsets.tsv,anna,n/a\n");
        Preparation.Input input = new RunList("side", List.of()).of(table).get(0);
        assertThat(input.data()).isEqualTo(folder.resolve("data/x.csv"));
        assertThat(input.subject()).isEqualTo("anna");
        assertThat(input.run()).isEqualTo("x");
        assertThat(input.events().get(0).trialType()).isEqualTo("left");
        assertThat(input.confounds()).isNull();
    }

    @Test
    void what_isMissing_isSaid() throws IOException {
        Path bold = file("lonely.nii.gz", "");
        assertThatThrownBy(() -> list.of(List.of(bold), List.of(), List.of()))
                .hasMessageContaining("lonely.nii.gz: has no events next to it")
                .hasMessageContaining("; events names them");
        assertThatThrownBy(() -> list.of(List.of(bold), List.of(bold, bold), List.of()))
                .hasMessage("there are 2 files of events for 1 runs; name one for each, or none");
        assertThatThrownBy(() -> list.of(List.of(folder.resolve("none.nii")), List.of(), List.of()))
                .hasMessageContaining("none.nii");
        assertThatThrownBy(() -> list.of(file("runs.tsv", "events\nx\n"))).hasMessageContaining("has no column 'bold'");
        assertThatThrownBy(() -> list.of(file("runs.tsv", "bold\n"))).hasMessageContaining("names no run");
    }

    @Test
    void nameWithANul_isSaidWithItsPlace() {
        assertThatThrownBy(() -> list.of(file("runs.tsv", "bold\tevents\na.ni\0i.gz\ta.tsv\n")))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("runs.tsv, byte 16: must be text in UTF-8, but holds a NUL");
    }

    @Test
    void filesOfOtherRuns_areRefusedWithThePairs() throws IOException {
        Path bold = file("sub-01_task-x_run-01_bold.nii", "");
        Path own = file("a/sub-01_task-x_run-1_events.tsv", EVENTS);
        Path other = file("a/sub-01_task-x_run-2_events.tsv", EVENTS);
        Path confounds = file("a/sub-02_desc-confounds_timeseries.tsv", "a\n1\n");
        assertThat(list.of(List.of(bold), List.of(own), List.of())).hasSize(1);
        assertThatThrownBy(() -> list.of(List.of(bold), List.of(other), List.of()))
                .hasMessageContaining(
                        "sub-01_task-x_run-01_bold.nii with sub-01_task-x_run-2_events.tsv (run-01 and run-2)");
        assertThatThrownBy(() -> list.of(List.of(bold), List.of(own), List.of(confounds)))
                .hasMessageContaining("confounds of other runs")
                .hasMessageContaining("(sub-01 and sub-02)");
        Path table =
                file("runs.tsv", "bold\tevents\nsub-01_task-x_run-01_bold.nii\ta/sub-01_task-x_run-2_events.tsv\n");
        assertThatThrownBy(() -> list.of(table)).hasMessageContaining("(run-01 and run-2)");
    }

    @Test
    void eventsWithNearNames_areListedWhereNoneFit() throws IOException {
        Path bold = file("sub-01_task-x_bold.nii", "");
        file("sub-01_task-x_run-2_events.tsv", EVENTS);
        assertThatThrownBy(() -> list.of(List.of(bold), List.of(), List.of()))
                .hasMessageContaining("has no events next to it by its name (..._events.tsv); there are ")
                .hasMessageContaining("sub-01_task-x_run-2_events.tsv");
    }

    /** Two files of confounds match, which matters only if they are requested. */
    @Test
    void confoundsThatNobodyWants_areNotLookedFor() throws IOException {
        Path bold = file("sub-01_task-x_bold.nii", "");
        file("sub-01_task-x_events.tsv", EVENTS);
        file("sub-01_task-x_desc-confounds_timeseries.tsv", "a\n1\n");
        file("sub-01_task-x_desc-confounds_regressors.tsv", "a\n1\n");
        RunList without = new RunList(EventRules.USUAL, false);
        assertThat(without.of(List.of(bold), List.of(), List.of()).get(0).confounds())
                .isNull();
        assertThatThrownBy(() -> list.of(List.of(bold), List.of(), List.of()))
                .hasMessageContaining("has 2 files of confounds");
    }
}
