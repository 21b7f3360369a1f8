package io.unfade.workflow.option;

import io.unfade.check.Progress;
import io.unfade.data.source.ArrayAxes;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.TimeAxis;
import io.unfade.workflow.base.Meaning;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Set;

/**
 * How to read a series file, and which of its series to use. Null means as the model was trained, or the default.
 */
public record ReadingOptions(
        @Meaning(as = SeriesChoice.class) @Nullable String series,
        @Meaning(as = SeriesChoice.class) @Nullable Set<Integer> groups,
        @Meaning(as = SeriesChoice.class) @Nullable Set<Integer> notGroups,

        @Meaning(
                value = "Label file of an IDX image file or a .npy array; found by its name if it lies next to "
                        + "the series.",
                file = Meaning.File.READ)
        @Nullable
        Path labels,

        @Meaning(
                value = "What is time in an IDX image file: rows or columns; as the model was trained, else rows.",
                label = "AXIS")
        @Nullable
        TimeAxis timeAxis,

        @Meaning(
                value = "The order of the axes of a .npz or .npy array: series-time-feature or "
                        + "series-feature-time; as the model was trained, else series-time-feature.",
                label = "AXES")
        @Nullable
        ArrayAxes arrayAxes,

        @Meaning(
                value =
                        "What to do with missing values: refuse, zero, previous (the last known value), linear "
                                + "(interpolation in time) or mark (the mean, and further features that say where); as the model was trained, else refuse.",
                label = "RULE")
        @Nullable
        MissingValues missing) {
    /** Sorts numbers. */
    public ReadingOptions {
        SeriesChoice sorted = new SeriesChoice(series, groups, notGroups);
        groups = sorted.groups();
        notGroups = sorted.notGroups();
    }

    /** All defaults. */
    public ReadingOptions() {
        this(null, null, null, null, null, null, null);
    }

    /** {@return which series to use} */
    public SeriesChoice choice() {
        return new SeriesChoice(series, groups, notGroups);
    }

    /** {@return a reader with these options} */
    public SeriesReader reader(Progress progress) {
        return new SeriesReader(this, progress);
    }
}
