package io.unfade.data;

import io.unfade.check.Require;
import org.jspecify.annotations.Nullable;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Puts a {@link SeriesSet} together; not for reuse after {@link #build}. */
public final class SeriesBuilder {
    final int steps;
    final int features;
    private final int count;
    Cells cells;
    private boolean shared;
    int[] lengths;
    int @Nullable [] labels;
    int @Nullable [] groups;
    byte @Nullable [] reference;
    byte @Nullable [] distractor;
    byte @Nullable [] onTask;
    List<String> classNames = List.of();
    List<String> featureNames;
    List<String> ids;

    SeriesBuilder(Precision precision, int count, int steps, int features) {
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

    SeriesBuilder(SeriesSet set) {
        count = set.count();
        steps = set.steps;
        features = set.features;
        cells = set.cells;
        shared = true;
        lengths = set.lengths;
        labels = set.labels;
        groups = set.groups;
        reference = set.reference;
        distractor = set.distractor;
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

    /** Sets one cell. Not checked for being finite: that is the reader's or {@code MissingValues}' part. */
    public SeriesBuilder cell(int series, int time, int feature, double value) {
        ownCells().set((series * steps + time) * features + feature, value);
        return this;
    }

    /** Sets the C cells of one step. */
    SeriesBuilder step(int series, int time, float[] values) {
        Require.argument(
                values.length == features,
                "series %d, step %d must have %d features, but has %d",
                series,
                time,
                features,
                values.length);
        return cells((series * steps + time) * features, FloatBuffer.wrap(values));
    }

    /**
     * Sets cells that follow each other in the order series, time, feature. Not checked for being finite.
     *
     * @param first index of the first of them, 0..n*T*C-1
     * @param values what remains of this buffer, which is read to its end
     */
    public SeriesBuilder cells(int first, FloatBuffer values) {
        ownCells().copyFrom(values, first);
        return this;
    }

    /** As {@link #cells(int, FloatBuffer)}, in double precision. */
    public SeriesBuilder cells(int first, DoubleBuffer values) {
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
     * {@return whether cells that follow each other, as set so far, are finite}
     *
     * @param first index of the first of them, 0..n*T*C-1
     * @param count how many
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
     * @throws IllegalArgumentException if there are not n lengths or one is not in 1..T
     */
    public SeriesBuilder lengths(int[] values) {
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
     * @throws IllegalArgumentException if a size, an index or a name breaks these rules
     */
    public SeriesBuilder labels(int[] values, List<String> names) {
        checkSize("labels", values.length, count);
        Require.argument(
                names.stream().distinct().count() == names.size(), "class names must be distinct, but were %s", names);
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

    /** Sets the feature names, C of them. */
    public SeriesBuilder featureNames(List<String> names) {
        checkSize("feature names", names.size(), features);
        featureNames = List.copyOf(names);
        return this;
    }

    /** Sets the names of the series, n of them. */
    public SeriesBuilder ids(List<String> names) {
        checkSize("ids", names.size(), count);
        ids = List.copyOf(names);
        return this;
    }

    /** Sets the group (subject, run) of each series, n of them. */
    public SeriesBuilder groups(int[] values) {
        checkSize("groups", values.length, count);
        groups = values.clone();
        return this;
    }

    /** Sets which cells are informative: n*T*C values, 0 or 1, row-major (series, time, feature). */
    public SeriesBuilder reference(byte[] mask) {
        checkSize("reference", mask.length, count * steps * features);
        reference = mask.clone();
        return this;
    }

    /**
     * Sets which cells stand out without being informative: n*T*C values, 0 or 1, row-major (series, time, feature). None
     * may be in the reference, which {@link #build} checks.
     */
    public SeriesBuilder distractor(byte[] mask) {
        checkSize("distractor", mask.length, count * steps * features);
        distractor = mask.clone();
        return this;
    }

    /** Sets which steps belong to the task: n*T values, 0 or 1, row-major (series, time). */
    public SeriesBuilder onTask(byte[] mask) {
        checkSize("on_task", mask.length, count * steps);
        onTask = mask.clone();
        return this;
    }

    private static void checkSize(String what, int size, int expected) {
        Require.argument(size == expected, "%s: expected %d values, but there are %d", what, expected, size);
    }

    /**
     * {@return the set; whatever the padding and its masks held is now 0}
     *
     * @throws IllegalArgumentException if a cell is both in the reference and a distractor
     */
    public SeriesSet build() {
        reference = reference == null ? null : withoutPadding(reference, features);
        distractor = distractor == null ? null : withoutPadding(distractor, features);
        onTask = onTask == null ? null : withoutPadding(onTask, 1);
        checkMasksApart();
        for (int i = 0; i < count; i++) {
            for (int cell = lengths[i] * features; cell < steps * features; cell++) {
                if (cells.get(i * steps * features + cell) != 0) {
                    cell(i, cell / features, cell % features, 0);
                }
            }
        }
        return new SeriesSet(this);
    }

    private void checkMasksApart() {
        if (reference == null || distractor == null) {
            return;
        }
        for (int cell = 0; cell < reference.length; cell++) {
            if (reference[cell] != 0 && distractor[cell] != 0) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "series %d: feature %d at step %d cannot be both in the reference and a distractor",
                        cell / (steps * features),
                        cell % features,
                        cell / features % steps));
            }
        }
    }

    /** {@return the mask with 0 behind the last real step of each series; the same if it is so already} */
    private byte[] withoutPadding(byte[] mask, int width) {
        byte[] real = mask;
        for (int i = 0; i < count; i++) {
            for (int at = (i * steps + lengths[i]) * width; at < (i + 1) * steps * width; at++) {
                if (mask[at] != 0) {
                    real = real == mask ? mask.clone() : real; // the mask may be another set's
                    real[at] = 0;
                }
            }
        }
        return real;
    }
}
