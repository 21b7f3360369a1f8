package io.unfade.fmri.table;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TextTableTest {
    @TempDir
    private Path folder;

    @Test
    void tabs_haveNoQuoting() throws IOException {
        TextTable table = read("x.tsv", "index\tname\n\n1\t\"left\r\n2\tright\"\r\n3\t\"a\"\"b\"\n4\t");
        assertThat(table.rows())
                .containsExactly(
                        new TextTable.Row(3, List.of("1", "\"left")),
                        new TextTable.Row(4, List.of("2", "right\"")),
                        new TextTable.Row(5, List.of("3", "\"a\"\"b\"")),
                        new TextTable.Row(6, List.of("4", "")));
    }

    @Test
    void commas_haveQuoting() throws IOException {
        TextTable table = read("x.csv", "index,name\n1,\"left, \"\"upper\"\"\nlip\"\n2,b\n");
        assertThat(table.rows())
                .containsExactly(
                        new TextTable.Row(2, List.of("1", "left, \"upper\"\nlip")),
                        new TextTable.Row(4, List.of("2", "b")));
        assertThatThrownBy(() -> read("y.csv", "a,b\n1,\"2\n")).hasMessageContaining("is not a table");
    }

    @Test
    void textInAnotherEncoding_isNamed() throws IOException {
        Path file = folder.resolve("x_events.tsv");
        Files.write(file, "onset\tduration\n1\t2\n".getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> TextTable.read(file))
                .hasMessageContaining("x_events.tsv: must be text in UTF-8, but looks like UTF-16, little endian");
        assertThatThrownBy(() -> read("y.tsv", "a\tb\n1\t\0\n"))
                .hasMessageContaining("y.tsv, byte 6")
                .hasMessageContaining("NUL");
        assertThatThrownBy(() -> read("z.csv", "a,b\n1,\0\n")).hasMessageContaining("z.csv, byte 6");
    }

    @Test
    void rowsOfAnotherLength_areNamedByLine() {
        assertThatThrownBy(() -> read("x.tsv", "a\tb\n1\t2\n3\n"))
                .hasMessageContaining("line 3: has 1 cells, but the header has 2; cells are apart by tabulators");
    }

    private TextTable read(String name, String text) throws IOException {
        return TextTable.read(Files.writeString(folder.resolve(name), text));
    }
}
