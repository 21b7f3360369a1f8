package io.unfade.serve.fact;

import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class FileFactsTest {
    @TempDir
    private Path folder;

    private Facts ofZeros(int steps) throws IOException {
        Path file = folder.resolve("x.parquet");
        SeriesSet zeros = SeriesSet.builder(Precision.SINGLE, 1, steps, 1)
                .reference(new byte[steps])
                .build();
        SeriesFiles.write(zeros, file);
        assertThat(Files.size(file)).isLessThan(1 << 18);
        return FileFacts.of(file, Kind.OTHER, String::valueOf);
    }

    @Test
    void of_shortTable_countsItsSeries() throws IOException {
        Facts facts = ofZeros(100);
        assertThat(facts.kind()).isEqualTo(Kind.DATA);
        assertThat(facts.title()).contains("1 series");
    }

    @Test
    void of_shortTableThatIsLargeInMemory_isNotRead() throws IOException {
        Facts facts = ofZeros(800_000);
        assertThat(facts.kind()).isEqualTo(Kind.DATA);
        assertThat(facts.title()).isEqualTo("series, not counted yet");
        assertThat(facts.problem()).isNull();
    }
}
