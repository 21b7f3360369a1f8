package io.unfade.check;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds an output for one run, from before the work begins until it is written, so that a second run cannot replace what
 * the first has made. A second one, in this process or another, is refused at once.
 *
 * <p>The lock is the system's, on a hidden file that is removed at the end. The system releases it when a process dies,
 * however it dies; a file that then stays locks nothing, and the next run removes it. Where the file system knows no
 * locks, only runs of one process are told apart, and {@link #isExclusive} says so.
 *
 * <p>Safe from several threads; any thread may close it.
 */
public final class OutputLock implements AutoCloseable {
    private static final int LONGEST_NAME_BYTES = 200;
    private static final int LONGEST_FILE_BYTES = 1 << 20;
    private static final int TRIES = 100;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** By lock file. None is opened twice in a process: closing it once would release the lock of the other. */
    private static final Map<Path, OutputLock> HELD = new ConcurrentHashMap<>();

    private final Path file;
    private @Nullable FileChannel channel;
    private boolean exclusive;

    private OutputLock(Path file) {
        this.file = file;
    }

    /** What became of an attempt. */
    private enum Attempt {
        LOCKED,
        NO_LOCKS_HERE,
        HELD_BY_ANOTHER,
        FILE_IS_GONE
    }

    /**
     * {@return the lock of a file, or of a folder that is replaced as a whole; its hidden file lies beside the output}
     *
     * @param output need not exist, but its parent must; a link is followed
     * @throws IllegalStateException if another run holds it
     * @throws NoSuchFileException if the parent does not exist
     * @throws IOException if nothing can be written beside it
     */
    public static OutputLock beside(Path output) throws IOException {
        Path real = Files.exists(output)
                ? output.toRealPath()
                : output.toAbsolutePath().normalize();
        Path folder = real.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(String.valueOf(folder), null, "the folder to write in does not exist");
        }
        String name = String.valueOf(real.getFileName());
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        String shown = bytes.length <= LONGEST_NAME_BYTES ? name : FileHash.sha256(bytes);
        return take(folder.toRealPath().resolve(".unfade-" + shown + ".lock"), output);
    }

    /**
     * {@return the lock of all that is in a folder; its hidden file lies in the folder}
     *
     * @param folder must exist
     * @throws IllegalStateException if another run holds it
     * @throws IOException if nothing can be written in it
     */
    public static OutputLock inside(Path folder) throws IOException {
        return take(folder.toRealPath().resolve(".unfade.lock"), folder);
    }

    /** {@return whether other processes are kept out too; false where the file system knows no locks} */
    public boolean isExclusive() {
        return exclusive;
    }

    /** Gives the output free and removes the lock's file. */
    @Override
    public void close() {
        release();
        HELD.remove(file, this);
    }

    /** Removes the files of all locks of this process: for a process that is told to end in the middle. */
    public static void abandonAll() {
        HELD.values().forEach(OutputLock::release);
    }

    private static OutputLock take(Path file, Path output) throws IOException {
        OutputLock lock = new OutputLock(file);
        if (HELD.putIfAbsent(file, lock) != null) {
            throw busy(output);
        }
        try {
            lock.acquire(output);
        } catch (IOException | RuntimeException e) {
            HELD.remove(file, lock);
            throw e;
        }
        return lock;
    }

    private void acquire(Path output) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            Attempt attempt;
            try {
                attempt = attempt();
            } catch (FileSystemException e) {
                String reason = e.getReason() == null ? "no file can be made beside or in it" : e.getReason();
                throw new FileSystemException(output.toString(), null, "cannot be written: " + reason);
            }
            if (attempt == Attempt.HELD_BY_ANOTHER) {
                break;
            }
            if (attempt != Attempt.FILE_IS_GONE) {
                exclusive = attempt == Attempt.LOCKED;
                return;
            }
        }
        throw busy(output);
    }

    private Attempt attempt() throws IOException {
        FileChannel opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Attempt attempt = Attempt.HELD_BY_ANOTHER;
        try {
            attempt = lock(opened);
        } finally {
            if (attempt == Attempt.LOCKED || attempt == Attempt.NO_LOCKS_HERE) {
                synchronized (this) {
                    channel = opened;
                }
            } else {
                opened.close();
            }
        }
        return attempt;
    }

    private Attempt lock(FileChannel opened) throws IOException {
        FileLock own;
        try {
            own = opened.tryLock();
        } catch (OverlappingFileLockException e) {
            return Attempt.HELD_BY_ANOTHER; // by code of this process that was loaded a second time
        } catch (IOException e) {
            return Attempt.NO_LOCKS_HERE;
        }
        if (own == null) {
            return Attempt.HELD_BY_ANOTHER;
        }
        return isStillThere(opened) ? Attempt.LOCKED : Attempt.FILE_IS_GONE;
    }

    /**
     * Whether the locked file is the one of its name: the holder before may have removed it between our opening and our
     * locking it, and another run may have made a new one. The file is given a length by chance through the channel, and
     * the length is looked up by name.
     */
    private boolean isStillThere(FileChannel opened) throws IOException {
        int last = RANDOM.nextInt(LONGEST_FILE_BYTES);
        opened.truncate(0);
        opened.write(ByteBuffer.wrap(new byte[1]), last);
        try {
            return Files.size(file) == last + 1L;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private synchronized void release() {
        if (channel == null) {
            return;
        }
        try {
            Files.deleteIfExists(file); // while it is locked, so that it is not another's
            channel.close();
        } catch (IOException e) {
            // a file that stays locks nothing
        }
        channel = null;
    }

    private static IllegalStateException busy(Path output) {
        return new IllegalStateException(
                output + ": another run is writing it; wait until that is done, or name another place");
    }
}
