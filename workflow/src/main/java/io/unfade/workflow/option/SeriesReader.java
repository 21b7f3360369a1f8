package io.unfade.workflow.option;

import io.unfade.check.IOConsumer;
import io.unfade.check.Message;
import io.unfade.check.Progress;
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
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.RequestJson;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Reads series files by the options of one request. */
public final class SeriesReader {
    private static final String MISSING = "missing";
    private static final String TIME_AXIS = "timeAxis";
    private static final String ARRAY_AXES = "arrayAxes";

    private final ReadingOptions options;
    private final SeriesChoice choice;
    private final Progress progress;
    private @Nullable ReadingRule ofModel;
    private boolean standardizesGroups;

    SeriesReader(ReadingOptions options, Progress progress) {
        this.options = options;
        choice = options.choice();
        this.progress = progress;
    }

    /** {@return the series of a file that the options name} */
    public SeriesSet read(Path file) throws IOException {
        return read(file, this::tell);
    }

    /** {@return the series of a file that the options name; the listener gets what the user should know of it} */
    public SeriesSet read(Path file, Consumer<? super ReadNote> notes) throws IOException {
        SeriesSet all = SeriesFiles.read(file, readOptions(file).withNotes(notes));
        SeriesSet chosen = choice.of(all, file);
        if (standardizesGroups && choice.dividesGroups(all, chosen)) {
            progress.note(Message.of(
                    "{series} takes groups apart, and the model standardizes each group by itself: mean and deviation are "
                            + "those of the chosen series alone"));
        }
        return chosen;
    }

    /**
     * {@return the series of a file that the options name, read as the training series of a model were where the options do
     * not say otherwise}
     */
    public SeriesSet readFor(Model model, Path file) throws IOException {
        follow(model);
        return read(file);
    }

    /** Has what is read next read as the training series of a model were, where the options do not say otherwise. */
    public void follow(Model model) {
        standardizesGroups =
                model instanceof TrainedModel trained && trained.standardizer().kind() == Standardization.PER_GROUP;
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
                .filter(value -> RequestJson.key(value).equals(text))
                .findFirst()
                .orElse(null);
    }

    /** Takes a rule where the options say nothing, and tells where they say something else. */
    private void follow(@Nullable ReadingRule rule) {
        ofModel = rule;
        if (rule == null) {
            return;
        }
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

    /** {@return how series are read by these options, for a model that is trained on them} */
    public ReadingRule rule() {
        MissingValues known = ofModel == null ? MissingValues.REFUSE : ofModel.missing();
        TimeAxis axis = ofModel == null ? TimeAxis.ROWS : ofModel.timeAxis();
        ArrayAxes axes = ofModel == null ? null : ofModel.arrayAxes();
        return new ReadingRule(
                options.missing() == null ? known : options.missing(),
                options.timeAxis() == null ? axis : options.timeAxis(),
                options.arrayAxes() == null ? axes : options.arrayAxes());
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
        return SeriesFiles.read(file, readOptions(file).withLabels(null).withNotes(this::tell));
    }

    private void tell(ReadNote note) {
        progress.note(Message.of("%s: " + inWords(note).template(), note.file(), note.text()));
    }

    /** {@return a note's text, with the setting that settles the matter} */
    public static Message inWords(ReadNote note) {
        return switch (note.kind()) {
            case AXES -> Message.of("%s ({arrayAxes} series-feature-time)", note.text());
            case PADDING, LABELS, ORDER, DOUBTFUL, UNKNOWN -> Message.text(note.text());
        };
    }

    /**
     * {@return series with class indices that mean the same as the model's, of values that the model can compute with}
     *
     * @param file where the series are from, for messages
     */
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

    /** {@return likewise, for a model that is yet to be made} */
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

    /** {@return how the file was read, in the words of the options} */
    public Map<String, String> details() {
        Map<String, String> details = choice.details();
        ReadingRule rule = rule();
        ArrayAxes axes = rule.arrayAxes() == null ? ArrayAxes.SERIES_TIME_FEATURE : rule.arrayAxes();
        details.put(MISSING, RequestJson.key(rule.missing()));
        details.put(TIME_AXIS, RequestJson.key(rule.timeAxis()));
        details.put(ARRAY_AXES, RequestJson.key(axes));
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
        ReadOptions all = rule().options(file);
        if (options.timeAxis() != null) { // a given option for another format is an error, which the reader names
            all = all.withTimeAxis(options.timeAxis());
        }
        if (options.arrayAxes() != null) {
            all = all.withArrayAxes(options.arrayAxes());
        }
        return options.labels() == null ? all : all.withLabels(options.labels());
    }
}
