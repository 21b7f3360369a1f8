package io.unfade.check;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class Utf8TextTest {
    private static final Path FILE = Path.of("a.csv");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "UTF-16LE, '', 'UTF-16, little endian'",
        "UTF-16BE, '', 'UTF-16, big endian'",
        "UTF-16LE, \uFEFF, 'UTF-16, little endian'",
        "UTF-16BE, \uFEFF, 'UTF-16, big endian'",
        "UTF-32LE, '', 'UTF-32, little endian'",
        "UTF-32BE, '', 'UTF-32, big endian'",
        "UTF-32LE, \uFEFF, 'UTF-32, little endian'",
        "UTF-32BE, \uFEFF, 'UTF-32, big endian'"
    })
    void of_otherEncoding_isNamed(String encoding, String mark, String seen) {
        byte[] bytes = (mark + "id,time\n").getBytes(Charset.forName(encoding));
        assertRefused(bytes, "a.csv: must be text in UTF-8, but looks like " + seen + "; save it as UTF-8");
    }

    @Test
    void of_packedFile_isNamed() {
        assertRefused(new byte[] {0x1f, (byte) 0x8b, 8, 0}, "is packed with gzip; its name must end in .gz");
        assertRefused(new byte[] {'P', 'K', 3, 4, 0}, "is a ZIP archive");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 20000})
    void read_nul_isRefusedWithItsPlace(int place) {
        byte[] bytes = "x".repeat(30000).getBytes(StandardCharsets.UTF_8);
        bytes[place] = 0;
        assertRefused(bytes, "a.csv, byte " + place + ": must be text in UTF-8, but holds a NUL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "abcd", "\uFEFFäöü€😀\n"})
    void of_utf8_changesNothing(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(Utf8Text.of(new ByteArrayInputStream(bytes), FILE)).hasBinaryContent(bytes);
        Path file = Files.write(folder.resolve("a.txt"), bytes);
        assertThat(Utf8Text.read(file)).isEqualTo(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    @Test
    void read_byteByByte_givesAllBytes() throws IOException {
        InputStream in = Utf8Text.of(new ByteArrayInputStream("abcdef".getBytes(StandardCharsets.UTF_8)), FILE);
        StringBuilder text = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            text.append((char) next);
        }
        assertThat(text).hasToString("abcdef");
    }

    @Test
    void read_latinText_isRefused() throws IOException {
        Path file = Files.write(folder.resolve("a.json"), new byte[] {'"', (byte) 0xFC, '"'});
        assertThatThrownBy(() -> Utf8Text.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage(file + ": is not text in UTF-8; save it in that encoding");
    }

    private static void assertRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> {
                    try (InputStream in = Utf8Text.of(new ByteArrayInputStream(bytes), FILE)) {
                        in.readAllBytes();
                    }
                })
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(message);
    }
}
