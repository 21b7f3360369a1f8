package io.unfade.engine;

import ai.djl.util.ClassLoaderUtils;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder that native libraries are extracted to, once per version. Its content is run as code, so it is used only
 * if no account other than the user's and root can change it, and if all files have the sizes of the originals.
 * Otherwise the user's own folder is extracted again; another account's is rejected.
 */
final class LibraryCache {
    private static final String REMEDY = "; name a folder of your own by the environment variable " + Environment.CACHE;
    private static final double MEBIBYTE = 1 << 20;
    private static final String STAGE = "unfade-";
    private static final Duration LEFT = Duration.ofHours(1);

    private final Path base;
    private final int self;

    private LibraryCache(Path base, int self) {
        this.base = base;
        this.self = self;
    }

    /** {@return the parent of the engines' folders, with links resolved} */
    Path base() {
        return base;
    }

    /**
     * {@return the cache named by variables, else the one in the user's home, else, if that is not writable, a private
     * one in the temporary folder}
     *
     * @throws IllegalStateException if none is usable
     */
    static LibraryCache of(Environment environment) {
        String named = environment.value(Environment.CACHE);
        if (named == null) {
            named = environment.value("DJL_CACHE_DIR");
        }
        Path home = Path.of(System.getProperty("user.home", "")).toAbsolutePath();
        Path usual = home.resolve(".djl.ai");
        boolean isUsual = Files.isDirectory(usual.resolve("pytorch")) || Files.isWritable(home);
        Path place = named != null ? Path.of(named).toAbsolutePath() : isUsual ? usual : null;
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            if (place == null) {
                int self = self(temporary);
                return new LibraryCache(privatePlace(temporary.toRealPath(), self), self);
            }
            make(place);
            return new LibraryCache(place.toRealPath(), self(temporary, place));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "no folder for the engine's native libraries can be made" + (place == null ? "" : " at " + place)
                            + ": " + reason(e) + REMEDY,
                    e);
        }
    }

    private static int self(Path... places) throws IOException {
        return Ownership.isKnown() ? Ownership.self(List.of(places)) : Ownership.ROOT;
    }

    /** Its name can be guessed and taken first by others, so it is used only if it belongs to the user alone. */
    static Path privatePlace(Path temporary, int self) throws IOException {
        Path place = temporary.resolve("unfade-" + self);
        try {
            Files.createDirectory(place, permissions("rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (Ownership.isKnown() && Ownership.owner(place) != self) {
                throw new FileSystemException(place.toString(), null, place + " belongs to another account");
            }
            String danger = Ownership.isKnown() ? Ownership.dangerOf(place, self) : null;
            if (danger != null) {
                throw new FileSystemException(place.toString(), null, danger);
            }
        }
        return place;
    }

    /** Like the library's method, but what it creates is writable by the user only, whatever the umask. */
    private static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, permissions("rwxr-xr-x"));
        }
    }

    private static FileAttribute<?>[] permissions(String permissions) {
        return Ownership.isKnown()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /**
     * Finds or creates a folder with these files.
     *
     * @param name of the folder
     * @param files maps file names to the class path resources that they are copies of
     * @return the folder, with links resolved
     * @throws IllegalStateException if it cannot be created, or must not be trusted
     */
    Path unpack(String name, Map<String, String> files) {
        Path folder = base.resolve("pytorch").resolve(name);
        List<Original> originals = new ArrayList<>();
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                originals.add(Original.of(file.getKey(), file.getValue()));
            }
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                folder = folder.toRealPath();
                checkAround(folder);
                String danger = dangerOf(folder, originals);
                if (danger == null) {
                    return folder;
                }
                if (Ownership.isKnown() && Ownership.owner(folder) != self) {
                    throw new FileSystemException(folder.toString(), null, danger);
                }
            }
            Path above = base.resolve("pytorch");
            make(above);
            Path parent = above.toRealPath();
            checkAround(parent.resolve(name));
            replace(parent, name, originals);
            return folder.toRealPath();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the engine's native libraries cannot be used from " + folder + ": " + reason(e) + REMEDY, e);
        }
    }

    private void checkAround(Path folder) throws IOException {
        String danger = Ownership.isKnown() ? Ownership.dangerAround(folder, self) : null;
        if (danger != null) {
            throw new FileSystemException(folder.toString(), null, danger + ", who could have their code run");
        }
    }

    /** {@return why the folder must not be used; null if it may} */
    private @Nullable String dangerOf(Path folder, List<Original> originals) throws IOException {
        String danger = Ownership.isKnown() ? Ownership.dangerOf(folder, self) : null;
        for (Original original : originals) {
            Path file = folder.resolve(original.name());
            if (danger == null && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                danger = file + " is missing or may not be read";
            }
            if (danger == null && Ownership.isKnown()) {
                danger = Ownership.dangerOfFile(file, self);
            }
            if (danger == null && original.size() >= 0 && Files.size(file) != original.size()) {
                danger = file + " is not the file that was unpacked";
            }
        }
        return danger;
    }

    private static void replace(Path parent, String name, List<Original> originals) throws IOException {
        Path folder = parent.resolve(name);
        long bytes = originals.stream().mapToLong(Original::size).sum();
        if (!Files.isWritable(parent)) {
            throw new AccessDeniedException(parent.toString());
        }
        long free = Files.getFileStore(parent).getUsableSpace();
        if (free < bytes) {
            throw new FileSystemException(
                    parent.toString(), null, mebibytes(bytes) + " are needed, but " + mebibytes(free) + " are free");
        }
        removeLeft(parent);
        Path stage = Files.createTempDirectory(parent, STAGE);
        try {
            for (Original original : originals) {
                original.copyTo(stage.resolve(original.name()));
            }
            moveInto(stage, folder);
        } catch (IOException e) {
            throw new FileSystemException(
                    folder.toString(), null, reason(e) + " (" + mebibytes(bytes) + " are needed)");
        } finally {
            delete(stage);
        }
    }

    /** Removes leftovers of killed extractions, some hundred megabytes each. */
    private static void removeLeft(Path parent) throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(LEFT));
        try (DirectoryStream<Path> stages = Files.newDirectoryStream(parent, STAGE + "*")) {
            for (Path stage : stages) {
                if (Files.getLastModifiedTime(stage, LinkOption.NOFOLLOW_LINKS).compareTo(old) < 0) {
                    delete(stage);
                }
            }
        }
    }

    private static void moveInto(Path stage, Path folder) throws IOException {
        if (Ownership.isKnown()) {
            Files.setPosixFilePermissions(stage, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path old = stage.resolveSibling(stage.getFileName() + ".old");
        try {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(stage, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException | FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // another process did the same concurrently; its result is checked like any other
        } finally {
            delete(old);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(folder);
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.0f MiB", Math.ceil(bytes / MEBIBYTE));
    }

    private static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException existing) {
            return existing.getFile() + " is a file";
        }
        if (e instanceof AccessDeniedException) {
            return "nothing may be written to " + e.getMessage();
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e instanceof NoSuchFileException missing
                ? missing.getFile() + " cannot be made"
                : String.valueOf(e.getMessage());
    }

    /**
     * A file of the class path.
     *
     * @param name of the copy
     * @param size in bytes; -1 if unknown
     */
    private record Original(String name, URL resource, long size) {
        static Original of(String name, String resource) throws IOException {
            URL url = ClassLoaderUtils.getResource(resource);
            if (url == null) {
                throw new IllegalStateException(
                        "the class path must hold the native library " + resource + ", but does not");
            }
            return new Original(name, url, url.openConnection().getContentLengthLong());
        }

        void copyTo(Path file) throws IOException {
            try (InputStream in = resource.openStream();
                    OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
                long copied = in.transferTo(out);
                if (size >= 0 && copied != size) {
                    throw new IOException(resource + " ends early");
                }
            }
            if (Ownership.isKnown()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            }
        }
    }
}
