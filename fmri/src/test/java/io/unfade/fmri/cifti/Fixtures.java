package io.unfade.fmri.cifti;

import io.unfade.data.numpy.NpyArray;
import io.unfade.data.numpy.NpzFile;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/** Files made by nibabel, with NumPy's results from their numbers. */
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

    static double[][] expected(String array) throws IOException {
        try (NpzFile npz = NpzFile.open(file("expected.npz"))) {
            NpyArray found = npz.array(array);
            double[] values = found.toDoubles();
            int columns = found.shape()[found.shape().length - 1];
            double[][] rows = new double[values.length / columns][];
            for (int row = 0; row < rows.length; row++) {
                rows[row] = Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
            }
            return rows;
        }
    }
}
