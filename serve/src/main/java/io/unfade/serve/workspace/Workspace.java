package io.unfade.serve.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.PlainText;
import io.unfade.workflow.base.Failure;
import io.unfade.workflow.base.RequestJson;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The folder that holds all files that are read and written. Everything in it is named by its path from there, with {@code
 * /}: such a name never leads out, neither by itself nor by a link.
 *
 * <p>Thread-safe. Between a check and a use of a file, whoever may write to the folder by other means can still change what it
 * leads to; the folder must be the user's own.
 */
public final class Workspace {
    /** Folders in folders, at most. */
    static final int DEEPEST = 8;

    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._ -]{0,99}");
    private static final String OWN = ".unfade";

    private final Path root;
    private final AtomicLong changes = new AtomicLong();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /**
     * Opens a folder.
     *
     * @throws IOException if there is none
     */
    public Workspace(Path folder) throws IOException {
        root = folder.toRealPath();
    }

    /** {@return the real path of the folder} */
    public Path root() {
        return root;
    }

    /** {@return the name of the folder, without the place where it is} */
    public String nameOfFolder() {
        Path name = root.getFileName();
        return name == null ? "/" : name.toString();
    }

    /** {@return whether a text is one part of a name} */
    static boolean isPart(String text) {
        return PART.matcher(text).matches() && !text.endsWith(" ") && !text.endsWith(".");
    }

    /**
     * {@return the path of a name; there need not be a file}
     *
     * @throws IllegalArgumentException if it is not a name of something in a workspace
     * @throws NoSuchFileException if a link on the way leads out of the folder, or nowhere
     * @throws IOException if the folder cannot be read
     */
    public Path resolve(String name) throws IOException {
        String[] parts = name.split("/", -1);
        if (parts.length > DEEPEST) {
            throw new IllegalArgumentException(
                    shownName(name) + ": a name has at most " + DEEPEST + " parts, separated by slashes");
        }
        Path path = root;
        for (String part : parts) {
            if (!isPart(part)) {
                throw new IllegalArgumentException(shownName(name)
                        + ": each part of a name, between slashes, has 1 to 100 letters (A to Z), digits, dots, "
                        + "dashes, underscores and blanks, and begins with a letter, a digit or an underscore");
            }
            path = path.resolve(part);
        }
        requireInside(path, name);
        return path;
    }

    /**
     * {@return the path of a name in a request; there need not be a file}
     *
     * @throws IllegalArgumentException if it is no name, or leads out of the folder
     */
    public Path place(String name) {
        try {
            return resolve(name);
        } catch (IOException e) {
            throw new IllegalArgumentException(inWords(e), e);
        }
    }

    /**
     * {@return the path of an existing file or folder}
     *
     * @throws IllegalArgumentException as {@link #resolve}
     * @throws NoSuchFileException if there is none, or a link on the way leads out of the folder
     */
    public Path existing(String name) throws IOException {
        Path path = resolve(name);
        if (!Files.exists(path)) {
            throw missing(name);
        }
        return path;
    }

    /** {@return the name of a path below the folder} */
    public String nameOf(Path path) {
        StringBuilder name = new StringBuilder();
        for (Path part : root.relativize(path)) {
            name.append(name.isEmpty() ? "" : "/").append(part);
        }
        return name.toString();
    }

    /**
     * {@return a folder of the server itself, which is made if needed; it is hidden, and no name leads to it}
     *
     * @throws IOException if it cannot be made, or is a link
     */
    public Path own() throws IOException {
        Path own = root.resolve(OWN);
        try {
            Files.createDirectory(own); // not after a look: another thread may make it meanwhile
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileSystemException(own.toString(), null, "must be a folder, for what the server keeps");
            }
        }
        return own;
    }

    /** {@return a message without the place of the folder on this machine} */
    public String shown(String message) {
        String place = root.toString();
        if (root.getParent() == null) {
            return message;
        }
        return message.replace(place + root.getFileSystem().getSeparator(), "").replace(place, "the workspace");
    }

    /** {@return a failure in one line for people, with settings named as on the command line} */
    String inWords(Throwable e) {
        return PlainText.oneLine(shown(Failure.inWords(e, Workspace::option)));
    }

    /** {@return the name of a setting on the command line} */
    static String option(String setting) {
        return "--" + RequestJson.key(setting);
    }

    /** {@return JSON whose texts are as {@link #shown(String)} says} */
    public JsonNode shown(JsonNode node) {
        if (node.isTextual()) {
            return JsonNodeFactory.instance.textNode(shown(node.textValue()));
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(entry -> copy.set(entry.getKey(), shown(entry.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(each -> copy.add(shown(each)));
            return copy;
        }
        return node;
    }

    /** {@return a number that grows with each change of the folder's content that the server knows of} */
    public long changes() {
        return changes.get();
    }

    /** Tells all listeners that the content of the folder has changed. */
    public void changed() {
        changes.incrementAndGet();
        listeners.forEach(Runnable::run);
    }

    /** Adds a listener of changes; it must return soon, and not throw. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Fails if what there is of a path, with links followed, is not below the root. */
    private void requireInside(Path path, String name) throws IOException {
        Path there = path;
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = parent(there);
        }
        Path real;
        try {
            real = there.toRealPath();
        } catch (FileSystemException e) {
            throw missing(name); // a link to nothing, or a circle of links
        }
        boolean inside = real.startsWith(root) && !real.startsWith(root.resolve(OWN));
        if (!inside || (!there.equals(path) && !Files.isDirectory(real))) {
            throw missing(name);
        }
    }

    private Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? root : parent;
    }

    private static NoSuchFileException missing(String name) {
        return new NoSuchFileException(shownName(name), null, "there is nothing of this name");
    }

    private static String shownName(String name) {
        return PlainText.oneLine(name);
    }
}
