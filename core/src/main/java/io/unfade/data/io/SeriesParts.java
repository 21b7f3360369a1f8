package io.unfade.data.io;

import io.unfade.check.IOConsumer;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.data.numpy.NpzParts;
import io.unfade.data.source.ArrayAxes;
import io.unfade.data.source.Location;
import io.unfade.data.source.MissingMarks;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.TimeAxis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads a file of series in parts, in the file's order, so that it may be larger than memory.
 *
 * <p>An {@code .npz} file whose {@code X} is (series, time, feature) in C order, stored or deflated, is read in one pass: memory
 * is one part, and what there is one of for each series ({@code ids}, {@code lengths}, {@code groups}). Its parts have no labels
 * and no masks. Of text and of {@link SeriesFormat}s, memory is one part; if there are several, they have no labels. A {@code .csv} file whose rows of a
 * series do not follow each other, and files of other formats, are read whole and are one part; so is a file whose missing
 * values are to be marked as it has them.
 */
public final class SeriesParts {
    private SeriesParts() {}

    /**
     * Reads a file.
     *
     * @param file as for {@link SeriesFiles#read(Path, ReadOptions)}
     * @param options likewise
     * @param cells approximate number of cells per part, at least 1; a part has at least one series
     * @param reader receives each part; ids missing in the file are numbered across all parts
     * @throws IllegalArgumentException as {@link SeriesFiles#read(Path, ReadOptions)}
     * @throws MalformedFileException likewise, possibly after some parts have been delivered
     * @throws IOException if reading fails, or the reader throws it
     */
    public static void read(Path file, ReadOptions options, long cells, IOConsumer<? super SeriesSet> reader)
            throws IOException {
        Require.argument(cells >= 1, "a part has at least 1 cell, but %d were asked for", cells);
        if (options.missing() != MissingValues.MARK) {
            readWithGaps(file, options, cells, reader);
            return;
        }
        MissingMarks marks = options.marks();
        if (marks == null) {
            reader.accept(SeriesFiles.read(file, options));
            return;
        }
        Location whole = new Location(file, "");
        readWithGaps(file, options, cells, part -> reader.accept(marks.applyTo(part, whole)));
    }

    /**
     * As {@link #read}, but missing values that are to be marked are still NaN, and such a file is read in parts too.
     */
    public static void readWithGaps(Path file, ReadOptions options, long cells, IOConsumer<? super SeriesSet> reader)
            throws IOException {
        if (isDivided(file, options)) {
            NpzParts.read(file, options, cells, reader);
        } else if (!SeriesFiles.readText(file, options, cells, reader)) {
            reader.accept(SeriesFiles.readWithGaps(file, options));
        }
    }

    private static boolean isDivided(Path file, ReadOptions options) throws IOException {
        boolean plain = options.timeAxis() == TimeAxis.ROWS
                && options.labels() == null
                && options.arrayAxes() != ArrayAxes.SERIES_FEATURE_TIME;
        return plain && file.toString().toLowerCase(Locale.ROOT).endsWith(".npz") && NpzParts.canRead(file);
    }
}
