package io.unfade.data.numpy;

import io.unfade.check.MalformedFileException;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.Location;
import io.unfade.data.source.ReadNote;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.SeriesEnds;
import io.unfade.data.source.SourceStream;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code .npy} file of series, {@code (n, T, C)} or {@code (n, T)}, and the {@code .npy} file of their n labels.
 * Labels are found next to the series by name: {@code y} in place of a word {@code X}, as in {@code X_train} and {@code
 * y_train}; or the name of the series with {@code y} or {@code labels} before or after it.
 */
public final class NpySeries {
    private static final String ENDING = ".npy";

    /** The letter X as a separate word, or as a capital before or after a lower-case word, as in Xtrain and trainX. */
    private static final Pattern X =
            Pattern.compile("(?<![\\p{L}\\p{N}])(?:[Xx](?![\\p{L}\\p{N}])|X(?=[a-z]))|(?<=[a-z])X(?![\\p{L}\\p{N}])");

    private NpySeries() {}

    /**
     * Reads an array and its labels.
     *
     * @throws MalformedFileException if a file is not of this format, or the two do not match
     */
    public static SeriesSet read(Path file, ReadOptions options) throws IOException {
        Location whole = new Location(file, "");
        ArrayCells cells;
        try (InputStream in = SourceStream.open(file)) {
            cells = new ArrayCells(NpyBlocks.open(in, SourceStream.limit(file), whole), options);
        }
        SeriesBuilder builder = cells.builder();
        if (!cells.isFinite()) {
            SeriesEnds ends = new SeriesEnds(whole, options);
            ends.shorten(builder, whole);
            ends.tell();
            options.missing().fill(builder, whole);
        }
        Path labels = labelFile(file, options);
        if (labels != null) {
            addLabels(builder, labels, file);
            if (options.labels() == null) {
                String text = "labels are read from " + labels.getFileName();
                options.notes().accept(new ReadNote(file, ReadNote.Kind.LABELS, text));
            }
        }
        cells.tellAxes(options);
        return builder.build();
    }

    private static void addLabels(SeriesBuilder builder, Path file, Path series) throws IOException {
        Location location = new Location(file, "");
        NpyArray labels;
        try (InputStream in = SourceStream.open(file)) {
            labels = NpyArray.read(NpyBlocks.open(in, SourceStream.limit(file), location));
        }
        int[] shape = labels.shape();
        boolean column = shape.length == 1 || (shape.length == 2 && shape[1] == 1);
        location.require(
                column && shape[0] == builder.count(),
                "must have one label for each series, shape [%d], as %s has %d series, but has %s",
                builder.count(),
                series,
                builder.count(),
                Arrays.toString(shape));
        LabelArray.addTo(builder, labels, location);
    }

    /**
     * {@return the file of labels; null if there is none}
     *
     * @throws MalformedFileException if there are several candidates
     */
    public static @Nullable Path labelFile(Path file, ReadOptions options) throws IOException {
        if (options.labels() != null) {
            return options.labels();
        }
        Map<Object, Path> found = new LinkedHashMap<>();
        for (String name : names(String.valueOf(file.getFileName()))) {
            Path labels = file.resolveSibling(name);
            if (Files.isRegularFile(labels)) {
                found.putIfAbsent(labels.toRealPath(), labels);
            }
        }
        if (found.size() > 1) {
            throw new Location(file, "")
                    .problem(
                            "several files next to it could hold its labels: %s; name the right one",
                            String.join(
                                    ", ",
                                    found.values().stream()
                                            .map(path -> String.valueOf(path.getFileName()))
                                            .toList()));
        }
        return found.values().stream().findFirst().orElse(null);
    }

    /** {@return the possible names of the file of labels} */
    private static List<String> names(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        int end = lower.lastIndexOf(ENDING);
        String stem = file.substring(0, end);
        List<String> stems = new ArrayList<>();
        Matcher x = X.matcher(stem);
        while (x.find()) {
            stems.add(stem.substring(0, x.start()) + "y" + stem.substring(x.end()));
            stems.add(stem.substring(0, x.start()) + "Y" + stem.substring(x.end()));
        }
        for (String word : List.of("y", "labels")) {
            stems.add(stem + "_" + word);
            stems.add(word + "_" + stem);
        }
        List<String> names = new ArrayList<>();
        for (String name : stems) {
            names.add(name + ENDING);
            names.add(name + ENDING + ".gz");
        }
        return names;
    }
}
