package io.unfade.data.io;

import io.unfade.check.MalformedFileException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What tests of malformed files have in common. */
final class Malformed {
    private Malformed() {}

    /** Fails unless reading a file of some content says in one line, with the file's name first, what is wrong. */
    static void assertIs(Path file, byte[] content, String fault) throws IOException {
        Files.write(file, content);
        assertThatThrownBy(() -> SeriesFiles.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(fault)
                .message()
                .doesNotContain("\n");
    }
}
