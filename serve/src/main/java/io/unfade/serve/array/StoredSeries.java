package io.unfade.serve.array;

import io.unfade.data.SeriesSet;
import io.unfade.data.numpy.NpyArray;
import io.unfade.data.numpy.NpyHeader;
import io.unfade.data.numpy.NpzFile;
import io.unfade.data.numpy.NpzSeries;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Series of an archive of arrays that are too many to hold: each is read when it is asked for. */
public final class StoredSeries implements SeriesView {
    private final Path file;
    private final int[] shape;
    private final Summary summary;

    StoredSeries(Path file) throws IOException {
        this.file = file;
        SeriesSet names = NpzSeries.withoutValues(file);
        try (NpzFile npz = NpzFile.open(file)) {
            shape = npz.header("X").shape();
            List<String> features = npz.has("feature_names")
                    ? npz.array("feature_names").toStrings()
                    : IntStream.range(0, shape[2]).mapToObj(c -> "f" + c).toList();
            summary = new Summary(
                    shape[1],
                    shape[2],
                    lengths(npz),
                    names.hasLabels()
                            ? IntStream.range(0, names.count())
                                    .map(names::label)
                                    .toArray()
                            : null,
                    names.classNames(),
                    features,
                    names.ids(),
                    npz.has("reference"),
                    npz.has("distractor"));
        }
    }

    private int[] lengths(NpzFile npz) throws IOException {
        int[] lengths = new int[shape[0]];
        Arrays.fill(lengths, shape[1]);
        if (npz.has("lengths")) {
            long[] stored = npz.array("lengths").toLongs();
            for (int i = 0; i < Math.min(stored.length, lengths.length); i++) {
                lengths[i] = (int) Math.max(1, Math.min(shape[1], stored[i]));
            }
        }
        return lengths;
    }

    @Override
    public Summary summary() {
        return summary;
    }

    private NpyArray part(String array, int index) throws IOException {
        int area = Math.multiplyExact(shape[1], shape[2]);
        try (NpzFile npz = NpzFile.open(file)) {
            NpyHeader header = npz.header(array);
            npz.location(array)
                    .require(
                            !header.fortran() && Arrays.equals(header.shape(), shape),
                            "must have the shape of X, %s, and its order, to be shown",
                            Arrays.toString(shape));
            return npz.elements(array, Math.multiplyExact(index, area), area);
        }
    }

    @Override
    public Matrix values(int index) throws IOException {
        double[] cells = part("X", index).toDoubles();
        float[] values = new float[cells.length];
        int real = summary.lengths()[index] * shape[2];
        for (int i = 0; i < cells.length; i++) {
            values[i] = i < real ? (float) cells[i] : Float.NaN;
        }
        return new Matrix(shape[1], shape[2], values);
    }

    @Override
    public @Nullable Mask mask(String name, int index) throws IOException {
        if (name.equals("reference") ? !summary.hasReference() : !summary.hasDistractor()) {
            return null;
        }
        double[] marks = part(name, index).toDoubles();
        byte[] cells = new byte[marks.length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (byte) (marks[i] == 0 ? 0 : 1);
        }
        return new Mask(shape[1], shape[2], cells);
    }

    @Override
    public @Nullable SeriesSet whole() {
        return null;
    }

    @Override
    public long weight() {
        return 64L * shape[0];
    }
}
