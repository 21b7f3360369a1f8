package io.unfade.parquet;

import io.unfade.check.MalformedFileException;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Folders of files, as Spark and Hive lay them out. */
class PartFilesTest {
    @TempDir
    private Path folder;

    private Path part(String name) throws IOException {
        return part(name, "pandas");
    }

    private Path part(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.copy(Fixtures.file(content + ".parquet"), file);
    }

    private void assertMalformed(String message) {
        assertThatThrownBy(() -> SeriesFiles.read(folder.resolve("table")))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void of_numbersInNames_inTheirOrder() throws IOException {
        for (String slice : new String[] {"10", "2", "1x", "02", "-3"}) {
            part("table/slice=" + slice + "/0.parquet");
        }
        Path table = folder.resolve("table");
        assertThat(PartFiles.of(table))
                .containsExactlyElementsOf(Stream.of("-3", "02", "2", "10", "1x")
                        .map(slice -> table.resolve("slice=" + slice + "/0.parquet"))
                        .toList());
    }

    @Test
    void of_links_followed() throws IOException {
        part("table/slice=0/a=b/0.parquet");
        part("other/1.parquet");
        Path table = folder.resolve("table");
        Files.createSymbolicLink(table.resolve("slice=1"), folder.resolve("other"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), table);
        assertThat(SeriesFiles.hasName(link)).isTrue();
        assertThat(PartFiles.of(link))
                .containsExactly(link.resolve("slice=0/a=b/0.parquet"), link.resolve("slice=1/1.parquet"));
        assertThat(SeriesFiles.read(link).count()).isEqualTo(14);
    }

    @Test
    void of_linkToFolderAroundIt_refused() throws IOException {
        part("table/slice=0/0.parquet");
        Path table = folder.resolve("table");
        Files.createSymbolicLink(table.resolve("slice=0/a=1"), table);
        assertMalformed("a=1: is a link to a folder around it");
        assertThat(SeriesFiles.hasName(table)).isTrue();
        Files.delete(table.resolve("slice=0/0.parquet"));
        assertThat(SeriesFiles.hasName(table)).isFalse();
    }

    @Test
    void of_deepFolders_refused() throws IOException {
        part("table/" + "a=1/".repeat(9) + "0.parquet");
        assertMalformed("is more than 8 folders deep in the table");
    }

    @Test
    void of_otherFolders_areNotEntered() throws IOException {
        part("table/other/0.parquet");
        part("table/_temporary/a=1/0.parquet");
        part("table/.a=1/0.parquet");
        assertThat(SeriesFiles.hasName(folder.resolve("table"))).isFalse();
        Path file = part("table/0.parquet");
        assertThat(PartFiles.of(folder.resolve("table"))).containsExactly(file);
    }

    @Test
    void of_deltaLake_saysWhatToDo() throws IOException {
        part("table/0.parquet");
        Files.createDirectory(folder.resolve("table/_delta_log"));
        assertMalformed("table: is a table of Delta Lake, which also keeps files that were replaced; write its rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pandas", "stamps"})
    void read_partitionedByLabelAndGroup_theirValues(String content) throws IOException {
        part("table/Label=b%20+/group=7/0.parquet", content);
        SeriesSet one = SeriesFiles.read(folder.resolve("table"));
        assertThat(one.classNames()).containsExactly("b +");
        assertThat(one.groups().orElseThrow()).hasSize(7).containsOnly(7);
    }

    @Test
    void read_partitionedByLabel_classOfEachFile() throws IOException {
        part("table/label=b/0.parquet");
        part("table/label=50%/0.parquet");
        SeriesSet set = SeriesFiles.read(folder.resolve("table"));
        assertThat(set.classNames()).containsExactly("50%", "b");
        assertThat(set.label(0)).isZero();
        assertThat(set.label(7)).isEqualTo(1);
        part("table/label=__HIVE_DEFAULT_PARTITION__/0.parquet");
        assertMalformed("it has no label, but the rows before have one");
    }

    @Test
    void read_columnInTheFiles_comesFirst() throws IOException {
        part("table/label=b/group=x=/0.parquet", "snappy");
        part("table/other=b/0.parquet", "snappy");
        assertMalformed("is in a folder of the group 'x=', but groups must be whole numbers");
        Files.move(folder.resolve("table/label=b/group=x="), folder.resolve("table/label=b/group="));
        assertThat(SeriesFiles.read(folder.resolve("table")).classNames()).containsExactly("even", "odd");
    }
}
