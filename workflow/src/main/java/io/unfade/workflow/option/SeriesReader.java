package io.unfade.workflow.option;

import com.fasterxml.jackson.core.type.TypeReference;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.FileStamp;
import io.unfade.check.IOConsumer;
import io.unfade.check.Message;
import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.io.ReadingRule;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.io.SeriesParts;
import io.unfade.data.source.ArrayAxes;
import io.unfade.data.source.Location;
import io.unfade.data.source.MissingMarks;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.ReadNote;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.TimeAxis;
import io.unfade.model.Model;
import io.unfade.model.PreparedSeries;
import io.unfade.model.Signature;
import io.unfade.model.TrainedModel;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.RequestJson;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Reads series files by the options of one request. */
public final class SeriesReader {
    private static final String MISSING = "missing";
    private static final String MARKS = "marks";
    private static final String TIME_AXIS = "timeAxis";
    private static final String ARRAY_AXES = "arrayAxes";

    private final ReadingOptions options;
    private final SeriesChoice choice;
    private final Progress progress;
    private @Nullable ReadingRule ofModel;
    private @Nullable MissingMarks marks;
    private boolean standardizesGroups;

    SeriesReader(ReadingOptions options, Progress progress) {
        this.options = options;
        choice = options.choice();
        this.progress = progress;
    }

    /** {@return the chosen series of a file} */
    public SeriesSet read(Path file) throws IOException {
        return read(file, this::tell);
    }

    /** {@return the chosen series of a file; the listener receives notes for the user} */
    public SeriesSet read(Path file, Consumer<? super ReadNote> notes) throws IOException {
        SeriesSet all = SeriesFiles.readWithGaps(file, readOptions(file).withNotes(notes));
        SeriesSet chosen = choice.of(all, file);
        if (standardizesGroups && choice.dividesGroups(all, chosen)) {
            progress.note(Message.of(
                    "{series} takes groups apart, and the model standardizes each group by itself: mean and deviation are "
                            + "those of the chosen series only"));
        }
        return marked(chosen, file);
    }

    /** {@return the series without gaps, where missing values are marked: as before, or the first time as they have them} */
    private SeriesSet marked(SeriesSet gaps, Path file) throws IOException {
        if (rule().missing() != MissingValues.MARK) {
            return gaps;
        }
        Location whole = new Location(file, "");
        if (marks == null) {
            marks = MissingMarks.of(gaps, whole);
        }
        return marks.applyTo(gaps, whole);
    }

    /**
     * {@return the chosen series of a file, read as the model's training series were unless the options say otherwise}
     */
    public SeriesSet readFor(Model model, Path file) throws IOException {
        follow(model);
        return read(file);
    }

    /** Reads further files as the model's training series were, unless the options say otherwise. */
    public void follow(Model model) {
        standardizesGroups =
                model instanceof TrainedModel trained && trained.standardizer().kind() == Standardization.PER_GROUP;
        follow(model.reading().orElse(null));
    }

    /** As {@link #readFor}, but as the series explained by maps with these details were read. */
    public SeriesSet readAs(Map<String, String> details, Path file) throws IOException {
        MissingValues rule = named(details.get(MISSING), MissingValues.values());
        TimeAxis axis = named(details.get(TIME_AXIS), TimeAxis.values());
        if (rule != null && axis != null) {
            ofModel = new ReadingRule(rule, axis, named(details.get(ARRAY_AXES), ArrayAxes.values()));
            marks = marks(details.get(MARKS));
        }
        return asExplained(details, read(file));
    }

    /**
     * {@return the series as maps with these details explain them: whole, or their first steps}
     *
     * @throws IllegalArgumentException if the details name no number of steps that every series has
     */
    public static SeriesSet asExplained(Map<String, String> details, SeriesSet set) {
        String steps = details.get(SaliencyMaps.AT_STEP);
        if (steps == null) {
            return set;
        }
        Require.argument(
                steps.matches("[1-9][0-9]{0,8}"),
                "the saliency is of the output at step '%s', which is no number of steps",
                steps);
        return set.first(Integer.parseInt(steps));
    }

    private static @Nullable MissingMarks marks(@Nullable String text) throws IOException {
        return text == null
                ? null
                : new MissingMarks(Json.MAPPER.readValue(text, new TypeReference<LinkedHashMap<String, Double>>() {}));
    }

    private static <E extends Enum<E>> @Nullable E named(@Nullable String text, E[] values) {
        return Arrays.stream(values)
                .filter(value -> RequestJson.key(value).equals(text))
                .findFirst()
                .orElse(null);
    }

    /** Applies a rule where the options are silent, and notes where they differ. */
    private void follow(@Nullable ReadingRule rule) {
        ofModel = rule;
        if (rule == null) {
            return;
        }
        marks = rule.marks();
        tellDifference("missing", options.missing(), rule.missing());
        tellDifference("timeAxis", options.timeAxis(), rule.timeAxis());
        if (rule.arrayAxes() != null) {
            tellDifference("arrayAxes", options.arrayAxes(), rule.arrayAxes());
        }
    }

