package io.unfade.fmri.bids;

import io.unfade.check.MalformedFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Events in the format of FSL and the HCP. */
class ExplanatoryVariablesTest {
    @TempDir
    Path folder;

    @Test
    void read_folder_namesConditionsByFileAndSkipsSingleColumns() throws IOException {
        write("lh.txt", "71.35\t12.0\t1\n 8.1  12 1.0 \n");
        write("rf.txt", "20 12 1\r\n30 12 0\r\n");
        write("t.txt", "");
        write("Sync.txt", "10.24\n");
        write("MOTOR_Stats.csv", "a,b\n1,2\n");
        assertThat(ExplanatoryVariables.read(folder))
                .containsExactly(new Event(8.1, 12, "lh"), new Event(20, 12, "rf"), new Event(71.35, 12, "lh"));
        assertThat(EventsFile.read(folder)).hasSize(3);
    }

    @Test
    void read_wrongLines_areNamed() throws IOException {
        refuses("1 2 1\n1 2\n", "line 2: must be 'onset duration amplitude', but has 2 columns");
        refuses("1 2 1\n\n1 x 1\n", "line 3: expected a finite number, but found 'x'");
        refuses("1 -2 1\n", "line 1: a duration must be at least 0 seconds");
        refuses("\n", "has no event");
        refuses("1 2 0\n", "has no event");
    }

    @Test
    void read_folderWithoutFiles_isRefused() {
        assertThatThrownBy(() -> ExplanatoryVariables.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no .txt file");
    }

    @Test
    void read_openFmriFolder_takesNamesOfItsTaskFromTheKey() throws IOException {
        write("models/model001/condition_key.txt", "task002 cond001 wrong\ntask001 cond001 small house\n");
        write("sub001/model/model001/onsets/task001_run001/cond001.txt", "1 2 1\n");
        Path run = folder.resolve("sub001/model/model001/onsets/task001_run001");
        write("sub001/model/model001/onsets/task001_run001/cond002.txt", "5 2 1\n");
        assertThat(ExplanatoryVariables.read(run))
                .containsExactly(new Event(1, 2, "small house"), new Event(5, 2, "cond002"));
    }

    private void refuses(String text, String message) throws IOException {
        write("ev.txt", text);
        assertThatThrownBy(() -> ExplanatoryVariables.read(folder))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(message);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
