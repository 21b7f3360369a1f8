package io.unfade.data.numpy;

import io.unfade.check.MalformedFileException;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.Location;
import io.unfade.data.source.ReadNote;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.SeriesEnds;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Sets of series in {@code .npz}: {@code X} (n, T, C), or (n, T), in float32 or float64, and, optionally, {@code y}
 * (n), {@code lengths} (n), {@code reference} and {@code distractor} (n, T, C), {@code on_task} (n, T), {@code groups}
 * (n), {@code class_names} (K), {@code feature_names} (C) and {@code ids} (n). Other arrays are ignored, as are class
 * names without labels.
 */
public final class NpzSeries {
    private final NpzFile npz;
    private final ArrayCells cells;
    private final SeriesBuilder builder;
    private final SeriesArrays arrays;
    private final ReadOptions options;

    private NpzSeries(NpzFile npz, NpyBlocks values, ReadOptions options) throws IOException {
        this.npz = npz;
        this.options = options;
        cells = new ArrayCells(values, options);
        builder = cells.builder();
        arrays = new SeriesArrays(npz, cells.shape());
    }

    /**
     * Reads a file.
     *
     * @throws MalformedFileException if an array is absent, of the wrong shape or type, or has a value out of range
     */
    public static SeriesSet read(Path file, ReadOptions options) throws IOException {
        try (NpzFile npz = NpzFile.open(file)) {
            return npz.read("X", values -> new NpzSeries(npz, values, options)).build();
        }
    }

    /**
     * {@return what a file says of its series but for their values: a set of one step of one feature, 0, with the labels,
     * groups and ids; its memory is what there is one of for each series}
     *
     * @throws MalformedFileException if an array of these is of the wrong shape or type, or has a value out of range
     */
    public static SeriesSet withoutValues(Path file) throws IOException {
        try (NpzFile npz = NpzFile.open(file)) {
            int[] shape = npz.header("X").shape();
            npz.location("X").require(shape.length > 0, "has no axis of series");
            SeriesBuilder builder = SeriesSet.builder(Precision.SINGLE, shape[0], 1, 1);
            SeriesArrays arrays = new SeriesArrays(npz, shape);
            addLabels(npz, arrays, builder);
            addGroups(npz, arrays, builder);
            if (npz.has("ids")) {
                builder.ids(arrays.texts("ids", shape[0]));
            }
            return builder.build();
        }
    }

    private SeriesSet build() throws IOException {
        int count = cells.count();
        addLengths();
        addLabels(npz, arrays, builder);
        addGroups(npz, arrays, builder);
        addCellMasks();
        if (npz.has("on_task")) {
            byte[] mask = arrays.mask("on_task", count, cells.steps());
            tellOfPadding("on_task", mask, 1);
            builder.onTask(mask);
        }
        if (npz.has("feature_names")) {
            builder.featureNames(arrays.texts("feature_names", cells.features()));
        }
        if (npz.has("ids")) {
            builder.ids(arrays.texts("ids", count));
        }
        if (!arrays.settleAxes()) {
            cells.tellAxes(options);
        }
        return builder.build();
    }

    private void addLengths() throws IOException {
        Location values = npz.location("X");
        if (npz.has("lengths")) {
            builder.lengths(arrays.integers("lengths", 1, cells.steps()));
        }
        if (!cells.isFinite()) {
            if (npz.has("lengths")) {
                SeriesEnds.check(builder, values);
            } else {
                SeriesEnds ends = new SeriesEnds(new Location(npz.path(), ""), options);
                ends.shorten(builder, values);
                ends.tell();
            }
            options.missing().fill(builder, values);
        }
    }

