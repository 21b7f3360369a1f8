package io.unfade.cli;

import io.unfade.check.IOConsumer;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardizer;
import io.unfade.data.io.ArrayAxes;
import io.unfade.data.io.MissingValues;
import io.unfade.data.io.ReadNote;
import io.unfade.data.io.ReadOptions;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.io.SeriesParts;
import io.unfade.data.io.TimeAxis;
import io.unfade.model.ModelDescription;
import io.unfade.model.TrainedModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** How a series file is read; shared by every command that reads one. */
final class DataOptions {
    @Mixin
    private SeriesChoice choice = new SeriesChoice();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--labels",
            order = 61,
            paramLabel = "FILE",
            description =
                    "Label file of an IDX image file or a .npy array; found by its name if it lies beside the series.")
    private @Nullable Path labels;

    @Option(
            names = "--time-axis",
            order = 62,
            paramLabel = "AXIS",
            defaultValue = "rows",
            description = "What is time in an IDX image file: rows or columns.")
    private TimeAxis timeAxis = TimeAxis.ROWS;

    @Option(
            names = "--array-axes",
            order = 62,
            paramLabel = "AXES",
            description = "The order of the axes of a .npz or .npy array: series-time-feature, which is taken if not given, "
                    + "or series-feature-time.")
    private @Nullable ArrayAxes arrayAxes;

    @Option(
            names = "--missing",
            order = 63,
            paramLabel = "RULE",
            defaultValue = "refuse",
            description = "What to do with missing values: refuse, zero, previous (the last known value) or linear "
                    + "(interpolation).")
    private MissingValues missing = MissingValues.REFUSE;

    /** {@return the series of a file that the options name} */
    SeriesSet read(Path file) throws IOException {
        return read(file, this::tell);
    }

    /** {@return the series of a file that the options name; the listener gets what is to be told of it} */
    SeriesSet read(Path file, Consumer<? super ReadNote> notes) throws IOException {
        return choice.of(SeriesFiles.read(file, readOptions().withNotes(notes)), file);
    }

    /**
     * Reads the series that the options name part by part, where the file allows it and all its series are meant.
     *
     * @param cells about how many cells a part has
     */
    void readParts(Path file, long cells, IOConsumer<? super SeriesSet> reader) throws IOException {
        if (choice.isAll()) {
            SeriesParts.read(file, readOptions().withNotes(this::tell), cells, reader);
        } else {
            reader.accept(read(file));
        }
    }

    /** {@return all series of a second file, which the choice of series is not meant for} */
    SeriesSet readWhole(Path file) throws IOException {
        return SeriesFiles.read(file, readOptions().withLabels(null).withNotes(this::tell));
    }

    private void tell(ReadNote note) {
        PrintWriter messages = command.commandLine().getErr();
        messages.println("Note: " + note.file() + ": " + inWords(note));
        messages.flush();
    }

    /** {@return a note's text, with the option that settles the matter} */
    static String inWords(ReadNote note) {
        return switch (note.kind()) {
            case AXES -> note.text() + " (--array-axes series-feature-time)";
            case PADDING, LABELS, UNKNOWN -> note.text();
        };
    }

    /**
     * {@return series with class indices that mean the same as the model's}
     *
     * @param file where the series are from, for messages
     */
    static SeriesSet fitted(ModelDescription model, Standardizer standardizer, SeriesSet set, Path file) {
        return fitted(standardizer, set, file, model::align);
    }

    private static SeriesSet fitted(
            Standardizer standardizer, SeriesSet set, Path file, UnaryOperator<SeriesSet> alignment) {
        try {
            SeriesSet aligned = alignment.apply(set);
            standardizer.checkFits(aligned);
            return aligned;
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
    }

    static SeriesSet fitted(TrainedModel model, SeriesSet set, Path file) {
        return fitted(model.description(), model.standardizer(), set, file);
    }

    /** {@return likewise, for a use that needs the class of every series} */
    static SeriesSet fittedLabelled(TrainedModel model, SeriesSet set, Path file) {
        return fittedLabelled(model.description(), model.standardizer(), set, file);
    }

    static SeriesSet fittedLabelled(ModelDescription model, Standardizer standardizer, SeriesSet set, Path file) {
        return fitted(standardizer, set, file, model::alignLabelled);
    }

    /** {@return how the file was read, in the words of the options} */
    Map<String, String> details() {
        Map<String, String> details = choice.details();
        details.put("missing", missing.name().toLowerCase(Locale.ROOT));
        details.put("timeAxis", timeAxis.name().toLowerCase(Locale.ROOT));
        details.put(
                "arrayAxes", ValueConverters.key(arrayAxes == null ? ArrayAxes.SERIES_TIME_FEATURE : arrayAxes));
        return details;
    }

    /** {@return all files whose content decides what {@link #read} gives} */
    List<Path> sources(Path file) throws IOException {
        return SeriesFiles.sources(file, readOptions());
    }

    /** {@return all files whose content decides what {@link #readWhole} gives} */
    List<Path> sourcesOfWhole(Path file) throws IOException {
        return SeriesFiles.sources(file, readOptions().withLabels(null));
    }

    private ReadOptions readOptions() {
        ReadOptions options = ReadOptions.defaults()
                .withMissing(missing)
                .withTimeAxis(timeAxis)
                .withArrayAxes(arrayAxes);
        return labels == null ? options : options.withLabels(labels);
    }
}
