package io.unfade.parquet;

import io.unfade.check.MalformedFileException;
import io.unfade.data.io.SeriesFiles;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** Files that are damaged anywhere give one line, or are read, and never take memory that they do not need. */
class DamagedFilesTest {
    private static final int TRIES = Integer.getInteger("unfade.fuzz", 400);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"snappy", "zstd", "gzip", "lz4", "none", "encodings", "plain", "gaps", "long", "stamps", "double"
            })
    void read_damagedAnywhere_oneLineOrSeries(String name) throws IOException {
        byte[] good = Files.readAllBytes(Fixtures.file(name + ".parquet"));
        Random random = new Random(name.hashCode());
        Path file = folder.resolve("x.parquet");
        for (int i = 0; i < TRIES; i++) {
            byte[] bad = good.clone();
            int changes = 1 + random.nextInt(3);
            for (int change = 0; change < changes; change++) {
                bad[random.nextInt(bad.length)] = random.nextBoolean() ? (byte) random.nextInt() : (byte) 0xFF;
            }
            Files.write(file, random.nextInt(10) == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad);
            read(file, bad);
        }
    }

    private static void read(Path file, byte[] bad) {
        try {
            SeriesFiles.read(file);
        } catch (MalformedFileException e) {
            assertThat(e).message().startsWith(file.toString()).doesNotContain("\n");
        } catch (IOException | RuntimeException | Error e) {
            fail("bytes " + Arrays.toString(Arrays.copyOf(bad, 20)) + "...", e);
        }
    }
}
