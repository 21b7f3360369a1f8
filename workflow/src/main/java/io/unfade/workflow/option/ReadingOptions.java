package io.unfade.workflow.option;

import io.unfade.check.Progress;
import io.unfade.data.source.ArrayAxes;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.TimeAxis;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Set;

/**
 * How a series file is read, and which of its series are meant. What is null is as the model was trained, or as usual.
 *
 * @param series as of {@link SeriesChoice}
 * @param groups likewise
 * @param notGroups likewise
 * @param labels label file of an IDX image file or a .npy array
 * @param timeAxis what is time in an IDX image file
 * @param arrayAxes the order of the axes of an array
 * @param missing what to do with missing values
 */
public record ReadingOptions(
        @Nullable String series,
        @Nullable Set<Integer> groups,
        @Nullable Set<Integer> notGroups,
        @Nullable Path labels,
        @Nullable TimeAxis timeAxis,
        @Nullable ArrayAxes arrayAxes,
        @Nullable MissingValues missing) {
    /** Sorts numbers. */
    public ReadingOptions {
        SeriesChoice sorted = new SeriesChoice(series, groups, notGroups);
        groups = sorted.groups();
        notGroups = sorted.notGroups();
    }

    /** As usual. */
    public ReadingOptions() {
        this(null, null, null, null, null, null, null);
    }

    /** {@return which series are meant} */
    public SeriesChoice choice() {
        return new SeriesChoice(series, groups, notGroups);
    }

    /** {@return a reader by these options} */
    public SeriesReader reader(Progress progress) {
        return new SeriesReader(this, progress);
    }
}
