package io.unfade.data.numpy;

import io.unfade.check.IOConsumer;
import io.unfade.check.MalformedFileException;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.Location;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.SeriesEnds;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Reads an {@code .npz} file part by part, in one pass: memory is one part, and what there is one of for each series
 * ({@code ids}, {@code lengths}, {@code groups}). Its parts have no labels and no masks.
 */
public final class NpzParts {
    private final NpzFile npz;
    private final NpyBlocks values;
    private final int[] shape;
    private final ReadOptions options;
    private final SeriesArrays arrays;
    private final boolean single;
    private final byte[] space;
    private ByteBuffer block = ByteBuffer.allocate(0);

    private NpzParts(NpzFile npz, NpyBlocks values, ReadOptions options) {
        this.npz = npz;
        this.values = values;
        this.options = options;
        shape = values.header().shape();
        arrays = new SeriesArrays(npz, shape);
        single = values.header().type().kind() == NpyArray.Kind.FLOAT32;
        space = values.space();
    }

    /**
     * Reads a file for which {@link #canRead} holds.
     *
     * @param cells about how many cells a part has, at least 1; a part has at least one series
     * @param reader gets each part; ids that the file does not have are counted through all parts
     * @throws MalformedFileException if an array is absent, of the wrong shape or type, or has a value out of range
     */
    public static void read(Path file, ReadOptions options, long cells, IOConsumer<? super SeriesSet> reader)
            throws IOException {
        try (NpzFile npz = NpzFile.open(file)) {
            npz.read("X", values -> {
                new NpzParts(npz, values, options).readAll(cells, reader);
                return true;
            });
        }
    }

    /** {@return whether {@code X} is (series, time, feature) in C order, so that series follow each other} */
    public static boolean canRead(Path file) throws IOException {
        try (NpzFile npz = NpzFile.open(file)) {
            return npz.has("X") && isDivided(npz.header("X"));
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
        int[] lengths = npz.has("lengths") ? arrays.integers("lengths", 1, shape[1]) : null;
        int[] groups = npz.has("groups") ? arrays.integers("groups", Integer.MIN_VALUE, Integer.MAX_VALUE) : null;
        List<String> ids = npz.has("ids") ? arrays.texts("ids", shape[0]) : null;
        List<String> features = npz.has("feature_names") ? arrays.texts("feature_names", shape[2]) : null;
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
        values.next(space); // checks that nothing follows the last cell
        ends.tell();
        if (!arrays.settleAxes()) {
            ArrayCells.tellAxes(values.location(), shape, options);
        }
    }

    /** Takes the next cells for all of a part. Returns whether they are finite. */
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
}
