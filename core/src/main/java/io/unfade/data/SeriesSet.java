package io.unfade.data;

import io.unfade.check.Require;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
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
 * reference mask (which cells are known to be informative), the distractor mask (which cells are known to stand out
 * without being informative; none of them is in the reference) and the on-task mask (which steps belong to the task)
 * are optional.
 *
 * <p>Every accessor takes its indices in the order series, time, feature. Access is O(1); {@link #select} copies. At
 * most 2^31 - 9 cells. Thread-safe.
 */
public final class SeriesSet {
    final Cells cells;
    final int steps;
    final int features;
    final int[] lengths;
    final int @Nullable [] labels;
    final int @Nullable [] groups;
    final byte @Nullable [] reference;
    final byte @Nullable [] distractor;
    final byte @Nullable [] onTask;
    final List<String> classNames;
    final List<String> featureNames;
    final List<String> ids;

    SeriesSet(SeriesBuilder builder) {
        cells = builder.cells;
        steps = builder.steps;
        features = builder.features;
        lengths = builder.lengths;
        labels = builder.labels;
        groups = builder.groups;
        reference = builder.reference;
        distractor = builder.distractor;
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
    public static SeriesBuilder builder(Precision precision, int count, int steps, int features) {
        return new SeriesBuilder(precision, count, steps, features);
    }

    /**
     * {@return series from arrays {@code [series][time][feature]}, of lengths that may differ, without labels; names, labels and
     * masks are added by {@link #toBuilder}}
     *
     * @throws IllegalArgumentException if there are none, or a step has another number of features; the message names it
     */
    public static SeriesSet of(float[][][] values) {
        int steps =
                Arrays.stream(values).mapToInt(series -> series.length).max().orElse(0);
        int features = steps == 0 || values[0].length == 0 ? 0 : values[0][0].length;
        SeriesBuilder builder = builder(Precision.SINGLE, values.length, steps, features);
        for (int i = 0; i < values.length; i++) {
            for (int t = 0; t < values[i].length; t++) {
                builder.step(i, t, values[i][t]);
            }
        }
        return builder.lengths(
                        Arrays.stream(values).mapToInt(series -> series.length).toArray())
                .build();
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
        return realCells(reference, series);
    }

    /** {@return whether there is a mask of distractors} */
    public boolean hasDistractor() {
        return distractor != null;
    }

    /** {@return whether a cell is known to stand out without being informative; false without a mask of distractors} */
    public boolean distractor(int series, int time, int feature) {
        return distractor != null && distractor[index(series, time, feature)] != 0;
    }

    /** {@return which real cells of a series are distractors, row-major (time, feature), length*C of them} */
    public boolean[] distractorMask(int series) {
        return realCells(distractor, series);
    }

    private boolean[] realCells(byte @Nullable [] cellMask, int series) {
        boolean[] mask = new boolean[length(series) * features];
        int from = series * steps * features;
        for (int cell = 0; cell < mask.length; cell++) {
            mask[cell] = cellMask != null && cellMask[from + cell] != 0;
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
        SeriesBuilder builder = new SeriesBuilder(precision(), series.length, steps, features);
        int size = steps * features;
        for (int i = 0; i < series.length; i++) {
            builder.cells.copyFrom(cells, series[i] * size, i * size, size);
        }
        builder.lengths = gather(lengths, series);
        builder.labels = labels == null ? null : gather(labels, series);
        builder.groups = groups == null ? null : gather(groups, series);
        builder.reference = gatherRows(reference, series, size);
        builder.distractor = gatherRows(distractor, series, size);
        builder.onTask = gatherRows(onTask, series, steps);
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
        SeriesBuilder builder = toBuilder();
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
        SeriesBuilder builder = new SeriesBuilder(precision(), count(), steps, features);
        for (int row = 0; row < count() * steps; row++) {
            for (int c = 0; c < features; c++) {
                builder.cells.set(
                        row * features + c, cells.get(row * features + Objects.checkIndex(order[c], features)));
            }
        }
        builder.lengths = lengths;
        builder.labels = labels;
        builder.groups = groups;
        builder.reference = reorder(reference, order);
        builder.distractor = reorder(distractor, order);
        builder.onTask = onTask;
        builder.classNames = classNames;
        builder.featureNames = Arrays.stream(order).mapToObj(featureNames::get).toList();
        builder.ids = ids;
        return new SeriesSet(builder);
    }

    /**
     * {@return the same series as if each ended after its first steps, with all their attributes}
     *
     * @param count of steps, at least 1
     * @throws IllegalArgumentException if a series has fewer; the message names it
     */
    public SeriesSet first(int count) {
        for (int i = 0; i < count(); i++) {
            Require.argument(
                    lengths[i] >= count,
                    "series '%s' has %d steps, but the first %d are wanted",
                    ids.get(i),
                    lengths[i],
                    count);
        }
        int[] cut = new int[count()];
        Arrays.fill(cut, count);
        return toBuilder().lengths(cut).build();
    }

    /** {@return a builder that starts from this set; the cells are shared until one is first set} */
    public SeriesBuilder toBuilder() {
        return new SeriesBuilder(this);
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

    private static byte @Nullable [] reorder(byte @Nullable [] mask, int... order) {
        if (mask == null) {
            return null;
        }
        byte[] reordered = new byte[mask.length];
        for (int cell = 0; cell < mask.length; cell++) {
            int c = cell % order.length;
            reordered[cell] = mask[cell - c + order[c]];
        }
        return reordered;
    }

    private static byte @Nullable [] gatherRows(byte @Nullable [] values, int[] indices, int size) {
        if (values == null) {
            return null;
        }
        byte[] rows = new byte[indices.length * size];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(values, indices[i] * size, rows, i * size, size);
        }
        return rows;
    }
}
