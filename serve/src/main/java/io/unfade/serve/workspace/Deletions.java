package io.unfade.serve.workspace;

import io.unfade.check.OutputLock;
import io.unfade.serve.fact.Kind;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Deletes items: files, with the figures that lie next to a report, and folders that are one thing, or empty. */
public final class Deletions {
    private static final String PAGE = ".html";
    private static final String FIGURES = "_files";

    private final Workspace workspace;
    private final Contents contents;

    public Deletions(Workspace workspace, Contents contents) {
        this.workspace = workspace;
        this.contents = contents;
    }

    /**
     * Deletes an item.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws IllegalStateException if it is in use, or a folder of other things
     * @throws IOException if it cannot be deleted
     */
    public void delete(String name) throws IOException {
        Path path = workspace.existing(name);
        Item item = contents.item(name);
        if (item.kind() == Kind.FOLDER && !isEmpty(path)) {
            throw new IllegalStateException(name + ": is a folder of other items; delete these first");
        }
        OutputLock lock = OutputLock.beside(path);
        try {
            if (Files.isSymbolicLink(path) || !Files.isDirectory(path)) {
                Files.delete(path);
            } else {
                deleteFolder(path);
            }
        } finally {
            lock.close();
        }
        if (name.endsWith(PAGE)) {
            String file = String.valueOf(path.getFileName());
            Path figures = path.resolveSibling(file.substring(0, file.length() - PAGE.length()) + FIGURES);
            if (Files.isDirectory(figures) && !Files.isSymbolicLink(figures)) {
                deleteFolder(figures);
            }
        }
        workspace.changed();
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /** Takes a folder's name away first, so that nobody sees a part of it. */
    private void deleteFolder(Path folder) throws IOException {
        Path holder = Files.createTempDirectory(workspace.own(), "deleted-");
        Path away = holder.resolve("it");
        Path now = folder;
        try {
            Files.move(folder, away, StandardCopyOption.ATOMIC_MOVE);
            now = away;
        } catch (IOException e) {
            // of another file system: deleted where it is
        }
        Files.walkFileTree(now, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
        Files.delete(holder);
    }
}
