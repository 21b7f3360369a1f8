package io.unfade.check;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Replaces a folder's files all at once. The new folder is filled next to the old one, the old one is moved aside, and
 * the new one moved into place. If the process dies between the two moves, readers find the old one where it was moved,
 * and the next replacement restores it. Readers never change anything.
 *
 * @param target the folder, with links followed
 * @param files names of the files to replace; others are kept. Without the first, the others are meaningless
 */
public record FolderSwap(Path target, List<String> files) {
    /** A step that fills the new folder. */
    @FunctionalInterface
    public interface Filling {
        void fill(Path folder) throws IOException;
    }

    public static FolderSwap of(Path folder, List<String> files) throws IOException {
        Path target = Files.exists(folder)
                ? folder.toRealPath()
                : folder.toAbsolutePath().normalize();
        return new FolderSwap(target, files);
    }

    /**
     * {@return the folder to read: the target, or the old one if a replacement was interrupted between its two moves}
     */
    public Path readable() {
        return !Files.exists(target) && Files.exists(previous()) ? previous() : target;
    }

    /**
     * Replaces the files.
     *
     * @throws IOException if anything fails; the folder is then unchanged
     */
    public void replace(Filling filling) throws IOException {
        recover();
        Path fresh = beside("new");
        deleteOwn(fresh);
        Files.createDirectory(fresh);
        try {
            filling.fill(fresh);
            swap(fresh);
        } finally {
            deleteOwn(fresh);
        }
    }

    private void swap(Path fresh) throws IOException {
        if (!Files.exists(target)) {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        try {
            Files.move(target, previous(), StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            copyInto(fresh); // the folder itself cannot be moved, such as a mount point
            return;
        }
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.move(previous(), target, StandardCopyOption.ATOMIC_MOVE);
            throw e;
        }
        keepOtherFiles();
        delete(previous());
    }

    private void copyInto(Path fresh) throws IOException {
        FileSet.replace(target.resolve(files.get(0)), List.of(), folder -> {
            for (String file : files) {
                Files.copy(fresh.resolve(file), folder.resolve(file));
            }
        });
    }

    private void recover() throws IOException {
        if (!Files.exists(previous())) {
            return;
        }
        if (Files.exists(target)) {
            keepOtherFiles();
            delete(previous());
        } else {
            Files.move(previous(), target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void keepOtherFiles() throws IOException {
        for (Path file : list(previous())) {
            Path kept = target.resolve(String.valueOf(file.getFileName()));
            if (!files.contains(String.valueOf(file.getFileName())) && !Files.exists(kept)) {
                Files.move(file, kept);
            }
        }
    }

    /** Deletes a private folder, including leftovers of a dead replacement. */
    private static void deleteOwn(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            for (Path file : list(folder)) {
                Files.delete(file);
            }
            Files.delete(folder);
        }
    }

    /** Deletes the files and, if it is then empty, the folder. */
    private void delete(Path folder) throws IOException {
        for (String file : files) {
            Files.deleteIfExists(folder.resolve(file));
        }
        if (Files.isDirectory(folder) && list(folder).isEmpty()) {
            Files.delete(folder);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private Path previous() {
        return beside("previous");
    }

    private Path beside(String role) {
        return target.resolveSibling("." + target.getFileName() + "." + role);
    }
}
