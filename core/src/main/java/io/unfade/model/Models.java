package io.unfade.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Opens models, whatever made them. */
public final class Models {
    private Models() {}

    /**
     * Opens a model: a folder that {@link ModelFolder} wrote, or a TorchScript file ({@code .pt}, {@code .pth},
     * {@code .torchscript}).
     *
     * @param path of the folder or file
     * @return to be closed; what it can do more than predict is said by the interfaces that it implements
     * @throws io.unfade.check.MalformedFileException if the content is not what it claims to be
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
                path + ": is no model: give a model folder, or a TorchScript file named .pt, .pth or .torchscript");
    }
}
