package io.unfade.parquet;

import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** What is written is read back, to the bit. */
class TableWriterTest {
    @TempDir
    private Path folder;

    private static SeriesBuilder random(Precision precision, int count, int steps, int features) {
        Random random = new Random(count);
        SeriesBuilder builder = SeriesSet.builder(precision, count, steps, features);
        for (int i = 0; i < count; i++) {
            for (int t = 0; t < steps; t++) {
                for (int c = 0; c < features; c++) {
                    builder.cell(i, t, c, random.nextGaussian());
                }
            }
        }
        return builder;
    }

    private SeriesSet again(SeriesSet set) throws IOException {
        Path file = folder.resolve("x.parquet");
        SeriesFiles.write(set, file);
        return SeriesFiles.read(file);
    }

    private static void assertSame(SeriesSet found, SeriesSet set) {
        assertThat(found.precision()).isEqualTo(set.precision());
        assertThat(found.ids()).isEqualTo(set.ids());
        assertThat(found.featureNames()).isEqualTo(set.featureNames());
        assertThat(found.classNames()).isEqualTo(set.classNames());
        for (int i = 0; i < set.count(); i++) {
            assertThat(found.length(i)).isEqualTo(set.length(i));
            double[] expected = new double[set.length(i) * set.features()];
            double[] read = new double[expected.length];
            set.copySteps(i, set.length(i), expected, 0);
            found.copySteps(i, set.length(i), read, 0);
            assertThat(read).isEqualTo(expected);
        }
    }

    @Test
    void write_everything_readBack() throws IOException {
        byte[] reference = new byte[4 * 5 * 3];
        byte[] distractor = new byte[4 * 5 * 3];
        byte[] onTask = new byte[4 * 5];
        reference[2] = 1;
        reference[16] = 1;
        distractor[3] = 1;
        onTask[6] = 1;
        SeriesSet set = random(Precision.DOUBLE, 4, 5, 3)
                .lengths(new int[] {5, 2, 4, 1})
                .labels(new int[] {1, 0, 1, 1}, List.of("b ,c", "a", "none of these"))
                .groups(new int[] {7, -1, 7, 3})
                .ids(List.of("p", "q", "ä", "s"))
                .featureNames(List.of("x", "y \"z\"", "ü"))
                .reference(reference)
                .distractor(distractor)
                .onTask(onTask)
                .build();
        SeriesSet found = again(set);
        assertSame(found, set);
        assertThat(found.groups().orElseThrow()).containsExactly(7, -1, 7, 3);
        for (int i = 0; i < 4; i++) {
            assertThat(found.label(i)).isEqualTo(set.label(i));
            assertThat(found.referenceMask(i)).isEqualTo(set.referenceMask(i));
            assertThat(found.distractorMask(i)).isEqualTo(set.distractorMask(i));
            for (int t = 0; t < set.length(i); t++) {
                assertThat(found.onTask(i, t)).isEqualTo(set.onTask(i, t));
            }
        }
    }

    @Test
    void write_severalRowGroupsAndPages_readBack() throws IOException {
        SeriesSet set = random(Precision.SINGLE, 230, 200, 100).build(); // 4.6 million cells
        assertSame(again(set), set);
        try (ParquetFile file = ParquetFile.open(folder.resolve("x.parquet"))) {
            assertThat(file.groups()).hasSize(2);
        }
    }

    @Test
    void write_overOldOutput_replacesIt() throws IOException {
        SeriesSet set = random(Precision.SINGLE, 3, 1, 1).build();
        Files.writeString(folder.resolve("x.parquet"), "old");
        assertSame(again(set), set);
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("x.parquet"));
    }
}
