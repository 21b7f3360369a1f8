package io.unfade.cli.option;

import io.unfade.data.source.ArrayAxes;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.TimeAxis;
import io.unfade.workflow.option.ReadingOptions;
import io.unfade.workflow.option.SeriesChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** How a series file is read; shared by every command that reads one. */
public final class DataOptions {
    @Mixin
    private SeriesOptions which = new SeriesOptions();

    @Option(
            names = "--labels",
            order = 61,
            paramLabel = "FILE",
            description =
                    "Label file of an IDX image file or a .npy array; found by its name if it lies next to the series.")
    private @Nullable Path labels;

    @Option(
            names = "--time-axis",
            order = 62,
            paramLabel = "AXIS",
            description = "What is time in an IDX image file: rows or columns; as the model was trained, else rows.")
    private @Nullable TimeAxis timeAxis;

    @Option(
            names = "--array-axes",
            order = 62,
            paramLabel = "AXES",
            description = "The order of the axes of a .npz or .npy array: series-time-feature or "
                    + "series-feature-time; as the model was trained, else series-time-feature.")
    private @Nullable ArrayAxes arrayAxes;

    @Option(
            names = "--missing",
            order = 63,
            paramLabel = "RULE",
            description = "What to do with missing values: refuse, zero, previous (the last known value) or linear "
                    + "(interpolation in time); as the model was trained, else refuse.")
    private @Nullable MissingValues missing;

    public ReadingOptions reading() {
        SeriesChoice choice = which.choice();
        return new ReadingOptions(
                choice.series(), choice.groups(), choice.notGroups(), labels, timeAxis, arrayAxes, missing);
    }
}
