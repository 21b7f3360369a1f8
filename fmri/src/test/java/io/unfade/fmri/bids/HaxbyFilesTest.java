package io.unfade.fmri.bids;

import io.unfade.testing.SharedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** The first subject of Haxby et al. (2001), in the layout of OpenfMRI, with an events file next to each image. */
class HaxbyFilesTest {
    @Test
    void find_image_belongsToItsRun() throws IOException {
        RunFiles files = RunFiles.find(image(5));
        assertThat(files.identity().subject()).hasValue("sub001");
        assertThat(files.identity().run()).hasValue("run005");
        assertThat(files.events().map(file -> data().relativize(file).toString()))
                .hasValue("sub001/BOLD/task001_run005/bold_events.tsv");
        assertThat(files.confounds()).isEmpty();
    }

    @Test
    void read_firstRun_hasEightBlocks() throws IOException {
        List<Event> events = EventsFile.read(RunFiles.find(image(1)).events().orElseThrow());
        assertThat(events.stream().map(Event::trialType))
                .containsExactly("scissors", "face", "cat", "shoe", "house", "scrambledpix", "bottle", "chair");
        assertThat(events.get(0)).isEqualTo(new Event(15, 22.5, "scissors"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void read_onsetFolder_agreesWithTheEventsFile(int run) throws IOException {
        Path onsets = data().resolve("sub001/model/model001/onsets").resolve(String.format("task001_run%03d", run));
        Optional<Path> events = RunFiles.find(image(run)).events();
        assertThat(ExplanatoryVariables.read(onsets)).isEqualTo(EventsFile.read(events.orElseThrow()));
    }

    private static Path data() {
        return SharedFiles.data("haxby2001");
    }

    private static Path image(int run) {
        return data().resolve(String.format("sub001/BOLD/task001_run%03d/bold_25mm.nii.gz", run));
    }
}
