package io.unfade.cli.option;

import io.unfade.check.IOConsumer;
import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.cli.base.UsageException;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.io.ReadingRule;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.io.SeriesParts;
import io.unfade.data.source.ArrayAxes;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.ReadNote;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.TimeAxis;
import io.unfade.model.Model;
import io.unfade.model.PreparedSeries;
import io.unfade.model.Signature;
import io.unfade.model.TrainedModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** How a series file is read; shared by every command that reads one. */
public final class DataOptions {
    private static final String MISSING = "missing";
    private static final String TIME_AXIS = "timeAxis";
    private static final String ARRAY_AXES = "arrayAxes";

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

    private @Nullable ReadingRule ofModel;
    private boolean standardizesGroups;

    /** {@return the series of a file that the options name} */
    public SeriesSet read(Path file) throws IOException {
        return read(file, this::tell);
    }

    /** {@return the series of a file that the options name; the listener gets what is to be told of it} */
    public SeriesSet read(Path file, Consumer<? super ReadNote> notes) throws IOException {
        SeriesSet all = read(file, readOptions(file).withNotes(notes));
        SeriesSet chosen = choice.of(all, file);
        if (standardizesGroups && choice.dividesGroups(all, chosen)) {
            say(
                    "--series takes groups apart, and the model standardizes each group by itself: mean and deviation are those"
                            + " of the chosen series alone");
        }
        return chosen;
    }

    /**
     * {@return the series of a file that the options name, read as the training series of a model were where the options do
     * not say otherwise}
     *
     */
    public SeriesSet readFor(Model model, Path file) throws IOException {
        follow(model);
        return read(file);
    }

    /** Has what is read next read as the training series of a model were, where the options do not say otherwise. */
    public void follow(Model model) {
        standardizesGroups = model instanceof TrainedModel trained
                && trained.standardizer().kind() == Standardization.PER_GROUP;
        follow(model.reading().orElse(null));
    }

    /** As {@link #readFor}, read as the series were from which saliency maps with these details were made. */
    public SeriesSet readAs(Map<String, String> details, Path file) throws IOException {
        MissingValues rule = named(details.get(MISSING), MissingValues.values());
        TimeAxis axis = named(details.get(TIME_AXIS), TimeAxis.values());
        if (rule != null && axis != null) {
            ofModel = new ReadingRule(rule, axis, named(details.get(ARRAY_AXES), ArrayAxes.values()));
        }
        return read(file);
    }

    private static <E extends Enum<E>> @Nullable E named(@Nullable String text, E[] values) {
        return Arrays.stream(values)
                .filter(value -> ValueConverters.key(value).equals(text))
                .findFirst()
                .orElse(null);
    }

    /** Takes a rule where the options say nothing, and tells where they say something else. */
    private void follow(@Nullable ReadingRule rule) {
        ofModel = rule;
        if (rule == null) {
            return;
        }
        tellDifference("--missing", missing, rule.missing());
        tellDifference("--time-axis", timeAxis, rule.timeAxis());
        if (rule.arrayAxes() != null) {
            tellDifference("--array-axes", arrayAxes, rule.arrayAxes());
        }
    }

    private void tellDifference(String option, @Nullable Enum<?> given, Enum<?> known) {
        if (given != null && given != known) {
            say(option + " " + ValueConverters.key(given) + " is in force, but the model was trained with "
                    + ValueConverters.key(known));
        }
    }

    /** {@return how series are read by these options, for a model that is trained on them} */
    public ReadingRule rule() {
        MissingValues known = ofModel == null ? MissingValues.REFUSE : ofModel.missing();
        TimeAxis axis = ofModel == null ? TimeAxis.ROWS : ofModel.timeAxis();
        ArrayAxes axes = ofModel == null ? null : ofModel.arrayAxes();
        return new ReadingRule(
                missing == null ? known : missing,
                timeAxis == null ? axis : timeAxis,
                arrayAxes == null ? axes : arrayAxes);
    }

