package io.unfade.check;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Replaces files of one folder that belong together. All are written beside their places first, so that a full disk leaves
 * the old ones as they were; then they are moved into place, the marker last. The old marker goes first: a process that
 * dies between two moves leaves a set without a marker, never an old marker beside new files. The marker should hold the
 * hashes of the others, for whatever else might exchange one of them.
 */
public final class FileSet {
    private FileSet() {}

    /**
     * Replaces the files.
     *
     * @param marker the file without which the others are not a set; its folder must exist
     * @param names of all files that such a set may have; those that are not written anew are removed
     * @param filling writes the files, the marker among them, into the folder that it is given, by their names
     * @throws NoSuchFileException if the marker's folder does not exist
     * @throws FileSystemException if a place is taken by something that is not a regular file
     * @throws IOException if writing fails; the old files are then as they were
     */
    public static void replace(Path marker, Collection<String> names, IOConsumer<Path> filling) throws IOException {
        Path place = marker.toAbsolutePath().normalize();
        Path folder = place.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(String.valueOf(folder), null, "the folder to write in does not exist");
        }
        Path fresh = folder.resolve("." + place.getFileName() + ".new");
        delete(fresh);
        try {
            Files.createDirectory(fresh);
            filling.accept(fresh);
            move(fresh, place, names);
        } catch (FileSystemException e) {
            throw named(e, fresh, folder);
        } finally {
            delete(fresh);
        }
    }

    private static void move(Path fresh, Path marker, Collection<String> names) throws IOException {
        Map<Path, Path> moves = new LinkedHashMap<>();
        for (Path file : list(fresh)) {
            moves.put(file, real(marker.resolveSibling(String.valueOf(file.getFileName()))));
        }
        Path markerFresh = fresh.resolve(String.valueOf(marker.getFileName()));
        Path markerPlace = moves.remove(markerFresh);
        if (markerPlace == null) {
            throw new IllegalStateException("the set was written without " + marker.getFileName());
        }
        Files.deleteIfExists(markerPlace);
        for (Map.Entry<Path, Path> move : moves.entrySet()) {
            move(move.getKey(), move.getValue());
        }
        move(markerFresh, markerPlace);
        List<String> written = moves.keySet().stream()
                .map(file -> file.getFileName().toString())
                .toList();
        for (String name : names) {
            if (!written.contains(name) && !name.equals(marker.getFileName().toString())) {
                Files.deleteIfExists(marker.resolveSibling(name));
            }
        }
    }

    /** {@return the file itself, where a link stands in its place} */
    private static Path real(Path target) throws IOException {
        if (!Files.exists(target)) {
            return target;
        }
        if (!Files.isRegularFile(target)) {
            throw new FileSystemException(target.toString(), null, "is not a regular file, so cannot be replaced");
        }
        return target.toRealPath();
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Names the file that was to be written, not the one beside it. */
    private static FileSystemException named(FileSystemException e, Path fresh, Path folder) {
        if (e.getFile() == null || !Path.of(e.getFile()).startsWith(fresh)) {
            return e;
        }
        Path meant = folder.resolve(fresh.relativize(Path.of(e.getFile())));
        String reason = e.getReason() == null ? "cannot be written" : e.getReason();
        FileSystemException named = new FileSystemException(meant.toString(), null, reason);
        named.initCause(e);
        return named;
    }

    /** Removes what is left, perhaps of a process that died. */
    private static void delete(Path fresh) throws IOException {
        if (Files.isDirectory(fresh)) {
            for (Path file : list(fresh)) {
                Files.delete(file);
            }
            Files.delete(fresh);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return new ArrayList<>(entries.sorted().toList());
        }
    }
}
