package io.unfade.model;

import io.unfade.check.Require;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Opens models of any kind. */
public final class Models {
    private Models() {}

    /** {@return a model, opened as by {@link #open(Path, InputLayout)} with the layout that is known of the file} */
    public static Model open(Path path) throws IOException {
        return open(path, null);
    }

    /**
     * Opens a model: a folder written by {@link ModelFolder}, or a file of a {@link ModelFormat} on the class path.
     *
     * @param path of the folder or file
     * @param layout of the series that the network of a file reads; null for that of the JSON file next to it, else
     *     time-feature
     * @return the model, to be closed by the caller; its interfaces show further capabilities
     * @throws IllegalArgumentException if it is neither, or a folder has a layout
     * @throws io.unfade.check.MalformedFileException if the content is malformed
     * @throws IOException if reading fails
     */
    public static Model open(Path path, @Nullable InputLayout layout) throws IOException {
        if (Files.isDirectory(path)) {
            Require.argument(layout == null, "%s: is a model folder, whose layout is known; do not give one", path);
            return ModelFolder.load(path);
        }
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString(), null, "there is no such model");
        }
        Optional<ModelFormat> format = format(path);
        if (format.isPresent()) {
            return format.get().open(path, layout);
        }
        throw new IllegalArgumentException(path + ": is not a model: give a model folder, "
                + formats().stream().map(ModelFormat::inWords).collect(Collectors.joining(", ")));
    }

    /** {@return the format of other programs' models that a file has a name of; its content is not looked at} */
    public static Optional<ModelFormat> format(Path file) {
        return formats().stream().filter(format -> format.hasName(file)).findFirst();
    }

    private static List<ModelFormat> formats() {
        return ServiceLoader.load(ModelFormat.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
