package io.unfade.fmri.image;

import io.unfade.data.numpy.NpzFile;
import io.unfade.testing.SharedFiles;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** Images made by nibabel with what it reads from them, and the real ones next to the checkout. */
final class Fixtures {
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
        return SharedFiles.data("haxby2001/sub001/" + name);
    }
}
