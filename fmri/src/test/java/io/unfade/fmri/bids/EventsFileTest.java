package io.unfade.fmri.bids;

import io.unfade.check.MalformedFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Events in the BIDS form. */
class EventsFileTest {
    @TempDir
    Path folder;

    @Test
    void read_unsortedRowsAndOtherColumns_givesEventsByOnset() throws IOException {
        Path file = write(
                "onset\tduration\tweight\ttrial_type\n52.5\t2\t1\tface\n\n15\t22.5\tn/a\tcat food\n-1e0\t0\t3\tface\n");
        assertThat(EventsFile.read(file))
                .containsExactly(new Event(-1, 0, "face"), new Event(15, 22.5, "cat food"), new Event(52.5, 2, "face"));
    }

    @Test
    void read_byteOrderMarkAndWindowsLineEnds_areNoPartOfNames() throws IOException {
        Path file = write("\uFEFFonset\tduration\ttrial_type\r\n1\t2\tface\r\n");
        assertThat(EventsFile.read(file)).containsExactly(new Event(1, 2, "face"));
    }

    @Test
    void read_eventThatStandsTwice_isRefused() throws IOException {
        Path file = write("onset\tduration\ttrial_type\n6\t10\tA\n30\t1\tb\n30\t1\tb\n6.0\t10\tA\n");
        assertThat(EventsFile.read(file, EventRules.of("trial_type", List.of("C"))))
                .hasSize(4);
        assertThatThrownBy(() -> EventsFile.read(file, EventRules.of("trial_type", List.of("A"))))
                .hasMessageContaining("line 5, column 'onset': begins an event of 'A' that is in the table already");
    }

    @Test
    void read_cellsThatAreNotApartByTabs_sayWhatIsMissing() throws IOException {
        Path file = write("onset,duration,trial_type\n6,10,A\n");
        assertThatThrownBy(() -> EventsFile.read(file)).hasMessageContaining("cells must be apart by tabs");
    }

    @Test
    void read_otherColumn_namesTheConditions() throws IOException {
        Path file = write("onset\tduration\ttrial_type\tstim\n1\t2\tx\tdog\n3\t2\tx\tn/a\n");
        assertThat(EventsFile.read(file, "stim")).containsExactly(new Event(1, 2, "dog"));
    }

    @Test
    void read_unknownDurations_matterOnlyWhereTheConditionIsWanted() throws IOException {
        Path file = write("onset\tduration\ttrial_type\n1\t2\tdog\n3\tn/a\tbutton\n4\tn/a\tn/a\n");
        assertThat(EventsFile.read(file, EventRules.of("trial_type", List.of("dog"))))
                .containsExactly(new Event(1, 2, "dog"));
        assertThatThrownBy(() -> EventsFile.read(file))
                .hasMessageContaining("line 3, column 'duration'")
                .hasMessageContaining(
                        "'n/a'; give events without a duration one, or choose conditions without 'button'");
        assertThat(EventsFile.read(file, new EventRules("trial_type", List.of(), 1.5)))
                .containsExactly(new Event(1, 2, "dog"), new Event(3, 1.5, "button"));
        assertThatThrownBy(() -> new EventRules("trial_type", List.of(), -1)).hasMessageContaining("at least 0");
    }

    /** BIDS tables have no quoting: a cell may contain an unbalanced quotation mark. */
    @Test
    void read_quotationMarks_areCharacters() throws IOException {
        Path file =
                write("onset\tduration\ttrial_type\tstim\n6\t10\tA\t\"Who is it\n30\t10\t\"B\"\t5\"\n54\t10\tA\tx\n");
        assertThat(EventsFile.read(file))
                .containsExactly(new Event(6, 10, "A"), new Event(30, 10, "\"B\""), new Event(54, 10, "A"));
        refuses(
                "\"onset\"\t\"duration\"\t\"trial_type\"\n1\t2\t\"face\"\n",
                "\"trial_type\"; cells apart by tabs must not be in quotation marks");
    }

    @Test
    void read_noTrialType_saysWhichOptionNamesAnother() throws IOException {
        Path file = write("onset\tduration\tstim\n1\t2\tdog\n");
        assertThatThrownBy(() -> EventsFile.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("no column 'trial_type'")
                .hasMessageContaining("trialType COLUMN")
                .hasMessageContaining("onset, duration, stim");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,n/a,face     | line 3, column 'duration': must be a number of seconds, but is 'n/a'",
                "NaN,1,face     | line 3, column 'onset': must be a number of seconds, but is 'NaN'",
                "1,Infinity,x   | line 3, column 'duration': must be a number of seconds, but is 'Infinity'",
                "1,1e999,x      | line 3, column 'duration': must be a number of seconds, but is '1e999'",
                "1,-0.5,face    | line 3, column 'duration': must be at least 0 seconds, but is -0.5",
                "1,2            | line 3: has 2 cells, but the header has 3",
                "1,2,face,4     | line 3: has 4 cells, but the header has 3"
            })
    void read_wrongRow_isNamedByLineAndColumn(String row, String message) throws IOException {
        Path file = write("onset\tduration\ttrial_type\n0\t1\tface\n" + row.replace(',', '\t') + "\n");
        assertThatThrownBy(() -> EventsFile.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageStartingWith(file + ", ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void read_nothingInIt_isRefused() throws IOException {
        refuses("", "is empty");
        refuses("onset\tduration\ttrial_type\n", "has no event");
        refuses("onset\tduration\ttrial_type\n1\t2\tn/a\n", "has no event");
        refuses("onset\tonset\ttrial_type\n", "has the column 'onset' twice");
        refuses("onset,duration,trial_type\n1,2,face\n", "has no column 'onset'");
    }

    @Test
    void read_otherEncoding_isRefused() throws IOException {
        Path file = folder.resolve("latin_events.tsv");
        Files.write(file, "onset\tduration\ttrial_type\n1\t2\tgr\u00fcn\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> EventsFile.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("is not text in UTF-8");
    }

    private void refuses(String text, String message) throws IOException {
        Path file = write(text);
        assertThatThrownBy(() -> EventsFile.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(message);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("events.tsv"), text);
    }
}
