package io.unfade.data.source;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How to read a file of series where the file alone does not say.
 *
 * @param missing what to do with missing values
 * @param timeAxis which axis of an image is time; for IDX files only
 * @param labels the file of labels that belongs to a file of images or to an array; for IDX and {@code .npy} files only.
 *     If null, it is found by its name where there is one beside the file
 * @param arrayAxes the order of the axes of an array; for {@code .npz} and {@code .npy} files only. If null, time comes
 *     before features, and a shape that looks otherwise gives a note
 * @param notes gets what the user of the file should know, while it is read
 */
public record ReadOptions(
        MissingValues missing,
        TimeAxis timeAxis,
        @Nullable Path labels,
        @Nullable ArrayAxes arrayAxes,
        Consumer<? super ReadNote> notes) {
    /** {@return missing values refused, rows as time, labels found by name, features as the last axis, notes unheard} */
    public static ReadOptions defaults() {
        return new ReadOptions(MissingValues.REFUSE, TimeAxis.ROWS, null, null, note -> {});
    }

    /** {@return these options with another way to treat missing values} */
    public ReadOptions withMissing(MissingValues value) {
        return new ReadOptions(value, timeAxis, labels, arrayAxes, notes);
    }

    /** {@return these options with another time axis} */
    public ReadOptions withTimeAxis(TimeAxis value) {
        return new ReadOptions(missing, value, labels, arrayAxes, notes);
    }

    /** {@return these options with a file of labels} */
    public ReadOptions withLabels(@Nullable Path value) {
        return new ReadOptions(missing, timeAxis, value, arrayAxes, notes);
    }

    /** {@return these options with an order of axes} */
    public ReadOptions withArrayAxes(@Nullable ArrayAxes value) {
        return new ReadOptions(missing, timeAxis, labels, value, notes);
    }

    /** {@return these options with a listener for notes} */
    public ReadOptions withNotes(Consumer<? super ReadNote> listener) {
        return new ReadOptions(missing, timeAxis, labels, arrayAxes, listener);
    }
}
