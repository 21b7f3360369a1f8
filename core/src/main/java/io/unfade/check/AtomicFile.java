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
 * Writes a file so that whoever looks sees the old content or the whole new content, never a part, whatever fails in
 * between. Safe from several threads.
 */
public final class AtomicFile {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final SecureRandom NAMES = new SecureRandom();
    private static final Set<Path> PENDING = ConcurrentHashMap.newKeySet();
    private static final String TEMPORARY = ".unfade-[0-9a-f]*.tmp";
    private static final Pattern TEMPORARY_NAME = Pattern.compile("\\.unfade-[0-9a-f]{16}\\.tmp");
    private static final Duration SURELY_LOCKED = Duration.ofMinutes(1);

    /** Folders in which leftovers were looked for. */
    private static final Set<Path> TIDIED = ConcurrentHashMap.newKeySet();

    private AtomicFile() {}

    /**
     * Writes to a temporary file in the target's folder, forces it to the disk and moves it into place. If anything
     * fails the temporary file is removed and the target is as it was. A symbolic link is followed. The new file has the
     * permissions of any newly made file.
     *
     * <p>The first write to a folder also removes the temporary files there that processes left which were killed: those
     * that nobody holds locked, once they are a minute old. Where the file system knows no locks they stay.
     *
     * @param target the file to make or to replace; its folder must exist
     * @param body writes the content; the stream is buffered, and closing it is allowed but not needed
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
     * Removes the temporary files of all writes in progress, which then fail: for a process that is told to end in the
     * middle.
     */
    public static void abandonAll() {
        for (Path file : PENDING) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // nobody is left who could be told
            }
        }
    }

    /** Removes the temporary files of processes that were killed; what cannot be told or removed stays. */
    static void removeLeftovers(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, TEMPORARY)) {
            for (Path file : files) {
                if (TEMPORARY_NAME.matcher(String.valueOf(file.getFileName())).matches() && !PENDING.contains(file)) {
                    removeIfNobodys(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // a folder that may be written to but not listed
        }
    }

    private static void removeIfNobodys(Path file) {
        try {
            Instant changed = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
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
            // another's, or removed by another
        }
    }

    /** Marks a temporary file as in use; {@return whether it is ours now; not where the file system knows no locks} */
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
            String reason = e.getReason() == null ? "no file can be made here" : e.getReason();
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

    /** A stream whose channel outlives its closing, so that the channel can still be forced to the disk. */
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
                // such as a full disk, of which the system does not say whose
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
