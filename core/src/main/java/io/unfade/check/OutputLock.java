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
 * Reserves an output for one run, from before the work begins until it is written, so that a second run cannot
 * overwrite it. A second run, in this process or another, is rejected at once.
 *
 * <p>Uses a system lock on a hidden file that is removed at the end. The system releases it whenever the process dies;
 * a file left behind is not locked, and the next run removes it. On file systems without locks, only runs of the same
 * process exclude each other, see {@link #isExclusive}.
 *
 * <p>Thread-safe; any thread may close it.
 */
public final class OutputLock implements AutoCloseable {
    private static final int LONGEST_NAME_BYTES = 200;
    private static final int LONGEST_FILE_BYTES = 1 << 20;
    private static final int TRIES = 100;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** By lock file. None is opened twice in a process: closing one channel would release the lock of the other. */
    private static final Map<Path, OutputLock> HELD = new ConcurrentHashMap<>();

    private final Path file;
    private @Nullable FileChannel channel;
    private boolean exclusive;

    private OutputLock(Path file) {
        this.file = file;
    }

    /** The outcome of an attempt. */
    private enum Attempt {
        LOCKED,
        NO_LOCKS_HERE,
        HELD_BY_ANOTHER,
        FILE_IS_GONE
    }

    /**
     * {@return the lock of a file, or of a folder that is replaced as a whole, with its hidden file next to the output}
     *
     * @param output need not exist, but its parent must; a link is followed
     * @throws IllegalStateException if held by another run
     * @throws NoSuchFileException if the parent does not exist
     * @throws IOException if the lock file cannot be written
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
     * {@return the lock of all content of a folder, with its hidden file in the folder}
     *
     * @param folder must exist
     * @throws IllegalStateException if held by another run
     * @throws IOException if the lock file cannot be written
     */
    public static OutputLock inside(Path folder) throws IOException {
        return take(folder.toRealPath().resolve(".unfade.lock"), folder);
    }

    /** {@return whether other processes are excluded too; false on file systems without locks} */
    public boolean isExclusive() {
        return exclusive;
    }

    /** Releases the output and removes the lock file. */
    @Override
    public void close() {
        release();
        HELD.remove(file, this);
    }

    /** Removes the lock files of this process; for a process that is being terminated. */
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
                String reason = e.getReason() == null ? "no file can be created in or next to it" : e.getReason();
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
            return Attempt.HELD_BY_ANOTHER; // by a second copy of this class in the process
        } catch (IOException e) {
            return Attempt.NO_LOCKS_HERE;
        }
        if (own == null) {
            return Attempt.HELD_BY_ANOTHER;
        }
        return isStillThere(opened) ? Attempt.LOCKED : Attempt.FILE_IS_GONE;
    }

    /**
     * Whether the locked file still has its name: the previous holder may have removed it between our opening and
     * locking it, and another run may have created a new one. A random length is set through the channel and looked up
     * by name.
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
            Files.deleteIfExists(file); // while still locked, so it cannot be another's
            channel.close();
        } catch (IOException e) {
            // a leftover file is not locked
        }
        channel = null;
    }

    private static IllegalStateException busy(Path output) {
        return new IllegalStateException(
                output + ": another run is writing it; wait until that is done, or name another place");
    }
}