    private static void addGroups(NpzFile npz, SeriesArrays arrays, SeriesBuilder builder) throws IOException {
        if (npz.has("groups")) {
            builder.groups(arrays.integers("groups", Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
    }

    private static void addLabels(NpzFile npz, SeriesArrays arrays, SeriesBuilder builder) throws IOException {
        if (!npz.has("y")) {
            return;
        }
        NpyArray labels = arrays.shaped("y", builder.count());
        Location location = npz.location("y");
        if (!npz.has("class_names")) {
            LabelArray.addTo(builder, labels, location);
            return;
        }
        NpyArray array = npz.array("class_names");
        Location names = npz.location("class_names");
        names.require(
                array.shape().length == 1 && array.size() > 0,
                "must have one axis with a name for each class, but has shape %s",
                Arrays.toString(array.shape()));
        List<String> classNames = array.toStrings();
        names.require(new HashSet<>(classNames).size() == classNames.size(), "has a class name twice");
        LabelArray.addTo(builder, labels, location, classNames);
    }

    private void addCellMasks() throws IOException {
        byte[] reference = cellMask("reference");
        byte[] distractor = cellMask("distractor");
        if (reference != null) {
            builder.reference(reference);
        }
        if (distractor != null) {
            builder.distractor(distractor);
        }
        if (reference != null && distractor != null) {
            checkApart(reference, distractor);
        }
    }

    /** {@return a mask in the order series, time, feature; null if there is none} */
    private byte @Nullable [] cellMask(String name) throws IOException {
        if (!npz.has(name)) {
            return null;
        }
        byte[] mask = arrays.mask(name, cells.shape());
        byte[] ordered = new byte[mask.length];
        for (int i = 0; i < mask.length; i++) {
            ordered[cells.cell(i)] = mask[i];
        }
        tellOfPadding(name, ordered, cells.features());
        return ordered;
    }

    private void checkApart(byte[] reference, byte[] distractor) throws IOException {
        int area = cells.steps() * cells.features();
        for (int i = 0; i < reference.length; i++) {
            int step = i % area / cells.features();
            if (reference[i] != 0 && distractor[i] != 0 && step < builder.length(i / area)) {
                throw npz.location("distractor")
                        .problem(
                                "marks a cell that 'reference' marks too: series %d, step %d, feature %d",
                                i / area, step, i % cells.features());
            }
        }
    }

    /** Says if a mask marks steps that are missing in all features, and so were taken for padding. */
    private void tellOfPadding(String name, byte[] mask, int width) {
        if (npz.has("lengths")) {
            return;
        }
        long marked = IntStream.range(0, cells.count())
                .filter(i -> IntStream.range(
                                (i * cells.steps() + builder.length(i)) * width, (i + 1) * cells.steps() * width)
                        .anyMatch(at -> mask[at] != 0))
                .count();
        if (marked > 0) {
            String text = "array '" + name + "' also marks steps after the end of " + marked
                    + " series, which are missing in all features; those marks are not read";
            options.notes().accept(new ReadNote(npz.path(), ReadNote.Kind.PADDING, text));
        }
    }

    /** Writes a set with everything known about it. */
    public static void write(SeriesSet set, Path file) throws IOException {
        int n = set.count();
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
                out.array("reference", mask(set, set::reference), n, set.steps(), features);
            }
            if (set.hasDistractor()) {
                out.array("distractor", mask(set, set::distractor), n, set.steps(), features);
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

    /** Whether a cell is marked. */
    private interface Marked {
        boolean at(int series, int time, int feature);
    }

    private static byte[] mask(SeriesSet set, Marked marked) {
        int area = set.steps() * set.features();
        byte[] mask = new byte[set.count() * area];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (marked.at(i / area, i % area / set.features(), i % set.features()) ? 1 : 0);
        }
        return mask;
    }

    private static double cell(SeriesSet set, int index) {
        int area = set.steps() * set.features();
        return set.value(index / area, index % area / set.features(), index % set.features());
    }

    private static int[] gather(int count, IntUnaryOperator value) {
        return IntStream.range(0, count).map(value).toArray();
    }
}
