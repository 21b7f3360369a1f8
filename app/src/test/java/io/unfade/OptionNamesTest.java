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

/** Modules without a command line name none of its options: messages name settings, which the displaying code translates. */
class OptionNamesTest {
    private static final Pattern OPTION = Pattern.compile("\"[^\"\\n]*(?<![\\w-])--[a-z]");

    @ParameterizedTest
    @ValueSource(strings = {"core", "onnx", "fmri", "report", "workflow"})
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
