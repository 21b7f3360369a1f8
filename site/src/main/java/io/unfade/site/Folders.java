package io.unfade.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files and folders of the site. */
final class Folders {
    private Folders() {}

    /** Removes all that a folder holds. */
    static void empty(Path folder) throws IOException {
        List<Path> below;
        try (Stream<Path> files = Files.walk(folder)) {
            below = files.filter(file -> !file.equals(folder))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path file : below) {
            Files.delete(file);
        }
    }

    /** Copies a file, with the folders that it needs. */
    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.toAbsolutePath().getParent());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes a text, with the folders that it needs. */
    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }
}
