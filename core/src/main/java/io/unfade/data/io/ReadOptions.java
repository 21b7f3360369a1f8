package io.unfade.data.io;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * How to read a file of series where the file alone does not say.
 *
 * @param missing what to do with missing values
 * @param timeAxis which axis of an image is time; for IDX files only
 * @param labels the file of labels that belongs to a file of images; for IDX files only. If null, the file named as the
 *     images' with {@code labels-idx1} for {@code images-idx3} is used where there is one
 */
public record ReadOptions(
        MissingValues missing, TimeAxis timeAxis, @Nullable Path labels) {
    /** {@return missing values refused, rows as time, labels found by name} */
    public static ReadOptions defaults() {
        return new ReadOptions(MissingValues.REFUSE, TimeAxis.ROWS, null);
    }

    /** {@return these options with another way to treat missing values} */
    public ReadOptions withMissing(MissingValues value) {
        return new ReadOptions(value, timeAxis, labels);
    }

    /** {@return these options with another time axis} */
    public ReadOptions withTimeAxis(TimeAxis value) {
        return new ReadOptions(missing, value, labels);
    }

    /** {@return these options with a file of labels} */
    public ReadOptions withLabels(@Nullable Path value) {
        return new ReadOptions(missing, timeAxis, value);
    }
}