    /**
     * Reads the series that the options name part by part, where the file allows it and all its series are meant.
     *
     * @param cells about how many cells a part has
     */
    public void readParts(Path file, long cells, IOConsumer<? super SeriesSet> reader) throws IOException {
        if (choice.isAll()) {
            SeriesParts.read(file, readOptions(file).withNotes(this::tell), cells, reader);
        } else {
            reader.accept(read(file));
        }
    }

    /** {@return all series of a second file, which the choice of series is not meant for} */
    public SeriesSet readWhole(Path file) throws IOException {
        return read(file, readOptions(file).withLabels(null).withNotes(this::tell));
    }

    private static SeriesSet read(Path file, ReadOptions options) throws IOException {
        try {
            return SeriesFiles.read(file, options);
        } catch (MalformedFileException e) {
            String message = String.valueOf(e.getMessage());
            if (message.endsWith(MissingValues.REMEDY)) {
                throw new UsageException(message + " (--missing RULE)");
            }
            throw e;
        }
    }

    private void tell(ReadNote note) {
        say(note.file() + ": " + inWords(note));
    }

    private void say(String note) {
        PrintWriter messages = command.commandLine().getErr();
        messages.println("Note: " + PlainText.oneLine(note));
        messages.flush();
    }

    /** {@return a note's text, with the option that settles the matter} */
    public static String inWords(ReadNote note) {
        return switch (note.kind()) {
            case AXES -> note.text() + " (--array-axes series-feature-time)";
            case PADDING, LABELS, ORDER, DOUBTFUL, UNKNOWN -> note.text();
        };
    }

    /**
     * {@return series with class indices that mean the same as the model's}
     *
     * @param file where the series are from, for messages
     */
    public static SeriesSet fittedLabelled(Signature model, SeriesSet set, Path file) {
        return fitting(set, file, all -> {
            SeriesSet aligned = model.alignLabelled(all);
            model.standardizer().checkFits(aligned);
            return aligned;
        });
    }

    private static SeriesSet fitting(SeriesSet set, Path file, UnaryOperator<SeriesSet> alignment) {
        try {
            return alignment.apply(set);
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
    }

    /** {@return series as a model reads them, of values that it can compute with} */
    public static SeriesSet fitted(Model model, SeriesSet set, Path file) {
        return fitting(set, file, all -> {
            PreparedSeries prepared = model.prepare(all);
            prepared.checkValues();
            return prepared.set();
        });
    }

    /** {@return likewise, for a use that needs the class of every series} */
    public static SeriesSet fittedLabelled(Model model, SeriesSet set, Path file) {
        return fitting(set, file, all -> model.prepareLabelled(all).set());
    }

    /** {@return how the file was read, in the words of the options} */
    public Map<String, String> details() {
        Map<String, String> details = choice.details();
        ReadingRule rule = rule();
        ArrayAxes axes = rule.arrayAxes() == null ? ArrayAxes.SERIES_TIME_FEATURE : rule.arrayAxes();
        details.put(MISSING, ValueConverters.key(rule.missing()));
        details.put(TIME_AXIS, ValueConverters.key(rule.timeAxis()));
        details.put(ARRAY_AXES, ValueConverters.key(axes));
        return details;
    }

    /** {@return all files whose content decides what {@link #read} gives} */
    public List<Path> sources(Path file) throws IOException {
        return SeriesFiles.sources(file, readOptions(file));
    }

    /** {@return all files whose content decides what {@link #readWhole} gives} */
    public List<Path> sourcesOfWhole(Path file) throws IOException {
        return SeriesFiles.sources(file, readOptions(file).withLabels(null));
    }

    private ReadOptions readOptions(Path file) {
        ReadOptions options = rule().options(file);
        if (timeAxis != null) { // a given option for another format is an error, which the reader names
            options = options.withTimeAxis(timeAxis);
        }
        if (arrayAxes != null) {
            options = options.withArrayAxes(arrayAxes);
        }
        return labels == null ? options : options.withLabels(labels);
    }
}
