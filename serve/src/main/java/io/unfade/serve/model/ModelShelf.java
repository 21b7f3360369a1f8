package io.unfade.serve.model;

import io.unfade.model.Model;
import io.unfade.model.ModelFolder;
import io.unfade.model.Models;
import io.unfade.serve.workspace.Workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Models of a workspace that are kept open, those used last; one whose files change is read again. For one thread. */
final class ModelShelf implements AutoCloseable {
    static final int MOST = 4;

    private final Workspace workspace;
    private final Map<String, Kept> kept = new LinkedHashMap<>(MOST, 0.75f, true);

    /**
     * An open model.
     *
     * @param stamp sizes and times of its files
     */
    private record Kept(Model model, List<String> stamp) {}

    ModelShelf(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * {@return a model, which is not to be closed, nor used after the next call}
     *
     * @throws IllegalArgumentException if the item is no model
     * @throws IOException if there is no such item, or it cannot be read
     */
    Model open(String item) throws IOException {
        Path place = workspace.existing(item);
        List<String> stamp = stamp(place);
        Kept known = kept.get(item);
        if (known != null && known.stamp().equals(stamp)) {
            return known.model();
        }
        if (known != null && hasSameContent(known.model(), place)) {
            kept.put(item, new Kept(known.model(), stamp));
            return known.model();
        }
        if (known != null) {
            kept.remove(item);
            known.model().close();
        }
        return opened(item, place, stamp);
    }

    private Model opened(String item, Path place, List<String> stamp) throws IOException {
        if (Files.isDirectory(place) && !ModelFolder.holdsModel(place)) {
            throw new IllegalArgumentException(item + ": is not a model");
        }
        Model model = Models.open(place);
        kept.put(item, new Kept(model, stamp));
        Iterator<Kept> oldest = kept.values().iterator();
        while (kept.size() > MOST) {
            Kept gone = oldest.next();
            oldest.remove();
            gone.model().close();
        }
        return model;
    }

    private static boolean hasSameContent(Model model, Path place) throws IOException {
        return Files.isDirectory(place)
                && ModelFolder.holdsModel(place)
                && model.fileHash().filter(ModelFolder.hash(place)::equals).isPresent();
    }

    private static List<String> stamp(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of(stampOf(place));
        }
        try (Stream<Path> files = Files.list(place)) {
            List<String> stamps = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                stamps.add(stampOf(file));
            }
            return stamps;
        }
    }

    private static String stampOf(Path file) throws IOException {
        BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
        return file.getFileName() + " " + about.size() + " " + about.lastModifiedTime() + " " + about.fileKey();
    }

    @Override
    public void close() {
        kept.values().forEach(known -> known.model().close());
        kept.clear();
    }

    /** {@return how many are open} */
    int size() {
        return kept.size();
    }
}
