package io.unfade.data.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class TextLinesTest {
    @TempDir
    Path folder;

    /** Lines of nearly the buffer's size put every kind of line end on a buffer boundary once. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void next_lineEndAnywhereInTheBuffer_givesTheSameLines(String end) throws IOException {
        List<String> expected = new ArrayList<>();
        for (int length = 8180; length < 8200; length++) {
            expected.add("é" + "x".repeat(length));
            expected.add("");
        }
        assertThat(lines(String.join(end, expected) + end)).isEqualTo(expected);
        expected.add("last, without an end");
        assertThat(lines(String.join(end, expected))).isEqualTo(expected);
    }

    @Test
    void next_commentNotUtf8_isPassedOver() throws IOException {
        Path file = Files.write(folder.resolve("a.ts"), "# Zürich\nrest".getBytes(StandardCharsets.ISO_8859_1));
        try (TextLines lines = TextLines.open(file)) {
            assertThat(lines.next()).startsWith("# Z");
            assertThat(lines.next()).isEqualTo("rest");
            assertThat(lines.next()).isNull();
            assertThat(lines.location().place()).isEqualTo("line 2");
        }
    }

    private List<String> lines(String content) throws IOException {
        List<String> all = new ArrayList<>();
        try (TextLines lines = TextLines.open(Files.writeString(folder.resolve("a.txt"), content))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }
}
