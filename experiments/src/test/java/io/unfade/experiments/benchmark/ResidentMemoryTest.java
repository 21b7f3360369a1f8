package io.unfade.experiments.benchmark;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class ResidentMemoryTest {
    @TempDir
    Path process;

    @Test
    void during_work_readsWhatWasHeldBeforeAndAtMost() throws IOException {
        Files.createFile(process.resolve("clear_refs"));
        status(900, 100);
        ResidentMemory.Peak peak = new ResidentMemory(process).during(() -> status(150, 120));
        assertThat(peak).isEqualTo(new ResidentMemory.Peak(100 * 1024, 150 * 1024));
        assertThat(peak.addedBytes()).isEqualTo(50 * 1024);
        assertThat(process.resolve("clear_refs")).hasContent("5");
    }

    @Test
    void during_peakThatCannotBeReset_isUnknown() {
        status(900, 100);
        assertThat(new ResidentMemory(process).during(() -> {})).isNull();
    }

    @Test
    void during_otherSystem_isUnknownButWorks() {
        boolean[] done = new boolean[1];
        assertThat(new ResidentMemory(process.resolve("none")).during(() -> done[0] = true))
                .isNull();
        assertThat(done).containsExactly(true);
    }

    private void status(int peak, int now) {
        try {
            Files.writeString(
                    process.resolve("status"),
                    "Name:\tjava\nVmHWM:\t  " + peak + " kB\nVmRSS:\t  " + now + " kB\nThreads:\t20\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
