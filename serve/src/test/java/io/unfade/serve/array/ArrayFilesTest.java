package io.unfade.serve.array;

import io.unfade.data.io.SeriesFiles;
import io.unfade.serve.workspace.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Files that fit into memory, and those that do not, give the same numbers. */
class ArrayFilesTest {
    @TempDir
    Path folder;

    private final ArrayFiles roomy = new ArrayFiles(1L << 30);
    private final ArrayFiles narrow = new ArrayFiles(16);

    @ParameterizedTest
    @ValueSource(strings = {"data.npz", "data.csv", "data.jsonl.gz"})
    void series_tooLargeToBeHeld_areReadOneByOne(String name) throws IOException {
        Path file = folder.resolve(name);
        SeriesFiles.write(Fixtures.series(), file);
        SeriesView held = roomy.series(file);
        SeriesView read = narrow.series(file);
        assertThat(held).isInstanceOf(LoadedSeries.class);
        assertThat(read).isNotInstanceOf(LoadedSeries.class);
        assertThat(read.whole()).isNull();
        assertThat(read.summary().lengths()).isEqualTo(held.summary().lengths());
        assertThat(read.summary().ids()).isEqualTo(held.summary().ids());
        assertThat(read.summary().featureNames()).isEqualTo(held.summary().featureNames());
        for (int i = 4; i >= 0; i--) {
            assertThat(read.values(i).values()).isEqualTo(held.values(i).values());
        }
        if (name.endsWith(".npz")) {
            assertThat(read.summary().labels()).isEqualTo(held.summary().labels());
            assertThat(read.mask("reference", 1).cells())
                    .isEqualTo(held.mask("reference", 1).cells());
            assertThat(read.mask("distractor", 1)).isNull();
        }
    }

    @Test
    void maps_tooLargeToBeHeld_areReadOneByOne() throws IOException {
        Path file = folder.resolve("maps.npz");
        Fixtures.writeMaps(file, "0", "0");
        MapsView held = roomy.maps(file);
        MapsView read = narrow.maps(file);
        assertThat(read).isInstanceOf(StoredMaps.class);
        assertThat(read.values(2).values()).isEqualTo(held.values(2).values());
        assertThat(read.mean(null).values()).isEqualTo(held.mean(null).values());
        assertThat(read.mean(1).values()).isEqualTo(held.mean(1).values());
    }

    @Test
    void series_thatChange_areReadAgain() throws IOException {
        Path file = folder.resolve("data.npz");
        SeriesFiles.write(Fixtures.series(), file);
        SeriesView first = roomy.series(file);
        assertThat(roomy.series(file)).isSameAs(first);
        SeriesFiles.write(Fixtures.series().select(0, 1), file);
        assertThat(roomy.series(file).summary().count()).isEqualTo(2);
    }

    @Test
    void series_whoseReadingFails_areReadAgain() throws IOException {
        Path file = folder.resolve("data.csv");
        Files.writeString(file, "id,time,a\nx,0,oops\n");
        assertThatThrownBy(() -> roomy.series(file)).hasMessageContaining("oops");
        Files.writeString(file, "id,time,a\nx,0,1\n");
        assertThat(roomy.series(file).summary().count()).isEqualTo(1);
    }

    @Test
    void recent_keepsNoMoreThanItsWeight() throws IOException {
        Recent<byte[]> recent = new Recent<>(10, bytes -> bytes.length);
        int[] readings = {0};
        Recent.Reading<byte[]> reading = file -> {
            readings[0]++;
            return Files.readAllBytes(file);
        };
        for (String name : new String[] {"a", "b", "c", "c", "b", "a"}) {
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                Files.write(file, new byte[5]);
            }
            assertThat(recent.of(file, reading)).hasSize(5);
        }
        assertThat(readings[0]).isEqualTo(4); // a had to go for c
    }
}
