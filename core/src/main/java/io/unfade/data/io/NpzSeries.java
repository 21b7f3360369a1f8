package io.unfade.data.io;

import io.unfade.check.MalformedFileException;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Sets of series in {@code .npz}: {@code X} (n, T, C) in float32 or float64, and, where known, {@code y} (n),
 * {@code lengths} (n), {@code reference} (n, T, C), {@code on_task} (n, T), {@code groups} (n), {@code class_names} (K),
 * {@code feature_names} (C) and {@code ids} (n). Other arrays are passed over, and so are class names without labels.
 */
final class NpzSeries {
    private final NpzFile npz;
    private final int[] shape;
    private final SeriesSet.Builder builder;
    private boolean finite = true;

    private NpzSeries(NpzFile npz, NpyBlocks values) throws IOException {
        this.npz = npz;
        shape = values.header().shape();
        Location location = values.location();
        location.require(
                shape.length == 3 && IntStream.of(shape).allMatch(axis -> axis > 0),
                "must have the shape (series, time, feature), each at least 1, but has %s",
                Arrays.toString(shape));
        NpyType type = values.header().type();
        boolean single = type.kind() == NpyArray.Kind.FLOAT32;
        location.require(
                single || type.kind() == NpyArray.Kind.FLOAT64,
                "must be float32 or float64, but is '%s'; convert it with X.astype('float32')",
                type.descr());
        builder = SeriesSet.builder(single ? Precision.SINGLE : Precision.DOUBLE, shape[0], shape[1], shape[2]);
        if (values.header().fortran()) {
            addFirstAxisFastest(values, single);
        } else {
            addLastAxisFastest(values, single);
        }
    }

    /**
     * Reads a file.
     *
     * @throws MalformedFileException if an array is absent, of the wrong shape or type, or has a value out of range
     */
    static SeriesSet read(Path file, ReadOptions options) throws IOException {
        try (NpzFile npz = NpzFile.open(file)) {
            return npz.read("X", values -> new NpzSeries(npz, values)).build(options);
        }
    }

    private void addLastAxisFastest(NpyBlocks values, boolean single) throws IOException {
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
            finite &= builder.isFinite(first, count); // while they are in the processor's cache
            first += count;
        }
    }

    private void addFirstAxisFastest(NpyBlocks values, boolean single) throws IOException {
        int[] place = new int[3];
        byte[] space = values.space();
        for (ByteBuffer block = values.next(space); block != null; block = values.next(space)) {
            while (block.hasRemaining()) {
                double value = single ? block.getFloat() : block.getDouble();
                finite &= Double.isFinite(value);
                builder.cell(place[0], place[1], place[2], value);
                for (int axis = 0; axis < 3 && ++place[axis] == shape[axis]; axis++) {
                    place[axis] = 0;
                }
            }
        }
    }

    private SeriesSet build(ReadOptions options) throws IOException {
        int count = shape[0];
        if (npz.has("lengths")) {
            builder.lengths(ints("lengths", 1, shape[1]));
        }
        if (!finite) {
            options.missing().fill(builder, npz.location("X"));
        }
        addLabels();
        if (npz.has("groups")) {
            builder.groups(ints("groups", Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
        if (npz.has("reference")) {
            builder.reference(mask("reference", shape));
        }
        if (npz.has("on_task")) {
            builder.onTask(mask("on_task", count, shape[1]));
        }
        if (npz.has("feature_names")) {
            builder.featureNames(strings("feature_names", shape[2]));
        }
        if (npz.has("ids")) {
            builder.ids(strings("ids", count));
        }
        return builder.build();
    }

    private void addLabels() throws IOException {
        if (!npz.has("y")) {
            return;
        }
        NpyArray labels = shaped("y", shape[0]);
        Location location = npz.location("y");
        if (!npz.has("class_names")) {
            NumberedClasses.read(labels, location).addTo(builder);
            return;
        }
        NpyArray array = npz.array("class_names");
        Location names = npz.location("class_names");
        names.require(
                array.shape().length == 1, "must have one axis, but has shape %s", Arrays.toString(array.shape()));
        List<String> classNames = array.toStrings();
        names.require(new HashSet<>(classNames).size() == classNames.size(), "has a class name twice");
        NumberedClasses.read(labels, classNames, location).addTo(builder);
    }

    private NpyArray shaped(String name, int... expected) throws IOException {
        NpyArray array = npz.array(name);
        npz.location(name)
                .require(
                        Arrays.equals(array.shape(), expected),
                        "must have shape %s, as X has shape %s, but has %s",
                        Arrays.toString(expected),
                        Arrays.toString(shape),
                        Arrays.toString(array.shape()));
        return array;
    }

    private List<String> strings(String name, int size) throws IOException {
        return shaped(name, size).toStrings();
    }

    private int[] ints(String name, int least, int most) throws IOException {
        NpyArray array = shaped(name, shape[0]);
        int[] ints = new int[array.size()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) inRange(array, i, least, most, npz.location(name));
        }
        return ints;
    }

    private byte[] mask(String name, int... expected) throws IOException {
        NpyArray array = shaped(name, expected);
        Location location = npz.location(name);
        byte[] mask = new byte[array.size()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) inRange(array, i, 0, 1, location);
        }
        return mask;
    }

    private static long inRange(NpyArray array, int index, int least, int most, Location location)
            throws MalformedFileException {
        long value = array.longAt(index);
        if (value < least || value > most) {
            throw location.problem("element %d must be in %d..%d, but is %d", index, least, most, value);
        }
        return value;
    }

    /** Writes a set with everything known about it. */
    static void write(SeriesSet set, Path file) throws IOException {
        int n = set.count();
        int area = set.steps() * set.features();
        int features = set.features();
        NpzWriter.write(file, out -> {
            if (set.precision() == Precision.SINGLE) {
                out.floats("X", i -> cell(set, i), n, set.steps(), features);
            } else {
                out.doubles("X", i -> cell(set, i), n, set.steps(), features);
            }
            if (set.hasLabels()) {
                out.array("y", gather(n, set::label), n);
                out.strings("class_names", set.classNames(), set.classCount());
            }
            if (!set.equalLengths()) {
                out.array("lengths", gather(n, set::length), n);
            }
            if (set.hasReference()) {
                byte[] mask = new byte[n * area];
                for (int i = 0; i < mask.length; i++) {
                    mask[i] = (byte) (set.reference(i / area, i % area / features, i % features) ? 1 : 0);
                }
                out.array("reference", mask, n, set.steps(), features);
            }
            if (set.hasOnTask()) {
                byte[] mask = new byte[n * set.steps()];
                for (int i = 0; i < mask.length; i++) {
                    mask[i] = (byte) (set.onTask(i / set.steps(), i % set.steps()) ? 1 : 0);
                }
                out.array("on_task", mask, n, set.steps());
            }
            if (set.groups().isPresent()) {
                out.array("groups", set.groups().get(), n);
            }
            out.strings("feature_names", set.featureNames(), features);
            out.strings("ids", set.ids(), n);
        });
    }

    private static double cell(SeriesSet set, int index) {
        int area = set.steps() * set.features();
        return set.value(index / area, index % area / set.features(), index % set.features());
    }

    private static int[] gather(int count, IntUnaryOperator value) {
        return IntStream.range(0, count).map(value).toArray();
    }
}
