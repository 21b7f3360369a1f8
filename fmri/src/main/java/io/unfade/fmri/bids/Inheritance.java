package io.unfade.fmri.bids;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The inheritance principle of BIDS: a file says something about all images in its folder and below it that have the
 * entities in its name; of several in a folder the one with the most entities counts.
 */
final class Inheritance {
    private static final int LEVELS = 4;
    private static final String DATASET_ROOT = "dataset_description.json";

    private Inheritance() {}

    /**
     * {@return the files that say something about an image, those that count most first; a list holds those of one folder
     * whose names have as many entities, of which none counts more than another}
     *
     * <p>Searches a folder and up to four above it, but not above the root of the dataset.
     *
     * @param folder where to begin
     * @param image the parts of the image's name
     * @param kind which names are of the right kind
     */
    static List<List<Path>> find(Path folder, BidsName image, Predicate<BidsName> kind) throws IOException {
        List<List<Path>> found = new ArrayList<>();
        Path level = folder;
        for (int i = 0; i <= LEVELS && level != null; i++) {
            found.addAll(in(level, name -> kind.test(name) && name.appliesTo(image)));
            if (Files.exists(level.resolve(DATASET_ROOT))) {
                break;
            }
            level = level.toAbsolutePath().normalize().getParent();
        }
        return found;
    }

    /** {@return the files of a folder with names of some kind, together where they have as many entities, most first} */
    static List<List<Path>> in(Path folder, Predicate<BidsName> kind) throws IOException {
        TreeMap<Integer, List<Path>> bySpecificity = new TreeMap<>(Comparator.reverseOrder());
        for (Path file : files(folder)) {
            BidsName name = BidsName.of(file);
            if (kind.test(name)) {
                bySpecificity
                        .computeIfAbsent(name.entities().size(), entities -> new ArrayList<>())
                        .add(file);
            }
        }
        return List.copyOf(bySpecificity.values());
    }

    /** {@return the entries of a folder, by name; none if it cannot be read} */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (AccessDeniedException | NotDirectoryException | NoSuchFileException e) {
            return List.of();
        }
    }
}
