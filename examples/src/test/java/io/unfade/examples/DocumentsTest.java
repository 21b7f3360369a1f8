package io.unfade.examples;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** All Java code of the documents is that of the examples, which are compiled and run. */
class DocumentsTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("(?s)// example: ([\\w-]+)\\R(.*?)\\n *// end of the example\\R");
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\\n(.*?\\n)```\\n");

    /** {@return the code of each example, by its name} */
    static Map<String, String> examples() throws IOException {
        Map<String, String> examples = new LinkedHashMap<>();
        for (Path file : files(Path.of("src/main/java"), ".java")) {
            Matcher matcher = EXAMPLE.matcher(Files.readString(file));
            while (matcher.find()) {
                String code = matcher.group(2).replaceFirst("(?s)^package .*?;\\n\\n", "");
                assertThat(examples.put(matcher.group(1), code.stripIndent() + "\n"))
                        .as("two examples called " + matcher.group(1))
                        .isNull();
            }
        }
        return examples;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void codeOfDocuments_isThatOfAnExample() throws IOException {
        List<Path> documents = new ArrayList<>(files(Path.of("../docs"), ".md"));
        documents.add(Path.of("../README.md"));
        documents.remove(Path.of("../docs/server.md")); // its code needs a server; the tests of serve run it
        Map<String, String> examples = examples();
        Map<String, String> unseen = new LinkedHashMap<>(examples);
        for (Path document : documents) {
            Matcher matcher = BLOCK.matcher(Files.readString(document));
            while (matcher.find()) {
                assertThat(examples.values()).as(document.toString()).contains(matcher.group(1));
                unseen.values().remove(matcher.group(1));
            }
        }
        assertThat(unseen.keySet()).as("examples that no document shows").isEmpty();
    }
}
