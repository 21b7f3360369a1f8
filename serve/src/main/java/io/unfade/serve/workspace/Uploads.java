package io.unfade.serve.workspace;

import io.unfade.check.OutputLock;
import io.unfade.workflow.base.Failure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * Takes files into a workspace. A file is first written to a place of its own, counted and read; only then does it take its
 * name, all at once. Whatever fails before leaves nothing behind, and a file that had the name stays. Thread-safe.
 */
public final class Uploads {
    private static final String FOLDER = "uploads";
    private static final int AT_ONCE = 8;
    private static final int BUFFER = 1 << 16;
    private static final Duration LEFT_OVER = Duration.ofHours(1);

    private final Workspace workspace;
    private final Contents contents;
    private final UploadCheck check;
    private final long limit;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Object checking = new Object();

    /**
     * Removes what killed servers left.
     *
     * @param limit bytes of the largest file
     */
    public Uploads(Workspace workspace, Contents contents, long limit) {
        this.workspace = workspace;
        this.contents = contents;
        this.limit = limit;
        check = new UploadCheck(contents.arrays(), limit);
        tidy();
    }

    /**
     * Takes a file.
     *
     * @param body its bytes
     * @param announced how many there will be; negative if unknown
     * @param replace whether a file of the name may be there
     * @return the item that it is now
     * @throws UploadRefused if it is not taken
     * @throws IllegalArgumentException if it is no name
     * @throws IOException if the bytes cannot be read or written
     */
    public Item take(String name, InputStream body, long announced, boolean replace) throws IOException, UploadRefused {
        Path target = workspace.resolve(name);
        if (announced > limit) {
            throw tooLarge();
        }
        checkFree(target, name, replace);
        if (!places.tryAcquire()) {
            throw new UploadRefused(UploadRefused.Reason.BUSY, "other files are being taken; try again soon");
        }
        try {
            return take(name, target, body, replace);
        } finally {
            places.release();
        }
    }

    private Item take(String name, Path target, InputStream body, boolean replace) throws IOException, UploadRefused {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(workspace.own().resolve(FOLDER)), "");
        // the same name, since it determines the format
        Path file = folder.resolve(String.valueOf(target.getFileName()));
        try {
            write(body, file);
            read(file, name);
            place(file, target, name, replace);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
        workspace.changed();
        return contents.item(name);
    }

    private void write(InputStream body, Path file) throws IOException, UploadRefused {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER];
            long sum = 0;
            for (int count = next(body, buffer); count >= 0; count = next(body, buffer)) {
                sum += count;
                if (sum > limit) {
                    throw tooLarge();
                }
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(true);
        }
    }

    private static int next(InputStream body, byte[] buffer) throws UploadRefused {
        try {
            return body.read(buffer);
        } catch (IOException | RuntimeException e) { // the server's library tells both ways that the sender has gone
            throw new UploadRefused(UploadRefused.Reason.BROKEN_OFF, "the file ended before all of it was sent");
        }
    }

    private UploadRefused tooLarge() {
        return new UploadRefused(
                UploadRefused.Reason.TOO_LARGE, "the file is too large; at most " + limit + " bytes are taken");
    }

    private void read(Path file, String name) throws IOException, UploadRefused {
        try {
            synchronized (checking) { // one at a time, for the sake of memory
                check.check(file);
            }
        } catch (OutOfMemoryError e) {
            throw new UploadRefused(
                    UploadRefused.Reason.UNREADABLE, name + ": needs more memory to be read than there is");
        } catch (RuntimeException | IOException e) {
            if (!Failure.isUsersDoing(e)) {
                throw e;
            }
            String words = workspace.inWords(e).replace(workspace.nameOf(file), name);
            throw new UploadRefused(UploadRefused.Reason.UNREADABLE, words);
        }
    }

    private static void checkFree(Path target, String name, boolean replace) throws UploadRefused {
        if (Files.isDirectory(target)) {
            throw new UploadRefused(UploadRefused.Reason.IN_USE, name + ": is a folder; choose another name");
        }
        if (!replace && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new UploadRefused(UploadRefused.Reason.IN_USE, name + ": there is a file of this name");
        }
    }

    private synchronized void place(Path file, Path target, String name, boolean replace)
            throws IOException, UploadRefused {
        Path folder = target.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        workspace.resolve(name); // again, since time has passed
        OutputLock lock = locked(target, name);
        try {
            checkFree(target, name, replace);
            move(file, target);
        } finally {
            lock.close();
        }
    }

    private static OutputLock locked(Path target, String name) throws IOException, UploadRefused {
        try {
            return OutputLock.beside(target);
        } catch (IllegalStateException e) {
            throw new UploadRefused(
                    UploadRefused.Reason.IN_USE, name + ": a job is writing it; wait until that is done");
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void tidy() {
        try {
            Path own = workspace.own().resolve(FOLDER);
            if (!Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            List<Path> all;
            try (Stream<Path> found = Files.walk(own)) {
                all = found.filter(path -> !path.equals(own))
                        .sorted(Comparator.reverseOrder())
                        .toList();
            }
            Instant old = Instant.now().minus(LEFT_OVER);
            for (Path path : all) {
                if (Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(old)) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            // what is left over does no harm
        }
    }
}
