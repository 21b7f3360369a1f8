package io.unfade.model;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/** A kind of model files of other programs. {@link Models} finds all kinds on the class path as services. */
public interface ModelFormat {
    /** {@return the files in words, such as {@code a TorchScript file named .pt}} */
    String inWords();

    /** {@return whether a file has a name of this format} */
    boolean hasName(Path file);

    /**
     * Opens a file.
     *
     * @param file with a name of this format; it exists
     * @param layout of the series that the network reads; null for that of the JSON file next to it, else time-feature
     * @return the model, to be closed by the caller
     * @throws io.unfade.check.MalformedFileException if the content is malformed, or not a classifier of series
     * @throws IOException if reading fails
     */
    Model open(Path file, @Nullable InputLayout layout) throws IOException;
}
