package io.unfade;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What has no command line names no option of it: messages name settings, and whoever shows them says how they are called. */
class OptionNamesTest {
    private static final Pattern OPTION = Pattern.compile("\"[^\"\\n]*(?<![\\w-])--[a-z]");

    @ParameterizedTest
    @ValueSource(strings = {"core", "fmri", "report", "workflow"})
    void module_textsOfCode_nameNoOption(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).isNotEmpty();
            assertThat(sources.stream().flatMap(OptionNamesTest::naming)).isEmpty();
        }
    }

    private static Stream<String> naming(Path file) {
        try {
            return Files.readString(file)
                    .lines()
                    .filter(line -> OPTION.matcher(line).find())
                    .map(line -> file + ": " + line.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
