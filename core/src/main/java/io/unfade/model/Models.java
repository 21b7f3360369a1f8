package io.unfade.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Opens models of any kind. */
public final class Models {
    private Models() {}

    /**
     * Opens a model: a folder written by {@link ModelFolder}, or a TorchScript file ({@code .pt}, {@code .pth}, {@code
     * .torchscript}).
     *
     * @param path of the folder or file
     * @return the model, to be closed by the caller; its interfaces show further capabilities
     * @throws io.unfade.check.MalformedFileException if the content is malformed
     * @throws IOException if reading fails
     */
    public static Model open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return ModelFolder.load(path);
        }
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString(), null, "there is no such model");
        }
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".pt") || name.endsWith(".pth") || name.endsWith(".torchscript")) {
            return TorchScriptModel.open(path);
        }
        throw new IllegalArgumentException(
                path + ": is not a model: give a model folder, or a TorchScript file named .pt, .pth or .torchscript");
    }
}
