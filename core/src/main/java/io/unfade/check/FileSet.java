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
 * Replaces files of one folder that belong together. All are first written next to their destinations, so a full disk
 * leaves the old ones unchanged; then they are moved into place, the marker last. The old marker is removed before
 * that: a process that dies between two moves leaves a set without a marker, never an old marker with new files. The
 * marker should hold the hashes of the others, to detect later changes.
 */
public final class FileSet {
    private FileSet() {}

    /**
     * Replaces the files.
     *
     * @param marker the file that completes the set; its folder must exist
     * @param names of all files that such a set may have; those not rewritten are removed
     * @param filling writes the files, including the marker, into a given folder, by their names
     * @throws NoSuchFileException if the marker's folder does not exist
     * @throws FileSystemException if a destination exists and is not a regular file
     * @throws IOException if writing fails; the old files are then unchanged
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

    /** {@return the file, with links resolved} */
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

    /** Names the destination instead of the temporary file. */
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

    /** Removes leftovers, possibly of a dead process. */
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
