package io.unfade.data.io;

import io.unfade.data.source.ArrayAxes;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.TimeAxis;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * How the series that a model was trained on were read, where the files alone do not say. It belongs to the model, so that
 * other series are read as they were.
 *
 * @param missing what was done with missing values
 * @param timeAxis which axis of images was time
 * @param arrayAxes the order of the axes of arrays; null if it was not said
 */
public record ReadingRule(
        MissingValues missing, TimeAxis timeAxis, @Nullable ArrayAxes arrayAxes) {
    /**
     * {@return how to read a file by this rule}; what its format has no use for is left out
     *
     * @throws IllegalArgumentException if the file's name says no known format
     */
    public ReadOptions options(Path file) {
        ReadOptions options = ReadOptions.defaults().withMissing(missing);
        if (SeriesFiles.holdsImages(file)) {
            return options.withTimeAxis(timeAxis);
        }
        return SeriesFiles.holdsArrays(file) ? options.withArrayAxes(arrayAxes) : options;
    }
}
