package io.unfade.check;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The state of files before they are read, so that a later hash is known to be of the bytes read. Use in this order:
 *
 * <ol>
 *   <li>{@link #of} before reading: records size, modification time and identity of each file;
 *   <li>reading;
 *   <li>{@link #sha256} soon after: hashes the bytes, then compares with the record.
 * </ol>
 *
 * <p>A file replaced, changed or removed in between is rejected. Only a change that keeps the size and falls within the
 * file system's clock tick (some milliseconds) of the previous change goes unnoticed. Costs one more pass over the
 * files, mostly from the system's cache. Thread-safe.
 */
public final class FileStamp {
    private final List<State> states;
    private @Nullable String hash;

    private FileStamp(List<State> states) {
        this.states = states;
    }

    /** The state of a file; without attributes if it does not exist. */
    private record State(
            Path file,
            @Nullable FileTime modified,
            long bytes,
            @Nullable Object key) {
        static State of(Path file) throws IOException {
            try {
                BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
                if (found.isOther()) {
                    throw new MalformedFileException(
                            file, "", "is a pipe or a device, which can be read only once; write it to a file first");
                }
                return new State(file, found.lastModifiedTime(), found.size(), found.fileKey());
            } catch (FileSystemException e) {
                if (Files.exists(file)) {
                    throw e;
                }
                return new State(file, null, 0, null); // also if its parent is a file
            }
        }
    }

    /**
     * {@return the stamp of files}
     *
     * @param files in the order in which they are hashed; missing ones are left for their reader to report
     * @throws MalformedFileException if one is a pipe or a device
     */
    public static FileStamp of(Path... files) throws IOException {
        State[] states = new State[files.length];
        for (int i = 0; i < files.length; i++) {
            states[i] = State.of(files[i]);
        }
        return new FileStamp(List.of(states));
    }

    /** {@return a stamp for each file} */
    public static List<FileStamp> ofEach(List<Path> files) throws IOException {
        FileStamp[] stamps = new FileStamp[files.size()];
        for (int i = 0; i < stamps.length; i++) {
            stamps[i] = of(files.get(i));
        }
        return Arrays.asList(stamps);
    }

    /** {@return the files} */
    public List<Path> files() {
        return states.stream().map(State::file).toList();
    }

    /**
     * {@return the SHA-256 of the concatenated files, as 64 hexadecimal digits; computed once}
     *
     * @throws FileSystemException if a file has changed
     * @throws IOException if a file cannot be read
     */
    public synchronized String sha256() throws IOException {
        if (hash == null) {
            requireUnchanged(); // without reading a changed file to its end
            String found = FileHash.sha256(files().toArray(Path[]::new));
            requireUnchanged();
            hash = found;
        }
        return hash;
    }

    /**
     * Checks that the files have not changed.
     *
     * @throws FileSystemException if one has; the message names it
     */
    public void requireUnchanged() throws IOException {
        for (State state : states) {
            State now = State.of(state.file());
            if (now.modified() == null) {
                throw new FileSystemException(state.file().toString(), null, "was removed while it was read");
            }
            if (!Objects.equals(now, state)) {
                throw new FileSystemException(
                        state.file().toString(), null, "was changed while it was read; start again");
            }
        }
    }
}
