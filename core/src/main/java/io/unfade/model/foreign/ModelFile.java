package io.unfade.model.foreign;

import io.unfade.check.FileHash;
import io.unfade.model.InputLayout;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The file of a network, and what is known of it without opening it.
 *
 * @param path of the file
 * @param hash SHA-256 of the file and, if there is one, of the JSON file next to it; weights that a network keeps in further
 *     files do not count
 * @param sidecar what that file says
 * @param layout of the series that the network reads
 */
public record ModelFile(Path path, String hash, ModelSidecar sidecar, InputLayout layout) {
    /**
     * {@return a file with what the JSON file next to it says}
     *
     * @param layout replaces that of the JSON file; null for none
     * @throws io.unfade.check.MalformedFileException if the JSON file is malformed
     * @throws IOException if reading fails
     */
    public static ModelFile of(Path path, @Nullable InputLayout layout) throws IOException {
        ModelSidecar sidecar = ModelSidecar.nextTo(path);
        InputLayout known = sidecar.layout() == null ? InputLayout.TIME_FEATURE : sidecar.layout();
        String hash = sidecar.file() == null ? FileHash.sha256(path) : FileHash.sha256(path, sidecar.file());
        return new ModelFile(path, hash, sidecar, layout == null ? known : layout);
    }

    /** {@return whether the name of a file ends in one of some endings, in any case} */
    public static boolean endsIn(Path path, String... endings) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        for (String ending : endings) {
            if (name.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }
}
