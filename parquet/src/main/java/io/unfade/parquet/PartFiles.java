package io.unfade.parquet;

import io.unfade.data.source.Location;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The files of a table: one, or those of a folder, and of folders in it that are named {@code KEY=VALUE}. Names that begin
 * with a dot or an underscore are passed over, as Spark does.
 */
final class PartFiles {
    static final String ENDING = ".parquet";
    private static final int DEEPEST = 8;

    private PartFiles() {}

    static boolean isNamed(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(ENDING);
    }

    /** {@return whether it is a folder that holds such files} */
    static boolean isFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
            return all.anyMatch(file -> isPart(folder, file));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /**
     * {@return the files in the order of their names}
     *
     * @throws io.unfade.check.MalformedFileException if a folder has none
     */
    static List<Path> of(Path table) throws IOException {
        if (!Files.isDirectory(table)) {
            return List.of(table);
        }
        try (Stream<Path> all = Files.walk(table, DEEPEST)) {
            List<Path> files = all.filter(file -> isPart(table, file)).sorted().toList();
            new Location(table, "").require(!files.isEmpty(), "is a folder without files named %s", ENDING);
            return files;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isPart(Path folder, Path file) {
        Path inside = folder.relativize(file);
        for (Path part : inside) {
            String name = part.toString();
            boolean last = part.equals(inside.getFileName());
            if (name.startsWith(".") || name.startsWith("_") || (!last && name.indexOf('=') < 0)) {
                return false;
            }
        }
        return isNamed(file) && Files.isRegularFile(file);
    }
}
