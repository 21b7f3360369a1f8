package io.unfade.data.text;

import io.unfade.check.IOConsumer;
import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.Location;
import io.unfade.data.source.ReadNote;
import io.unfade.data.source.ReadOptions;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads JSON lines: one object per line, one series per object. {@code values} (or {@code x}) is a list of steps, each
 * a list of C numbers, or a number if there is one feature; or an object with a list of numbers over time per feature.
 * Optional are {@code id}, {@code label}, {@code group} (in all lines or none) and {@code features}, the names of the
 * features, in the first line. {@code null} is a missing value.
 */
public final class JsonSeries extends SeriesLines {
    private static final int MOST_NAMED = 5;

    private final Path file;
    private final ReadOptions options;
    private final List<String> ids = new ArrayList<>();
    private final List<Integer> groups = new ArrayList<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private List<String> features = List.of();
    private @Nullable JsonLine first;

    private JsonSeries(TextLines lines, ReadOptions options) {
        super(lines.file().file(), options);
        file = lines.file().file();
        this.options = options;
    }

    /**
     * Reads a file.
     *
     * @throws MalformedFileException if it violates the format; the message names the line
     */
    public static SeriesSet read(Path file, ReadOptions options) throws IOException {
        return SeriesLines.read(file, options, JsonSeries::new);
    }

    /**
     * Reads a file part by part.
     *
     * @param cells how many a part has at the least, but for the last
     * @param reader gets each part; only a file of a single part has labels
     * @throws MalformedFileException likewise, perhaps after some parts have been given
     */
    public static void read(Path file, ReadOptions options, long cells, IOConsumer<? super SeriesSet> reader)
            throws IOException {
        SeriesLines.read(file, options, JsonSeries::new, cells, reader);
    }

    @Override
    boolean isComment(String line) {
        return false;
    }

    @Override
    void add(String text, Location location) throws IOException {
        add(JsonLine.of(text, location), location);
    }

    private void add(JsonLine line, Location location) throws MalformedFileException {
        JsonLine before = first == null ? line : first;
        first = before;
        addTo(ids, "id", line.id(), before.id(), location);
        addTo(groups, "group", line.group(), before.group(), location);
        requireAlike("label", line.label(), before.label(), location);
        if (line.label() != null) {
            labels().add(line.label());
        }
        line.unknown().stream().limit(MOST_NAMED - unknown.size()).forEach(unknown::add);
        boolean start = assembly().count() == 0;
        location.require(
                start || line.features() == assembly().features(),
                "has %d features, but the line before has %d",
                line.features(),
                assembly().features());
        if (start) {
            features = line.names();
        }
        assembly().add(line.cells(features), line.features(), location);
    }

    private static <T> void addTo(List<T> column, String key, @Nullable T value, @Nullable T before, Location location)
            throws MalformedFileException {
        requireAlike(key, value, before, location);
        if (value != null) {
            column.add(value);
        }
    }

    private static void requireAlike(String key, @Nullable Object value, @Nullable Object first, Location location)
            throws MalformedFileException {
        location.require(
                (value == null) == (first == null),
                "has %s %s, but the first line has %s",
                value == null ? "no" : "a",
                key,
                first == null ? "none" : "one");
    }

    @Override
    boolean isLabelled() {
        return first != null && first.label() != null;
    }

    @Override
    void addTo(SeriesBuilder builder) {
        if (!ids.isEmpty()) {
            builder.ids(ids);
        }
        if (!groups.isEmpty()) {
            builder.groups(groups.stream().mapToInt(Integer::intValue).toArray());
        }
        if (!features.isEmpty()) {
            builder.featureNames(features);
        }
        ids.clear();
        groups.clear();
    }

    @Override
    void end() {
        if (!unknown.isEmpty()) {
            String keys = unknown.stream().map(PlainText::quote).collect(Collectors.joining(", "));
            String text = "keys that are not known were not read: " + keys
                    + "; known are id, label, group, features and values (or x)";
            options.notes().accept(new ReadNote(file, ReadNote.Kind.UNKNOWN, text));
        }
    }
}
