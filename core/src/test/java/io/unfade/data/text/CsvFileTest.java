package io.unfade.data.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class CsvFileTest {
    @TempDir
    private Path folder;

    @Test
    void write_fewLinesAndMany_areAllInTheFile() throws IOException {
        for (int count : new int[] {1, 10_000}) {
            Path file = folder.resolve(count + ".csv");
            List<List<String>> lines = IntStream.range(0, count)
                    .mapToObj(i -> List.of("a", Integer.toString(i)))
                    .toList();

            CsvFile.write(lines, file);

            assertThat(Files.readAllLines(file))
                    .containsExactlyElementsOf(
                            lines.stream().map(line -> String.join(",", line)).toList());
        }
    }
}
