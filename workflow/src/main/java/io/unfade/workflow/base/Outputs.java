package io.unfade.workflow.base;

import io.unfade.check.Message;
import io.unfade.check.OutputLock;
import io.unfade.check.Progress;
import io.unfade.report.page.HtmlReport;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Outputs of one job: checked before it starts, and locked against other jobs until it ends. Problems name the
 * request's component that names the output.
 */
public final class Outputs implements AutoCloseable {
    private final Progress progress;
    private final List<OutputLock> locks = new ArrayList<>();

    /** Created folders, innermost first. */
    private final List<Path> made = new ArrayList<>();

    /**
     * Claims nothing yet.
     *
     * @param progress receives a note for outputs that cannot be locked
     */
    public Outputs(Progress progress) {
        this.progress = progress;
    }

    /** Checks an output file as {@link #check} does, and locks it. */
    public void file(Path file, String component, Path... inputs) throws IOException {
        check(file, component, inputs);
        claim(() -> OutputLock.beside(file), file, component);
    }

    /** Locks a folder that is replaced as a whole. */
    public void whole(Path folder, String component) throws IOException {
        checkParent(folder, component);
        claim(() -> OutputLock.beside(folder), folder, component);
    }

    /** Checks and locks a page as {@link #file} does, and the folder of its figures. */
    public void page(Path page, String component, Path... inputs) throws IOException {
        checkEnding(page, ".html", component);
        file(page, component, inputs);
        Path figures = HtmlReport.figuresOf(page);
        checkName(figures, component);
        if (Files.exists(figures)) {
            if (!Files.isDirectory(figures)) {
                throw BadRequest.in(
                        component, "%s, the folder of the page's figures, is a file; name another page", figures);
            }
            checkWritable(figures, component);
        }
    }

    /**
     * Creates an output folder and locks it.
     *
     * @param files names of files that will be written in it
     */
    public void folder(Path folder, String component, String... files) throws IOException {
        for (Path path = folder.toAbsolutePath().normalize();
                path != null && !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
                path = path.getParent()) {
            made.add(path);
        }
        makeFolder(folder, component);
        claim(() -> OutputLock.inside(folder), folder, component);
        for (String file : files) {
            file(folder.resolve(file), component);
        }
    }

    /** Unlocks the outputs, and deletes created folders that are still empty. */
    @Override
    public void close() {
        locks.forEach(OutputLock::close);
        for (Path folder : made) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                // it is not empty
            }
        }
    }

    /** Acquires a lock. */
    @FunctionalInterface
    private interface Claim {
        OutputLock take() throws IOException;
    }

    private void claim(Claim claim, Path output, String component) throws IOException {
        try {
            OutputLock lock = claim.take();
            locks.add(lock);
            if (!lock.isExclusive()) {
                progress.note(Message.of(
                        "the file system of %s does not support locks; let no other run write there meanwhile",
                        output));
            }
        } catch (IllegalStateException e) {
            throw BadRequest.in(component, "%s", String.valueOf(e.getMessage()));
        }
    }

    /**
     * Fails early if an output file could not be written, or would replace an input.
     *
     * @param inputs files that the job reads
     */
    public static void check(Path file, String component, Path... inputs) throws IOException {
        if (Files.isDirectory(file)) {
            throw BadRequest.in(component, "%s is a folder; name a file", file);
        }
        checkParent(file, component);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw BadRequest.in(
                    component, "%s is not a regular file, so it cannot be replaced; name another one", file);
        }
        for (Path input : inputs) {
            if (Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input)) {
                throw BadRequest.in(component, "%s is the file that is read; name another one", file);
            }
        }
    }

    /** Fails early if nothing can be written next to a path. */
    public static void checkParent(Path path, String component) {
        Path folder = path.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw BadRequest.in(component, "%s cannot be written; name something in a folder", path);
        }
        if (!Files.isDirectory(folder)) {
            throw BadRequest.in(
                    component,
                    Files.exists(folder)
                            ? "%s is a file, so nothing can be written in it"
                            : "the folder %s does not exist",
                    folder);
        }
        checkName(path, component);
        checkWritable(folder, component);
    }

    private static void checkLink(Path path, String component) {
        if (Files.isSymbolicLink(path) && !Files.exists(path)) {
            throw BadRequest.in(component, "%s is a link to something that does not exist", path);
        }
    }

    /** Fails early if a path is a dangling link, or its name too long for the file system. */
    private static void checkName(Path path, String component) {
        checkLink(path, component);
        try {
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return; // it can be created
        } catch (IOException e) {
            String reason = e instanceof FileSystemException system ? system.getReason() : null;
            throw BadRequest.in(
                    component, "%s cannot be written: %s", path, reason == null ? "permission denied" : reason);
        }
    }

    private static void makeFolder(Path folder, String component) throws IOException {
        checkLink(folder, component);
        Path there = folder;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there != null && !Files.isDirectory(there)) {
            throw BadRequest.in(component, "%s is a file; name a folder", there);
        }
        try {
            Files.createDirectories(folder);
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? "its parent cannot hold it" : e.getReason();
            throw BadRequest.in(component, "the folder %s cannot be made: %s", folder, reason);
        }
        checkWritable(folder, component);
    }

    private static void checkWritable(Path folder, String component) {
        if (!Files.isWritable(folder)) {
            throw BadRequest.in(component, "nothing may be written to the folder %s", folder);
        }
    }

    /** Fails if a file's extension does not fit its content. */
    public static void checkEnding(Path file, String ending, String component) {
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(ending)) {
            throw BadRequest.in(component, "the name must end in %s, but was '%s'", ending, file);
        }
    }
}
