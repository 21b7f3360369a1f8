package io.unfade.check;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes a file so that whoever looks sees the old content or the whole new content, never a part, whatever fails in
 * between. Safe from several threads.
 */
public final class AtomicFile {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final SecureRandom NAMES = new SecureRandom();
    private static final Set<Path> PENDING = ConcurrentHashMap.newKeySet();

    private AtomicFile() {}

    /**
     * Writes to a temporary file in the target's folder, forces it to the disk and moves it into place. If anything
     * fails the temporary file is removed and the target is as it was. A symbolic link is followed. The new file has the
     * permissions of any newly made file.
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
        if (folder == null || (Files.exists(real) && !Files.isRegularFile(real))) {
            throw new FileSystemException(target.toString(), null, "is not a regular file, so cannot be replaced");
        }
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString(), null, "the folder to write in does not exist");
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

    private static void fill(Path temporary, Path target, IOConsumer<? super OutputStream> body) throws IOException {
        try (FileChannel channel = create(temporary, target)) {
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
