package io.unfade.spark.work;

import io.unfade.check.FileHash;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.model.InputLayout;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A model as the bytes of its files, and the series of a background, on their way to the executors. What files of a cluster hold
 * for longer than a job, or only some executors receive, is no way for a model to travel.
 */
public final class Parcel implements Serializable {
    private static final long serialVersionUID = 1;
    private static final String BACKGROUND = "background.npz";

    private final String key;
    private final String model;
    private final @Nullable String layout;
    private final TreeMap<String, byte[]> files = new TreeMap<>();

    private Parcel(String key, String model, @Nullable String layout) {
        this.key = key;
        this.model = model;
        this.layout = layout;
    }

    /**
     * {@return a model, and the background if any, packed}
     *
     * @param model a folder, or a file, with the JSON file next to it
     */
    public static Parcel of(Path model, @Nullable InputLayout layout, @Nullable SeriesSet background)
            throws IOException {
        String name = String.valueOf(model.toAbsolutePath().getFileName());
        TreeMap<String, Path> found = new TreeMap<>();
        if (Files.isDirectory(model)) {
            try (Stream<Path> inside = Files.list(model)) {
                inside.filter(Files::isRegularFile).forEach(file -> found.put(name + "/" + file.getFileName(), file));
            }
        } else {
            found.put(name, model);
            for (String json : List.of(name + ".json", name.replaceFirst("\\.[^.]*$", ".json"))) {
                Path beside = model.resolveSibling(json);
                if (Files.isRegularFile(beside)) {
                    found.put(json, beside);
                }
            }
        }
        String hash = FileHash.sha256(found.values().toArray(Path[]::new));
        Parcel parcel = new Parcel(
                background == null ? hash : hash + " " + background.hashCode(),
                name,
                layout == null ? null : layout.name());
        for (Map.Entry<String, Path> file : found.entrySet()) {
            parcel.files.put(file.getKey(), Files.readAllBytes(file.getValue()));
        }
        if (background != null) {
            parcel.files.put(BACKGROUND, bytes(background));
        }
        return parcel;
    }

    private static byte[] bytes(SeriesSet background) throws IOException {
        Path folder = Files.createTempDirectory("unfade-parcel");
        try {
            Path file = folder.resolve(BACKGROUND);
            SeriesFiles.write(background, file);
            return Files.readAllBytes(file);
        } finally {
            delete(folder);
        }
    }

    /** {@return what tells it from other parcels} */
    String key() {
        return key;
    }

    /** What is done with the files. */
    @FunctionalInterface
    interface Use<T> {
        /**
         * {@return the outcome}
         *
         * @param background null if there is none
         */
        T of(Path model, @Nullable InputLayout layout, @Nullable Path background) throws IOException;
    }

    /** Lays the files into a folder while they are used. */
    <T> T unpacked(Use<T> use) throws IOException {
        Path folder = Files.createTempDirectory("unfade-parcel");
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
            Path background = files.containsKey(BACKGROUND) ? folder.resolve(BACKGROUND) : null;
            return use.of(folder.resolve(model), layout == null ? null : InputLayout.valueOf(layout), background);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
