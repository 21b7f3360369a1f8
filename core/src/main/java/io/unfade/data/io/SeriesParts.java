package io.unfade.data.io;

import io.unfade.check.IOConsumer;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.numpy.ArrayCells;
import io.unfade.data.numpy.NpyArray;
import io.unfade.data.numpy.NpyBlocks;
import io.unfade.data.numpy.NpyHeader;
import io.unfade.data.numpy.NpzFile;
import io.unfade.data.numpy.NpzSeries;
import io.unfade.data.source.ArrayAxes;
import io.unfade.data.source.Location;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.SeriesEnds;
import io.unfade.data.source.TimeAxis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Reads a file of series part by part, in the file's order, so that it may be larger than the memory.
 *
 * <p>An {@code .npz} file whose {@code X} is (series, time, feature) in C order, stored or deflated, is read in one pass: memory
 * is one part, and what there is one of for each series ({@code ids}, {@code lengths}, {@code groups}). Its parts have no labels
 * and no masks. All other files are read whole and are one part.
 */
public final class SeriesParts {
    private final NpzFile npz;
    private final NpyBlocks values;
    private final int[] shape;
    private final ReadOptions options;
    private final boolean single;
    private final byte[] space;
    private ByteBuffer block = ByteBuffer.allocate(0);

    private SeriesParts(NpzFile npz, NpyBlocks values, ReadOptions options) {
        this.npz = npz;
        this.values = values;
        this.options = options;
        shape = values.header().shape();
        single = values.header().type().kind() == NpyArray.Kind.FLOAT32;
        space = values.space();
    }

    /**
     * Reads a file.
     *
     * @param file as for {@link SeriesFiles#read(Path, ReadOptions)}
     * @param options likewise
     * @param cells about how many cells a part has, at least 1; a part has at least one series
     * @param reader gets each part; ids that the file does not have are counted through all parts
     * @throws IllegalArgumentException as {@link SeriesFiles#read(Path, ReadOptions)}
     * @throws MalformedFileException likewise, perhaps after some parts have been given
     * @throws IOException if reading fails, or the reader throws it
     */
    public static void read(Path file, ReadOptions options, long cells, IOConsumer<? super SeriesSet> reader)
            throws IOException {
        Require.argument(cells >= 1, "a part has at least 1 cell, but %d were asked for", cells);
        if (!isDivided(file, options)) {
            reader.accept(SeriesFiles.read(file, options));
            return;
        }
        try (NpzFile npz = NpzFile.open(file)) {
            npz.read("X", values -> {
                new SeriesParts(npz, values, options).readAll(cells, reader);
                return true;
            });
        }
    }

    /** {@return whether the file can be read in parts} */
    private static boolean isDivided(Path file, ReadOptions options) throws IOException {
        boolean plain = options.timeAxis() == TimeAxis.ROWS
                && options.labels() == null
                && options.arrayAxes() != ArrayAxes.SERIES_FEATURE_TIME;
        if (!plain || !file.toString().toLowerCase(Locale.ROOT).endsWith(".npz")) {
            return false;
        }
        try (NpzFile npz = NpzFile.open(file)) {
            return npz.has("X") && npz.header("X", SeriesParts::isDivided);
        }
    }

    private static boolean isDivided(NpyHeader header) {
        NpyArray.Kind kind = header.type().kind();
        return header.shape().length == 3
                && IntStream.of(header.shape()).allMatch(axis -> axis > 0)
                && !header.fortran()
                && (kind == NpyArray.Kind.FLOAT32 || kind == NpyArray.Kind.FLOAT64);
    }

    private void readAll(long cells, IOConsumer<? super SeriesSet> reader) throws IOException {
        int most = (int) Math.max(1, Math.min(shape[0], cells / Math.multiplyExact(shape[1], shape[2])));
        int[] lengths = npz.has("lengths") ? integers("lengths", 1, shape[1]) : null;
        int[] groups = npz.has("groups") ? integers("groups", Integer.MIN_VALUE, Integer.MAX_VALUE) : null;
        List<String> ids = npz.has("ids") ? texts("ids", shape[0]) : null;
        List<String> features = npz.has("feature_names") ? texts("feature_names", shape[2]) : null;
        SeriesEnds ends = new SeriesEnds(new Location(npz.path(), ""), options);
        for (int first = 0; first < shape[0]; first += most) {
            int start = first;
            int count = Math.min(most, shape[0] - first);
            SeriesBuilder part =
                    SeriesSet.builder(single ? Precision.SINGLE : Precision.DOUBLE, count, shape[1], shape[2]);
            boolean finite = fill(part);
            Location place = values.location();
            Location counted = first == 0 ? place : place.inside("counted from series %d", first);
            if (lengths != null) {
                part.lengths(Arrays.copyOfRange(lengths, first, first + count));
            } else if (finite) {
                ends.whole(count, shape[1]);
            } else {
                ends.shorten(part, counted);
            }
            if (!finite) {
                SeriesEnds.check(part, counted);
                options.missing().fill(part, counted);
            }
            if (groups != null) {
                part.groups(Arrays.copyOfRange(groups, first, first + count));
            }
            if (features != null) {
                part.featureNames(features);
            }
            part.ids(
                    ids != null
                            ? ids.subList(first, first + count)
                            : IntStream.range(start, start + count)
                                    .mapToObj(Integer::toString)
                                    .toList());
            reader.accept(part.build());
        }
        values.next(space); // checks that there is nothing behind the last cell
        ends.tell();
        if (!NpzSeries.settlesAxes(npz)) {
            ArrayCells.tellAxes(values.location(), shape, options);
        }
    }

    /** Takes the next cells for all of a part; {@return whether they are finite} */
    private boolean fill(SeriesBuilder part) throws IOException {
        int width = values.header().type().width();
        int cells = part.count() * shape[1] * shape[2];
        boolean finite = true;
        for (int done = 0; done < cells; ) {
            if (!block.hasRemaining()) {
                block = Objects.requireNonNull(values.next(space));
            }
            int count = Math.min(block.remaining() / width, cells - done);
            ByteBuffer piece = block.slice(block.position(), count * width).order(block.order());
            if (single) {
                part.cells(done, piece.asFloatBuffer());
            } else {
                part.cells(done, piece.asDoubleBuffer());
            }
            finite &= part.isFinite(done, count);
            block.position(block.position() + count * width);
            done += count;
        }
        return finite;
    }

    private int[] integers(String name, int least, int most) throws IOException {
        NpyArray array = sized(name, shape[0]);
        int[] integers = new int[shape[0]];
        for (int i = 0; i < integers.length; i++) {
            long value = array.longAt(i);
            npz.location(name)
                    .require(
                            value >= least && value <= most,
                            "element %d must be in %d..%d, but is %d",
                            i,
                            least,
                            most,
                            value);
            integers[i] = (int) value;
        }
        return integers;
    }

    private List<String> texts(String name, int size) throws IOException {
        return sized(name, size).toStrings();
    }

    private NpyArray sized(String name, int size) throws IOException {
        NpyArray array = npz.array(name);
        npz.location(name)
                .require(
                        Arrays.equals(array.shape(), new int[] {size}),
                        "must have shape [%d], as X has shape %s, but has %s",
                        size,
                        Arrays.toString(shape),
                        Arrays.toString(array.shape()));
        return array;
    }
}
