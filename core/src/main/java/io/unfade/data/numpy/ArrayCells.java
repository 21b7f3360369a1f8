package io.unfade.data.numpy;

import io.unfade.check.MalformedFileException;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.ArrayAxes;
import io.unfade.data.source.Location;
import io.unfade.data.source.ReadNote;
import io.unfade.data.source.ReadOptions;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The cells of an array of series, {@code (series, time, feature)} or with the last two axes swapped, or {@code
 * (series, time)} of one feature; float32 or float64.
 */
final class ArrayCells {
    /** So many times more features than steps, or more, and the axes may be the other way round. */
    private static final int DOUBTFUL = 2;

    private final int[] shape;
    private final boolean timeLast;
    private final Location location;
    private final SeriesBuilder builder;
    private boolean finite = true;

    /**
     * Reads all cells.
     *
     * @throws MalformedFileException if the shape or type is not one of these
     */
    ArrayCells(NpyBlocks values, ReadOptions options) throws IOException {
        location = values.location();
        int[] found = values.header().shape();
        location.require(
                (found.length == 3 || found.length == 2) && IntStream.of(found).allMatch(axis -> axis > 0),
                "must have the shape (series, time, feature) or, of one feature, (series, time), each at least 1, but"
                        + " has %s",
                Arrays.toString(found));
        timeLast = found.length == 3 && options.arrayAxes() == ArrayAxes.SERIES_FEATURE_TIME;
        shape = found.length == 3 ? found.clone() : new int[] {found[0], found[1], 1};
        NpyType type = values.header().type();
        boolean single = type.kind() == NpyArray.Kind.FLOAT32;
        location.require(
                single || type.kind() == NpyArray.Kind.FLOAT64,
                "must be float32 or float64, but is '%s'; convert it with .astype('float32')",
                type.descr());
        builder = SeriesSet.builder(single ? Precision.SINGLE : Precision.DOUBLE, shape[0], steps(), features());
        if (values.header().fortran() || timeLast) {
            addOneByOne(values, single);
        } else {
            addInOrder(values, single);
        }
    }

    /** {@return the set, without lengths} */
    SeriesBuilder builder() {
        return builder;
    }

    /** {@return n} */
    int count() {
        return shape[0];
    }

    /** {@return T} */
    int steps() {
        return timeLast ? shape[2] : shape[1];
    }

    /** {@return C} */
    int features() {
        return timeLast ? shape[1] : shape[2];
    }

    /** {@return whether no cell is missing or infinite} */
    boolean isFinite() {
        return finite;
    }

    /** {@return the shape with three axes, in the order of the file} */
    int[] shape() {
        return shape.clone();
    }

    /** {@return the cell of the set, row-major (series, time, feature), of an element in C order} */
    int cell(int element) {
        int area = shape[1] * shape[2];
        int inside = element % area;
        return timeLast ? element - inside + inside % shape[2] * shape[1] + inside / shape[2] : element;
    }

    /** Says how the array was read, if its shape leaves a doubt that the user has not settled. */
    void tellAxes(ReadOptions options) {
        tellAxes(location, shape, options);
    }

    /** As {@link #tellAxes(ReadOptions)}, of an array of this shape that is read as (series, time, feature). */
    static void tellAxes(Location location, int[] shape, ReadOptions options) {
        if (options.arrayAxes() != null || shape[2] / DOUBTFUL < shape[1]) {
            return;
        }
        options.notes()
                .accept(new ReadNote(
                        location.file(),
                        ReadNote.Kind.AXES,
                        String.format(
                                Locale.ROOT,
                                "the shape %s was read as %d series of %d time steps x %d features; if the last axis is"
                                        + " time, say that the axes are (series, feature, time)",
                                Arrays.toString(shape),
                                shape[0],
                                shape[1],
                                shape[2])));
    }

    private void addInOrder(NpyBlocks values, boolean single) throws IOException {
        int width = values.header().type().width();
        int first = 0;
        byte[] space = values.space();
        for (ByteBuffer block = values.next(space); block != null; block = values.next(space)) {
            if (single) {
                builder.cells(first, block.asFloatBuffer());
            } else {
                builder.cells(first, block.asDoubleBuffer());
            }
            int count = block.remaining() / width;
            finite &= builder.isFinite(first, count); // while still in the CPU cache
            first += count;
        }
    }

    private void addOneByOne(NpyBlocks values, boolean single) throws IOException {
        int[] place = new int[3];
        boolean fortran = values.header().fortran();
        byte[] space = values.space();
        for (ByteBuffer block = values.next(space); block != null; block = values.next(space)) {
            while (block.hasRemaining()) {
                double value = single ? block.getFloat() : block.getDouble();
                finite &= Double.isFinite(value);
                builder.cell(place[0], place[timeLast ? 2 : 1], place[timeLast ? 1 : 2], value);
                advance(place, fortran);
            }
        }
    }

    private void advance(int[] place, boolean fortran) {
        for (int i = 0; i < 3; i++) {
            int axis = fortran ? i : 2 - i;
            if (++place[axis] < shape[axis]) {
                return;
            }
            place[axis] = 0;
        }
    }
}
