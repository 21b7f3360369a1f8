package io.unfade.parquet;

import io.unfade.data.source.Location;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a table: one, or those of a folder, and of folders in it that are named {@code KEY=VALUE}; links are
 * followed. Names that begin with a dot or an underscore are passed over, as Spark does.
 */
final class PartFiles {
    static final String ENDING = ".parquet";
    private static final String DELTA = "_delta_log";
    private static final int DEEPEST = 8;

    private final List<Path> files = new ArrayList<>();
    private final List<Path> around = new ArrayList<>(); // folders that are being looked through, without links

    private PartFiles() {}

    static boolean isNamed(Path file) {
        return nameOf(file).toLowerCase(Locale.ROOT).endsWith(ENDING);
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** {@return whether it is a folder that holds such files} */
    static boolean isFolder(Path folder) {
        return Files.isDirectory(folder) && holds(folder, new HashSet<>());
    }

    /** Looks until a file is found, into each folder once. */
    private static boolean holds(Path folder, Set<Path> seen) {
        List<Path> inside = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, PartFiles::counts)) {
            if (!seen.add(folder.toRealPath())) {
                return false;
            }
            for (Path path : all) {
                if (isPart(path)) {
                    return true;
                }
                if (Partition.isNamed(nameOf(path))) {
                    inside.add(path);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
        return inside.stream().anyMatch(path -> Files.isDirectory(path) && holds(path, seen));
    }

    private static boolean counts(Path path) {
        String name = nameOf(path);
        return !name.startsWith(".") && !name.startsWith("_");
    }

    private static boolean isPart(Path file) {
        return isNamed(file) && Files.isRegularFile(file);
    }

    /**
     * {@return the files in the order of their names, and of the numbers in the names of folders}
     *
     * @throws io.unfade.check.MalformedFileException if a folder has none, or has files that are no longer in its table
     */
    static List<Path> of(Path table) throws IOException {
        if (!Files.isDirectory(table)) {
            return List.of(table);
        }
        Location whole = new Location(table, "");
        whole.require(
                !Files.exists(table.resolve(DELTA)),
                "is a table of Delta Lake, which also keeps files that were replaced; write its rows as plain Parquet"
                        + " with a program that reads Delta Lake");
        PartFiles found = new PartFiles();
        found.add(table);
        whole.require(!found.files.isEmpty(), "is a folder without files named %s", ENDING);
        return List.copyOf(found.files);
    }

    private void add(Path folder) throws IOException {
        Path real = folder.toRealPath();
        Location place = new Location(folder, "");
        place.require(!around.contains(real), "is a link to a folder around it");
        place.require(around.size() <= DEEPEST, "is more than %d folders deep in the table", DEEPEST);
        around.add(real);
        for (Path path : inOrder(folder)) {
            if (isPart(path)) {
                files.add(path);
            } else if (Partition.isNamed(nameOf(path)) && Files.isDirectory(path)) {
                add(path);
            }
        }
        around.remove(around.size() - 1);
    }

    private static List<Path> inOrder(Path folder) throws IOException {
        Comparator<Path> order = Comparator.comparing(path -> Partition.Rank.of(nameOf(path)), Partition.Rank.ORDER);
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(PartFiles::counts)
                    .sorted(order.thenComparing(path -> path))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
