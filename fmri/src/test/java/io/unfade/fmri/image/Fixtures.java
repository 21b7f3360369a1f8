package io.unfade.fmri.image;

import io.unfade.data.numpy.NpzFile;
import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The images made by nibabel with what it reads from them, and the real ones beside the checkout. */
final class Fixtures {
    private static final Path SHARED = Path.of(System.getProperty("unfade.shared", "../../shared"));

    private Fixtures() {}

    static Path file(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(Fixtures.class.getResource(name)).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static double[] expected(String array) throws IOException {
        try (NpzFile npz = NpzFile.open(file("expected.npz"))) {
            return npz.array(array).toDoubles();
        }
    }

    static Path haxby(String name) {
        Assumptions.assumeTrue(Files.isDirectory(SHARED), "the reference folder is not on this machine");
        return SHARED.resolve("data/haxby2001/sub001").resolve(name);
    }
}
