package io.unfade.data.source;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How to read a file of series, where the file leaves it open.
 *
 * @param missing the handling of missing values
 * @param timeAxis the time axis of an image; for IDX files only
 * @param labels the file of labels that belongs to a file of images or to an array; for IDX and {@code .npy} files only.
 *     If null, one next to the file is found by name, if any
 * @param arrayAxes the order of the axes of an array; for {@code .npz} and {@code .npy} files only. If null, time comes
 *     before features, with a note if the shape suggests otherwise
 * @param notes receives notes for the user during reading
 * @param marks of missing values, for {@link MissingValues#MARK} only; if null, those of the series that are read
 */
public record ReadOptions(
        MissingValues missing,
        TimeAxis timeAxis,
        @Nullable Path labels,
        @Nullable ArrayAxes arrayAxes,
        Consumer<? super ReadNote> notes,
        @Nullable MissingMarks marks) {
    /**
     * {@return options that reject missing values, read rows as time and features as the last axis, find labels by
     * name, and discard notes}
     */
    public static ReadOptions defaults() {
        return new ReadOptions(MissingValues.REFUSE, TimeAxis.ROWS, null, null, note -> {}, null);
    }

    /** {@return a copy with another handling of missing values} */
    public ReadOptions withMissing(MissingValues value) {
        return new ReadOptions(value, timeAxis, labels, arrayAxes, notes, marks);
    }

    /** {@return a copy with another time axis} */
    public ReadOptions withTimeAxis(TimeAxis value) {
        return new ReadOptions(missing, value, labels, arrayAxes, notes, marks);
    }

    /** {@return a copy with a file of labels} */
    public ReadOptions withLabels(@Nullable Path value) {
        return new ReadOptions(missing, timeAxis, value, arrayAxes, notes, marks);
    }

    /** {@return a copy with an order of axes} */
    public ReadOptions withArrayAxes(@Nullable ArrayAxes value) {
        return new ReadOptions(missing, timeAxis, labels, value, notes, marks);
    }

    /** {@return a copy with a listener for notes} */
    public ReadOptions withNotes(Consumer<? super ReadNote> listener) {
        return new ReadOptions(missing, timeAxis, labels, arrayAxes, listener, marks);
    }

    /** {@return a copy with marks of missing values} */
    public ReadOptions withMarks(@Nullable MissingMarks value) {
        return new ReadOptions(missing, timeAxis, labels, arrayAxes, notes, value);
    }
}
