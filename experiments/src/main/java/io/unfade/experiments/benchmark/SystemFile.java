package io.unfade.experiments.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Linux system file of lines {@code key: value}; on other systems it is absent and treated as empty.
 *
 * @param path its location
 */
record SystemFile(Path path) {
    private static final Pattern KILOBYTES = Pattern.compile("(\\d+) kB");

    /** {@return the value of the first line with this key} */
    Optional<String> value(String key) {
        Pattern line = Pattern.compile(Pattern.quote(key) + "\\s*:\\s*(.*)");
        try {
            return Files.readAllLines(path).stream()
                    .map(line::matcher)
                    .filter(Matcher::matches)
                    .map(match -> match.group(1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@return the value of the first line with this key, a number of 1024-byte units, in bytes} */
    OptionalLong bytes(String key) {
        return value(key)
                .map(KILOBYTES::matcher)
                .filter(Matcher::matches)
                .map(match -> OptionalLong.of(Long.parseLong(match.group(1)) * 1024))
                .orElse(OptionalLong.empty());
    }
}
