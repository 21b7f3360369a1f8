package io.unfade.data;

import io.unfade.check.Require;
import org.jspecify.annotations.Nullable;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A set of multivariate time series with fixed axes: series, time, feature, in this order. Immutable.
 *
 * <p>Shape {@code (n, T, C)}: n series, T time steps of the longest series, C features. Series i has {@link #length}
 * real steps; the steps after them are padding and hold 0. Labels, class names, feature names, ids, groups, the
 * reference mask (which cells are known to be informative) and the on-task mask (which steps belong to the task) are
 * optional.
 *
 * <p>Every accessor takes its indices in the order series, time, feature. Access is O(1); {@link #select} copies. At
 * most 2^31 - 9 cells. Thread-safe.
 */
public final class SeriesSet {
    private final Cells cells;
    private final int steps;
    private final int features;
    private final int[] lengths;
    private final int @Nullable [] labels;
    private final int @Nullable [] groups;
    private final byte @Nullable [] reference;
    private final byte @Nullable [] onTask;
    private final List<String> classNames;
    private final List<String> featureNames;
    private final List<String> ids;

    private SeriesSet(Builder builder) {
        cells = builder.cells;
        steps = builder.steps;
        features = builder.features;
        lengths = builder.lengths;
        labels = builder.labels;
        groups = builder.groups;
        reference = builder.reference;
        onTask = builder.onTask;
        classNames = builder.classNames;
        featureNames = builder.featureNames;
        ids = builder.ids;
    }

    /**
     * Starts a set with full-length series of zeros.
     *
     * @param precision precision of the cells
     * @param count n, at least 1
     * @param steps T, at least 1
     * @param features C, at least 1
     * @throws IllegalArgumentException if a size is below 1 or there would be more than 2^31 - 1 cells
     */
    public static Builder builder(Precision precision, int count, int steps, int features) {
        return new Builder(precision, count, steps, features);
    }

    /** {@return n, the number of series} */
    public int count() {
        return lengths.length;
    }

    /** {@return T, the steps of the longest series} */
    public int steps() {
        return steps;
    }

    /** {@return C, the number of features} */
    public int features() {
        return features;
    }

    /** {@return the precision of the cells} */
    public Precision precision() {
        return cells.precision();
    }

    /** {@return the number of real steps of a series, 1..T} */
    public int length(int series) {
        return lengths[series];
    }

    /** {@return whether all series have T real steps} */
    public boolean equalLengths() {
        return Arrays.stream(lengths).allMatch(length -> length == steps);
    }

    /** {@return the value of one cell; 0 in the padding} */
    public double value(int series, int time, int feature) {
        return cells.get(index(series, time, feature));
    }

    /**
     * Copies the padded series {@code (T, C)}, row-major, into an array.
     *
     * @param series index of the series
     * @param target receives T*C values
     * @param offset where in the target
     */
    public void copySeries(int series, float[] target, int offset) {
        copySteps(series, steps, target, offset);
    }

    /** As {@link #copySeries(int, float[], int)}, in double precision. */
    public void copySeries(int series, double[] target, int offset) {
        copySteps(series, steps, target, offset);
    }

    /**
     * Copies the first steps of a series {@code (count, C)}, row-major, into an array.
     *
     * @param series index of the series
     * @param count the number of its steps, 0..T
     * @param target receives count*C values
     * @param offset where in the target
     */
    public void copySteps(int series, int count, float[] target, int offset) {
        cells.copyTo(series * steps * features, target, offset, count * features);
    }

    /** As {@link #copySteps(int, int, float[], int)}, in double precision. */
    public void copySteps(int series, int count, double[] target, int offset) {
        cells.copyTo(series * steps * features, target, offset, count * features);
    }

    /** {@return whether the series have labels} */
    public boolean hasLabels() {
        return labels != null;
    }

    /**
     * {@return the class index of a series, 0..K-1}
     *
     * @throws IllegalArgumentException if the set has no labels
     */
    public int label(int series) {
        return knownLabels()[series];
    }

    /** {@return K, the number of classes; 0 without labels} */
    public int classCount() {
        return classNames.size();
    }

    /** {@return the class names by class index; empty without labels} */
    public List<String> classNames() {
        return classNames;
    }

    /** {@return the names of the classes without series, in the order of the classes} */
    public List<String> classesWithoutSeries() {
        List<String> names = new ArrayList<>(classNames);
        if (labels != null) {
            names.removeAll(Arrays.stream(labels).mapToObj(classNames::get).collect(Collectors.toSet()));
        }
        return names;
    }

    /** {@return the C feature names; {@code f0, f1, ...} if the source had none} */
    public List<String> featureNames() {
        return featureNames;
    }

    /** {@return the n names of the series; {@code 0, 1, ...} if the source had none} */
    public List<String> ids() {
        return ids;
    }

    /** {@return the group (subject, run) of each series, if known; a copy} */
    public Optional<int[]> groups() {
        return Optional.ofNullable(groups).map(int[]::clone);
    }

    /** {@return whether there is a reference mask of informative cells} */
    public boolean hasReference() {
        return reference != null;
    }

    /** {@return whether a cell is known to be informative; false without a reference} */
    public boolean reference(int series, int time, int feature) {
        return reference != null && reference[index(series, time, feature)] != 0;
    }

    /** {@return which real cells of a series are known to be informative, row-major (time, feature), length*C of them} */
    public boolean[] referenceMask(int series) {
        boolean[] mask = new boolean[length(series) * features];
        for (int cell = 0; cell < mask.length; cell++) {
            mask[cell] = reference(series, cell / features, cell % features);
        }
        return mask;
    }

    /** {@return whether there is an on-task mask} */
    public boolean hasOnTask() {
        return onTask != null;
    }

    /** {@return whether a step belongs to the task; false without an on-task mask} */
    public boolean onTask(int series, int time) {
        return onTask != null && onTask[series * steps + time] != 0;
    }

    /**
     * {@return the given series, in the given order, with all their attributes}
     *
     * @param series indices, at least one; may repeat
     */
    public SeriesSet select(int... series) {
        Builder builder = new Builder(precision(), series.length, steps, features);
        int size = steps * features;
        for (int i = 0; i < series.length; i++) {
            builder.cells.copyFrom(cells, series[i] * size, i * size, size);
        }
        builder.lengths = gather(lengths, series);
        builder.labels = labels == null ? null : gather(labels, series);
        builder.groups = groups == null ? null : gather(groups, series);
        builder.reference = reference == null ? null : gatherRows(reference, series, size);
        builder.onTask = onTask == null ? null : gatherRows(onTask, series, steps);
        builder.classNames = classNames;
        builder.featureNames = featureNames;
        builder.ids = Arrays.stream(series).mapToObj(ids::get).toList();
        return new SeriesSet(builder);
    }

    /**
     * {@return the same series with class indices of another list of names}, to match a model that lists the classes in
     * another order. Names are compared exactly.
     *
     * @param names class names by class index
     * @throws IllegalArgumentException if a series' class is not among the names
     */
    public SeriesSet withClassNames(List<String> names) {
        int[] known = knownLabels();
        Map<String, Integer> indices = new HashMap<>();
        for (int k = 0; k < names.size(); k++) {
            indices.put(names.get(k), k);
        }
        Builder builder = toBuilder();
        int[] mapped = new int[count()];
        for (int i = 0; i < mapped.length; i++) {
            String name = classNames.get(known[i]);
            mapped[i] = Require.present(
                    indices.get(name),
                    "series '%s': class '%s' is not one of the expected classes %s",
                    ids.get(i),
                    name,
                    names);
        }
        builder.labels = mapped;
        builder.classNames = List.copyOf(names);
        return new SeriesSet(builder);
    }

    /**
     * {@return a copy with the features in another order and all other attributes}
     *
     * @param order the feature of this set that comes first, second, ...; a permutation of 0..C-1
     */
    public SeriesSet withFeatures(int... order) {
        Require.argument(
                order.length == features && Arrays.stream(order).distinct().count() == features,
                "the order must name each of the %d features once, but was %s",
                features,
                Arrays.toString(order));
        Builder builder = new Builder(precision(), count(), steps, features);
        byte[] mask = reference == null ? null : new byte[reference.length];
        for (int row = 0; row < count() * steps; row++) {
            for (int c = 0; c < features; c++) {
                int from = row * features + Objects.checkIndex(order[c], features);
                builder.cells.set(row * features + c, cells.get(from));
                if (mask != null && reference != null) {
                    mask[row * features + c] = reference[from];
                }
            }
        }
        builder.lengths = lengths;
        builder.labels = labels;
        builder.groups = groups;
        builder.reference = mask;
        builder.onTask = onTask;
        builder.classNames = classNames;
        builder.featureNames = Arrays.stream(order).mapToObj(featureNames::get).toList();
        builder.ids = ids;
        return new SeriesSet(builder);
    }

    /** {@return a builder that starts from this set; the cells are shared until the first change} */
    public Builder toBuilder() {
        return new Builder(this);
    }

    private int[] knownLabels() {
        return Require.present(labels, "the series have no labels");
    }

    private int index(int series, int time, int feature) {
        Objects.checkIndex(series, lengths.length);
        Objects.checkIndex(time, steps);
        Objects.checkIndex(feature, features);
        return (series * steps + time) * features + feature;
    }

    private static int[] gather(int[] values, int[] indices) {
        return Arrays.stream(indices).map(i -> values[i]).toArray();
    }

    private static byte[] gatherRows(byte[] values, int[] indices, int size) {
        byte[] rows = new byte[indices.length * size];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(values, indices[i] * size, rows, i * size, size);
        }
        return rows;
    }

    /** Builds a {@link SeriesSet}; not for reuse after {@link #build}. */
    public static final class Builder {
        private final int steps;
        private final int features;
        private final int count;
        private Cells cells;
        private boolean shared;
        private int[] lengths;
        private int @Nullable [] labels;
        private int @Nullable [] groups;
        private byte @Nullable [] reference;
        private byte @Nullable [] onTask;
        private List<String> classNames = List.of();
        private List<String> featureNames;
        private List<String> ids;

        private Builder(Precision precision, int count, int steps, int features) {
            Require.argument(
                    count >= 1 && steps >= 1 && features >= 1,
                    "a set needs at least 1 series, 1 step and 1 feature, but was (%d, %d, %d)",
                    count,
                    steps,
                    features);
            long size = Math.multiplyExact((long) count * steps, (long) features);
            Require.argument(
                    size <= Integer.MAX_VALUE - 8,
                    "a set holds at most 2^31 - 9 cells, but %d x %d x %d was asked for; split the file",
                    count,
                    steps,
                    features);
            this.count = count;
            this.steps = steps;
            this.features = features;
            cells = Cells.zeros(precision, (int) size);
            lengths = new int[count];
            Arrays.fill(lengths, steps);
            featureNames = numbered("f", features);
            ids = numbered("", count);
        }

        private Builder(SeriesSet set) {
            count = set.count();
            steps = set.steps;
            features = set.features;
            cells = set.cells;
            shared = true;
            lengths = set.lengths;
            labels = set.labels;
            groups = set.groups;
            reference = set.reference;
            onTask = set.onTask;
            classNames = set.classNames;
            featureNames = set.featureNames;
            ids = set.ids;
        }

        private static List<String> numbered(String prefix, int size) {
            List<String> names = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                names.add(prefix + i);
            }
            return Collections.unmodifiableList(names);
        }

        /** Sets one cell. Not checked for finiteness, which is left to the reader or {@code MissingValues}. */
        public Builder cell(int series, int time, int feature, double value) {
            ownCells().set((series * steps + time) * features + feature, value);
            return this;
        }

        /**
         * Sets consecutive cells in the order series, time, feature. Not checked for finiteness.
         *
         * @param first index of the first of them, 0..n*T*C-1
         * @param values a buffer, read to its end
         */
        public Builder cells(int first, FloatBuffer values) {
            ownCells().copyFrom(values, first);
            return this;
        }

        /** As {@link #cells(int, FloatBuffer)}, in double precision. */
        public Builder cells(int first, DoubleBuffer values) {
            ownCells().copyFrom(values, first);
            return this;
        }

        /** {@return n, the number of series} */
        public int count() {
            return count;
        }

        /** {@return T, the steps of the longest series} */
        public int steps() {
            return steps;
        }

        /** {@return C, the number of features} */
        public int features() {
            return features;
        }

        /**
         * {@return whether consecutive cells, as set so far, are finite}
         *
         * @param first index of the first of them, 0..n*T*C-1
         * @param count their number
         */
        public boolean isFinite(int first, int count) {
            return cells.finite(first, count);
        }

        /** {@return the number of real steps of a series, as set so far} */
        public int length(int series) {
            return lengths[series];
        }

        /** {@return the real cells of a series as set so far, row-major (length, C); a copy} */
        public double[] realCells(int series) {
            double[] values = new double[lengths[series] * features];
            cells.copyTo(series * steps * features, values, 0, values.length);
            return values;
        }

        private Cells ownCells() {
            if (shared) {
                Cells copy = Cells.zeros(cells.precision(), count * steps * features);
                copy.copyFrom(cells, 0, 0, count * steps * features);
                cells = copy;
                shared = false;
            }
            return cells;
        }

        /**
         * Sets the number of real steps of each series.
         *
         * @throws IllegalArgumentException if there are not n lengths or one is outside 1..T
         */
        public Builder lengths(int[] values) {
            checkSize("lengths", values.length, count);
            for (int i = 0; i < count; i++) {
                Require.argument(
                        values[i] >= 1 && values[i] <= steps,
                        "length of series %d must be in 1..%d, but was %d",
                        i,
                        steps,
                        values[i]);
            }
            lengths = values.clone();
            return this;
        }

        /**
         * Sets the class of each series.
         *
         * @param values n class indices, each in 0..K-1
         * @param names K distinct class names by class index
         * @throws IllegalArgumentException if a size, an index or a name violates these rules
         */
        public Builder labels(int[] values, List<String> names) {
            checkSize("labels", values.length, count);
            Require.argument(
                    names.stream().distinct().count() == names.size(),
                    "class names must be distinct, but were %s",
                    names);
            for (int i = 0; i < count; i++) {
                Require.argument(
                        values[i] >= 0 && values[i] < names.size(),
                        "label of series %d must be in 0..%d, but was %d",
                        i,
                        names.size() - 1,
                        values[i]);
            }
            labels = values.clone();
            classNames = List.copyOf(names);
            return this;
        }

        /** Sets the C feature names. */
        public Builder featureNames(List<String> names) {
            checkSize("feature names", names.size(), features);
            featureNames = List.copyOf(names);
            return this;
        }

        /** Sets the n names of the series. */
        public Builder ids(List<String> names) {
            checkSize("ids", names.size(), count);
            ids = List.copyOf(names);
            return this;
        }

        /** Sets the group (subject, run) of each of the n series. */
        public Builder groups(int[] values) {
            checkSize("groups", values.length, count);
            groups = values.clone();
            return this;
        }

        /** Sets which cells are informative: n*T*C values, 0 or 1, row-major (series, time, feature). */
        public Builder reference(byte[] mask) {
            checkSize("reference", mask.length, count * steps * features);
            reference = mask.clone();
            return this;
        }

        /** Sets which steps belong to the task: n*T values, 0 or 1, row-major (series, time). */
        public Builder onTask(byte[] mask) {
            checkSize("on_task", mask.length, count * steps);
            onTask = mask.clone();
            return this;
        }

        private static void checkSize(String what, int size, int expected) {
            Require.argument(size == expected, "%s: expected %d values, but there are %d", what, expected, size);
        }

        /** {@return the set; the padding and its masks are set to 0} */
        public SeriesSet build() {
            reference = reference == null ? null : withoutPadding(reference, features);
            onTask = onTask == null ? null : withoutPadding(onTask, 1);
            for (int i = 0; i < count; i++) {
                for (int cell = lengths[i] * features; cell < steps * features; cell++) {
                    if (cells.get(i * steps * features + cell) != 0) {
                        cell(i, cell / features, cell % features, 0);
                    }
                }
            }
            return new SeriesSet(this);
        }

        /** {@return the mask with 0 after the last real step of each series; the same array if nothing changes} */
        private byte[] withoutPadding(byte[] mask, int width) {
            byte[] real = mask;
            for (int i = 0; i < count; i++) {
                for (int at = (i * steps + lengths[i]) * width; at < (i + 1) * steps * width; at++) {
                    if (mask[at] != 0) {
                        real = real == mask ? mask.clone() : real; // the mask may belong to another set
                        real[at] = 0;
                    }
                }
            }
            return real;
        }
    }
}
