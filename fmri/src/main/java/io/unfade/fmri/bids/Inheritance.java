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
 * The inheritance principle of BIDS: a file applies to all images in and below its folder that have the entities of its
 * name; of several in one folder, the one with the most entities takes precedence.
 */
final class Inheritance {
    private static final int LEVELS = 4;
    private static final String DATASET_ROOT = "dataset_description.json";

    private Inheritance() {}

    /**
     * {@return the files that apply to an image, in order of precedence; each inner list holds files of one folder with
     * equal precedence, that is, with equally many entities}
     *
     * <p>Searches a folder and up to four above it, but not above the root of the dataset.
     *
     * @param folder where to begin
     * @param image the parts of the image's name
     * @param kind accepts names of the right kind
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

    /** {@return the files of a folder with names of some kind, grouped by the number of entities, most first} */
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

    /** {@return the entries of a folder, by name; empty if it cannot be read} */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (AccessDeniedException | NotDirectoryException | NoSuchFileException e) {
            return List.of();
        }
    }
}
