package io.unfade.onnx;

import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.numpy.NpzFile;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/** Networks of {@code testing/foreign/make_models.py}, their series, and what PyTorch computes with them. */
final class Fixtures {
    private Fixtures() {}

    static Path file(String name) {
        URL url = Objects.requireNonNull(Fixtures.class.getResource(name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return five series of 10, 7, 10, 3 and 1 steps of 3 features} */
    static SeriesSet series() throws IOException {
        return SeriesFiles.read(file("series.npz"));
    }

    /** {@return the same with their padding as steps} */
    static SeriesSet whole() throws IOException {
        return series().toBuilder().lengths(new int[] {10, 10, 10, 10, 10}).build();
    }

    static double[][] expected(String name) throws IOException {
        try (NpzFile all = NpzFile.open(file("series.npz"))) {
            return rows(all.array(name).toDoubles(), all.array(name).shape()[1]);
        }
    }

    static double[][] rows(double[] values, int width) {
        return IntStream.range(0, values.length / width)
                .mapToObj(i -> Arrays.copyOfRange(values, i * width, (i + 1) * width))
                .toArray(double[][]::new);
    }
}
