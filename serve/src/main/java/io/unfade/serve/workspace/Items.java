package io.unfade.serve.workspace;

import io.unfade.serve.fact.Facts;
import io.unfade.serve.fact.FileFacts;
import io.unfade.serve.fact.Kind;
import io.unfade.serve.fact.Stamp;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is in a workspace. A file is looked into once, and again when its size, time or identity has changed. Thread-safe. */
public final class Items {
    private static final int MOST = 5000;

    private final Workspace workspace;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    public Items(Workspace workspace) {
        this.workspace = workspace;
    }

    private record Known(Stamp stamp, Item item) {}

    /**
     * All items, ordered by name.
     *
     * @param note what is left out, for people; null if nothing is
     */
    public record Listing(List<Item> items, @Nullable String note) {}

    /** {@return all items} */
    public Listing list() throws IOException {
        FolderScan.Result scan = FolderScan.of(workspace, MOST);
        List<Item> items = new ArrayList<>(scan.found().size());
        Set<String> names = new HashSet<>();
        for (FolderScan.Found found : scan.found()) {
            try {
                items.add(look(found.name(), found.path(), found.attributes(), found.kind()));
                names.add(found.name());
            } catch (IOException e) {
                // removed in the meantime
            }
        }
        known.keySet().retainAll(names);
        return new Listing(items, note(scan));
    }

    private static @Nullable String note(FolderScan.Result scan) {
        List<String> notes = new ArrayList<>();
        if (scan.cut()) {
            notes.add("The folder holds more than " + MOST + " files; the rest is not shown.");
        }
        if (scan.unnamed() > 0) {
            notes.add(
                    "Not shown, since their names have other characters than A to Z, digits, dot, dash, underscore and blank: "
                            + scan.unnamed() + ".");
        }
        return notes.isEmpty() ? null : String.join(" ", notes);
    }

    /**
     * {@return an item by its name}
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws IllegalArgumentException if it is no name
     */
    public Item item(String name) throws IOException {
        Path path = workspace.existing(name);
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        Kind kind = Kind.OTHER;
        if (attributes.isDirectory()) {
            kind = FolderScan.kind(path) == Kind.OTHER ? Kind.FOLDER : FolderScan.kind(path);
        }
        return look(name, path, attributes, kind);
    }

    private Item look(String name, Path path, BasicFileAttributes attributes, Kind kind) throws IOException {
        Stamp stamp = Stamp.of(path, attributes, kind);
        Known before = known.get(name);
        if (before != null && before.stamp().equals(stamp)) {
            return before.item();
        }
        Facts facts = FileFacts.of(path, kind, workspace::inWords);
        Item item = new Item(
                name,
                facts.kind(),
                kind == Kind.MODEL || !attributes.isDirectory() ? stamp.bytes() : 0,
                stamp.modified().toInstant(),
                facts.title(),
                facts.about(),
                facts.problem());
        known.put(name, new Known(stamp, item));
        return item;
    }
}