    private void tellDifference(String component, @Nullable Enum<?> given, Enum<?> known) {
        if (given != null && given != known) {
            progress.note(Message.of(
                    "{" + component + "} %s is in force, but the model was trained with %s",
                    RequestJson.key(given),
                    RequestJson.key(known)));
        }
    }

    /** {@return how these options read series, for a model trained on them} */
    public ReadingRule rule() {
        MissingValues known = ofModel == null ? MissingValues.REFUSE : ofModel.missing();
        TimeAxis axis = ofModel == null ? TimeAxis.ROWS : ofModel.timeAxis();
        ArrayAxes axes = ofModel == null ? null : ofModel.arrayAxes();
        MissingValues missing = options.missing() == null ? known : options.missing();
        return new ReadingRule(
                missing,
                options.timeAxis() == null ? axis : options.timeAxis(),
                options.arrayAxes() == null ? axes : options.arrayAxes(),
                missing == MissingValues.MARK ? marks : null);
    }

    /**
     * Reads the chosen series part by part, if the file allows it and all its series are chosen.
     *
     * @param cells approximate number of cells per part
     */
    public void readParts(Path file, long cells, IOConsumer<? super SeriesSet> reader) throws IOException {
        if (choice.isAll()) {
            SeriesParts.read(file, readOptions(file).withNotes(this::tell), cells, reader);
        } else {
            reader.accept(read(file));
        }
    }

    /** {@return all series of a second file, to which the choice of series does not apply} */
    public SeriesSet readWhole(Path file) throws IOException {
        return SeriesFiles.read(file, readOptions(file).withLabels(null).withNotes(this::tell));
    }

    private void tell(ReadNote note) {
        progress.note(Message.of("%s: " + inWords(note).template(), note.file(), note.text()));
    }

    /** {@return a note's text, with the setting that resolves it} */
    public static Message inWords(ReadNote note) {
        return switch (note.kind()) {
            case AXES -> Message.of("%s ({arrayAxes} series-feature-time)", note.text());
            case PADDING, LABELS, ORDER, DOUBTFUL, UNKNOWN -> Message.text(note.text());
        };
    }

    /**
     * {@return series with the model's class indices and with values that the model can process}
     *
     * @param file source of the series, for messages
     */
    public static SeriesSet fitted(Model model, SeriesSet set, Path file) {
        return fitting(set, file, all -> {
            PreparedSeries prepared = model.prepare(all);
            prepared.checkValues();
            return prepared.set();
        });
    }

    /** {@return the same, for uses that need every label} */
    public static SeriesSet fittedLabelled(Model model, SeriesSet set, Path file) {
        return fitting(set, file, all -> model.prepareLabelled(all).set());
    }

    /** {@return the same, for a model yet to be created} */
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
            throw BadRequest.of("%s: %s", file, String.valueOf(e.getMessage()));
        }
    }

    /** {@return how the file was read, in terms of the options} */
    public Map<String, String> details() {
        Map<String, String> details = choice.details();
        ReadingRule rule = rule();
        ArrayAxes axes = rule.arrayAxes() == null ? ArrayAxes.SERIES_TIME_FEATURE : rule.arrayAxes();
        details.put(MISSING, RequestJson.key(rule.missing()));
        details.put(TIME_AXIS, RequestJson.key(rule.timeAxis()));
        details.put(ARRAY_AXES, RequestJson.key(axes));
        if (rule.marks() != null) {
            details.put(MARKS, Json.MAPPER.valueToTree(rule.marks().means()).toString());
        }
        return details;
    }

    /** {@return all files that determine the result of {@link #read}} */
    public List<Path> sources(Path file) throws IOException {
        return SeriesFiles.sources(file, readOptions(file));
    }

    /**
     * {@return the hash of the file that was read, or of all files of a folder; without labels in another file}
     *
     * @param stamps of {@link #sources}, from before it was read
     */
    public static String sha256(Path file, List<FileStamp> stamps) throws IOException {
        if (!Files.isDirectory(file)) {
            return stamps.get(0).sha256();
        }
        String hash = SeriesFiles.stamp(file).sha256();
        for (FileStamp stamp : stamps) {
            stamp.requireUnchanged();
        }
        return hash;
    }

    /** {@return all files that determine the result of {@link #readWhole}} */
    public List<Path> sourcesOfWhole(Path file) throws IOException {
        return SeriesFiles.sources(file, readOptions(file).withLabels(null));
    }

    private ReadOptions readOptions(Path file) {
        ReadOptions all = rule().options(file);
        if (options.timeAxis() != null) { // the reader reports an option given for another format
            all = all.withTimeAxis(options.timeAxis());
        }
        if (options.arrayAxes() != null) {
            all = all.withArrayAxes(options.arrayAxes());
        }
        return options.labels() == null ? all : all.withLabels(options.labels());
    }
}
