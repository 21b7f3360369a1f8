package io.unfade.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Checks who may change files: code that others can change must not be loaded. Nothing is checked on systems without
 * Unix permissions (Windows), where the folders in question belong to the user.
 */
final class Ownership {
    static final int ROOT = 0;
    private static final int OTHERS_WRITE = 0002;
    private static final int NOT_OWNER_WRITES = 0022;
    private static final int NOT_OWNER_ENTERS = 0011;
    private static final int STICKY = 01000;
    private static final int TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int FOLDER = 0040000;
    private static final boolean KNOWN =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    private Ownership() {}

    /** {@return whether files have Unix owners and permissions} */
    static boolean isKnown() {
        return KNOWN;
    }

    /**
     * {@return the user id that this process creates files with}
     *
     * @param places folders, at least one of them writable
     */
    static int self(List<Path> places) throws IOException {
        IOException failure = new IOException("there is no folder for temporary files");
        for (Path place : places) {
            try {
                Path probe = Files.createTempFile(place, "unfade", null);
                int owner = owner(probe);
                Files.delete(probe);
                return owner;
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    /** {@return the user id of the owner of a file or link} */
    static int owner(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * {@return why accounts other than a user and root could replace this folder; null if they could not}
     *
     * @param folder without links, as returned by {@link Path#toRealPath}
     */
    static @Nullable String dangerAround(Path folder, int self) throws IOException {
        Path inner = folder;
        for (Path outer = folder.getParent(); outer != null; outer = outer.getParent()) {
            int mode = mode(outer);
            if ((mode & OTHERS_WRITE) != 0) {
                if ((mode & STICKY) == 0) {
                    return outer + " may be changed by everyone";
                }
                if (!isTrusted(inner, self)) {
                    return inner + " belongs to another account (" + Files.getOwner(inner) + ")";
                }
            }
            inner = outer;
        }
        return null;
    }

    /** {@return why accounts other than a user and root could change a folder's content; null if they could not} */
    static @Nullable String dangerOf(Path folder, int self) throws IOException {
        int mode = mode(folder);
        if ((mode & TYPE) != FOLDER) {
            return folder + " is not a folder";
        }
        if (!isTrusted(folder, self)) {
            return folder + " belongs to another account (" + Files.getOwner(folder) + ")";
        }
        return (mode & NOT_OWNER_WRITES) == 0 ? null : folder + " may be changed by other accounts";
    }

    /** {@return why accounts other than a user and root could change a file of a folder; null if they could not} */
    static @Nullable String dangerOfFile(Path file, int self) throws IOException {
        int mode = mode(file);
        if ((mode & TYPE) != REGULAR) {
            return file + " is not a regular file";
        }
        if (!isTrusted(file, self)) {
            return file + " belongs to another account (" + Files.getOwner(file, LinkOption.NOFOLLOW_LINKS) + ")";
        }
        Path folder = file.toAbsolutePath().getParent();
        boolean reached = folder != null && (mode(folder) & NOT_OWNER_ENTERS) != 0;
        return reached && (mode & NOT_OWNER_WRITES) != 0 ? file + " may be changed by other accounts" : null;
    }

    private static boolean isTrusted(Path path, int self) throws IOException {
        int owner = owner(path);
        return owner == self || owner == ROOT;
    }
}
