package io.unfade.spark.work;

import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.model.InputLayout;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
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
    /** The series of a background. */
    static final String BACKGROUND = "background.npz";

    /** The first series of the table, from which networks of other programs learn what their files do not say. */
    static final String FIRST = "first.npz";

    private static final List<String> OF_FOLDER = List.of("model.json", "weights.safetensors", "provenance.json");

    private final String model;
    private final @Nullable String layout;
    private final TreeMap<String, byte[]> files = new TreeMap<>();

    private Parcel(String model, @Nullable String layout) {
        this.model = model;
        this.layout = layout;
    }

    /**
     * {@return a model packed}
     *
     * @param model a folder, or a file, with the JSON file next to it
     * @param background series that go with it; null for none
     * @param first the first series of the table; null if there are none
     */
    public static Parcel of(
            Path model, @Nullable InputLayout layout, @Nullable SeriesSet background, @Nullable SeriesSet first)
            throws IOException {
        String name = String.valueOf(model.toAbsolutePath().normalize().getFileName());
        TreeMap<String, Path> found = new TreeMap<>();
        if (Files.isDirectory(model)) {
            try (Stream<Path> inside = Files.list(model)) {
                inside.filter(file -> OF_FOLDER.contains(String.valueOf(file.getFileName())))
                        .forEach(file -> found.put(name + "/" + file.getFileName(), file));
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
        Parcel parcel = new Parcel(name, layout == null ? null : layout.name());
        for (Map.Entry<String, Path> file : found.entrySet()) {
            parcel.files.put(file.getKey(), Files.readAllBytes(file.getValue()));
        }
        if (background != null) {
            parcel.files.put(BACKGROUND, bytes(background));
        }
        if (first != null && !Files.isDirectory(model)) {
            parcel.files.put(FIRST, bytes(first));
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

    /** {@return the SHA-256 of all that is in it, which tells it from other parcels} */
    public String key() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((model + "\n" + layout).getBytes(StandardCharsets.UTF_8));
            files.forEach((name, bytes) -> {
                digest.update(("\n" + name + " " + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every platform has it
        }
    }

    /** What is done with the files. */
    @FunctionalInterface
    interface Use<T> {
        /**
         * {@return the outcome}
         *
         * @param further files of series by their names
         */
        T of(Path model, @Nullable InputLayout layout, Map<String, Path> further) throws IOException;
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
            Map<String, Path> further = new TreeMap<>();
            Stream.of(BACKGROUND, FIRST)
                    .filter(files::containsKey)
                    .forEach(name -> further.put(name, folder.resolve(name)));
            return use.of(folder.resolve(model), layout == null ? null : InputLayout.valueOf(layout), further);
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
