package io.unfade.data.io;

import io.unfade.check.Require;
import io.unfade.data.source.ArrayAxes;
import io.unfade.data.source.MissingMarks;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.TimeAxis;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * How a model's training series were read, where the files leave it open. Stored with the model, so that other series
 * are read the same way.
 *
 * @param missing the handling of missing values
 * @param timeAxis the time axis of images
 * @param arrayAxes the order of the axes of arrays; null if not given
 * @param marks of missing values; null unless they are marked
 */
public record ReadingRule(
        MissingValues missing,
        TimeAxis timeAxis,
        @Nullable ArrayAxes arrayAxes,
        @Nullable MissingMarks marks) {
    /** Checks that there are marks only where missing values are marked. */
    public ReadingRule {
        Require.argument(
                marks == null || missing == MissingValues.MARK,
                "marks of missing values belong to missing 'mark', but it is '%s'",
                missing.key());
    }

    /** A rule without marks. */
    public ReadingRule(MissingValues missing, TimeAxis timeAxis, @Nullable ArrayAxes arrayAxes) {
        this(missing, timeAxis, arrayAxes, null);
    }

    /**
     * {@return options for a file}, without those that do not apply to its format
     *
     * @throws IllegalArgumentException if the file's name has no known format
     */
    public ReadOptions options(Path file) {
        ReadOptions options = ReadOptions.defaults().withMissing(missing).withMarks(marks);
        if (SeriesFiles.holdsImages(file)) {
            return options.withTimeAxis(timeAxis);
        }
        return SeriesFiles.holdsArrays(file) ? options.withArrayAxes(arrayAxes) : options;
    }
}
