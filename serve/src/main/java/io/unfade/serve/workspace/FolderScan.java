package io.unfade.serve.workspace;

import io.unfade.serve.fact.Kind;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What lies in a workspace: its files, and those folders that are one thing, whose content is not listed. Links are left out, and
 * what is hidden, has a name that no request can give, or is deeper than names are. The search ends at a number of files.
 */
final class FolderScan extends SimpleFileVisitor<Path> {
    private static final String PAGE = ".html";
    private static final String FIGURES = "_files";
    private static final Set<String> OF_RUNS = Set.of("cross-validation.json", "search.jsonl");

    private final Workspace workspace;
    private final int most;
    private final List<Found> found = new ArrayList<>();
    private long unnamed;
    private boolean cut;

    private FolderScan(Workspace workspace, int most) {
        this.workspace = workspace;
        this.most = most;
    }

    /**
     * A file, or a folder that is one thing.
     *
     * @param kind of a folder; {@link Kind#OTHER} of a file, whose kind depends on its content
     */
    record Found(String name, Path path, BasicFileAttributes attributes, Kind kind) {}

    /**
     * What was found.
     *
     * @param found ordered by name
     * @param unnamed how many have names that no request can give
     * @param cut whether there is more
     */
    record Result(List<Found> found, long unnamed, boolean cut) {}

    /** {@return what lies in a workspace, at most so many of it} */
    static Result of(Workspace workspace, int most) throws IOException {
        FolderScan scan = new FolderScan(workspace, most);
        Files.walkFileTree(workspace.root(), Set.of(), Workspace.DEEPEST, scan);
        scan.found.sort(Comparator.comparing(Found::name));
        return new Result(scan.found, scan.unnamed, scan.cut);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        if (folder.equals(workspace.root())) {
            return FileVisitResult.CONTINUE;
        }
        if (isLeftOut(folder) || isFigures(folder)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        Kind kind = kind(folder);
        if (kind == Kind.OTHER) {
            return FileVisitResult.CONTINUE;
        }
        add(folder, attributes, kind);
        return cut ? FileVisitResult.TERMINATE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (!isLeftOut(file) && !isOfTraining(file)) {
            if (attributes.isDirectory()) {
                add(file, attributes, Kind.FOLDER); // at the depth where the search ends
            } else if (attributes.isRegularFile()) {
                add(file, attributes, Kind.OTHER);
            }
        }
        return cut ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        return FileVisitResult.CONTINUE; // removed in the meantime, or not to be read
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
        return FileVisitResult.CONTINUE;
    }

    private void add(Path path, BasicFileAttributes attributes, Kind kind) {
        if (found.size() == most) {
            cut = true;
            return;
        }
        found.add(new Found(workspace.nameOf(path), path, attributes, kind));
    }

    private boolean isLeftOut(Path path) {
        String name = String.valueOf(path.getFileName());
        if (name.startsWith(".")) {
            return true;
        }
        if (!Workspace.isPart(name)) {
            unnamed++;
            return true;
        }
        return false;
    }

    /** {@return whether a file is the state of a training that goes on or was interrupted} */
    private static boolean isOfTraining(Path file) {
        return file.toString().endsWith(".checkpoint");
    }

    /** {@return whether a folder holds the figures of a report next to it, which has them inside too} */
    private static boolean isFigures(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return name.endsWith(FIGURES)
                && there(folder.resolveSibling(name.substring(0, name.length() - FIGURES.length()) + PAGE));
    }

    /** {@return what a folder is if it is one thing, else {@link Kind#OTHER}} */
    static Kind kind(Path folder) {
        if (there(folder.resolve("model.json")) || there(folder.resolve("weights.safetensors"))) {
            return Kind.MODEL;
        }
        boolean run = OF_RUNS.stream().anyMatch(name -> there(folder.resolve(name)))
                || (there(folder.resolve("settings.json")) && Files.isDirectory(folder.resolve("runs")));
        return run ? Kind.RUN : Kind.OTHER;
    }

    private static boolean there(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }
}
