package io.unfade.check;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Writes a file so that readers see either the old or the complete new content, never a part, whatever fails in
 * between. Thread-safe.
 */
public final class AtomicFile {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final SecureRandom NAMES = new SecureRandom();
    private static final Set<Path> PENDING = ConcurrentHashMap.newKeySet();
    private static final String TEMPORARY = ".unfade-[0-9a-f]*.tmp";
    private static final Pattern TEMPORARY_NAME = Pattern.compile("\\.unfade-[0-9a-f]{16}\\.tmp");
    private static final Duration SURELY_LOCKED = Duration.ofMinutes(1);

    /** Folders already searched for leftovers. */
    private static final Set<Path> TIDIED = ConcurrentHashMap.newKeySet();

    private AtomicFile() {}

    /**
     * Writes to a temporary file in the target's folder, forces it to the disk and moves it into place. If anything
     * fails, the temporary file is removed and the target is unchanged. A symbolic link is followed. The new file gets
     * default permissions.
     *
     * <p>The first write to a folder also removes the temporary files of killed processes there: unlocked ones more
     * than a minute old. On file systems without locks they stay.
     *
     * @param target the file to create or replace; its folder must exist
     * @param body writes the content; the stream is buffered and need not be closed
     * @throws NoSuchFileException if the target's folder does not exist
     * @throws FileSystemException if the target exists and is not a regular file
     * @throws IOException if writing, or the body, fails
     */
    public static void write(Path target, IOConsumer<? super OutputStream> body) throws IOException {
        Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        Path folder = real.getParent();
        if (Files.isSymbolicLink(target) && !Files.exists(target)) {
            throw new FileSystemException(target.toString(), null, "is a link to something that does not exist");
        }
        if (folder == null || (Files.exists(real) && !Files.isRegularFile(real))) {
            throw new FileSystemException(target.toString(), null, "is not a regular file, so cannot be replaced");
        }
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString(), null, "the folder to write in does not exist");
        }
        if (TIDIED.add(folder)) {
            removeLeftovers(folder);
        }
        byte[] name = new byte[8];
        NAMES.nextBytes(name);
        Path temporary = folder.resolve(".unfade-" + HexFormat.of().formatHex(name) + ".tmp");
        PENDING.add(temporary);
        try {
            fill(temporary, target, body);
            move(temporary, real);
        } finally {
            Files.deleteIfExists(temporary);
            PENDING.remove(temporary);
        }
    }

    /**
     * Removes the temporary files of all writes in progress, which then fail; for a process that is being terminated.
     */
    public static void abandonAll() {
        for (Path file : PENDING) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // nobody is left to report to
            }
        }
    }

    /** Removes the temporary files of killed processes; undecidable and undeletable ones stay. */
    static void removeLeftovers(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, TEMPORARY)) {
            for (Path file : files) {
                if (TEMPORARY_NAME.matcher(String.valueOf(file.getFileName())).matches() && !PENDING.contains(file)) {
                    removeIfNobodys(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // the folder is writable but cannot be listed
        }
    }

    private static void removeIfNobodys(Path file) {
        try {
            Instant changed =
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || changed.isAfter(Instant.now().minus(SURELY_LOCKED))) {
                return;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                if (lock(channel)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            // belongs to another process, or was removed by one
        }
    }

    /** Marks a temporary file as in use. Returns whether it is ours now; false on file systems without locks. */
    private static boolean lock(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    private static void fill(Path temporary, Path target, IOConsumer<? super OutputStream> body) throws IOException {
        try (FileChannel channel = create(temporary, target)) {
            lock(channel);
            KeptOpen kept = new KeptOpen(Channels.newOutputStream(channel), target);
            OutputStream out = new BufferedOutputStream(kept, BUFFER_BYTES);
            body.accept(out);
            out.flush();
            channel.force(true);
        }
    }

    private static FileChannel create(Path temporary, Path target) throws IOException {
        try {
            return FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (AccessDeniedException e) {
            throw new AccessDeniedException(target.toString(), null, e.getReason());
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? "no file can be created here" : e.getReason();
            throw new FileSystemException(target.toString(), null, "cannot be written: " + reason);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A stream that leaves its channel open when closed, so that it can still be forced to disk. */
    private static final class KeptOpen extends FilterOutputStream {
        private final Path target;

        KeptOpen(OutputStream out, Path target) {
            super(out);
            this.target = target;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            try {
                out.write(bytes, offset, count);
            } catch (IOException e) {
                // such as a full disk, which the system reports without a file name
                FileSystemException named =
                        new FileSystemException(target.toString(), null, "cannot be written: " + e.getMessage());
                named.initCause(e);
                throw named;
            }
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
