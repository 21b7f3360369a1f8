package io.unfade.data.text;

import io.unfade.check.IOConsumer;
import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.LabelColumn;
import io.unfade.data.source.Location;
import io.unfade.data.source.ReadOptions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code .ts} files of sktime and aeon: a header, then one case per line, with channels separated by colons,
 * their values by commas, and the class label last. A case is (channel, time) in the file and becomes (time, feature).
 * Classes keep the case and order of the header; if it lists none, they are those that occur. Time stamps must increase
 * and agree in all channels of a case, and are then dropped.
 */
public final class TsReader extends SeriesLines {
    private final TsHeader header;
    private final Set<String> classes;
    private final Map<String, String> anyCase = new HashMap<>(); // to the class; to nothing if there are several
    private final ChannelValues channels = new ChannelValues();
    private int length;

    private TsReader(TextLines lines, ReadOptions options) throws IOException {
        super(lines.file().file(), options);
        header = TsHeader.read(lines);
        classes = new HashSet<>(header.classNames());
        for (String name : header.classNames()) {
            anyCase.merge(name.toLowerCase(Locale.ROOT), name, (one, other) -> "");
        }
    }

    /**
     * Reads a file.
     *
     * @throws MalformedFileException if it violates the format; the message names the line
     */
    public static SeriesSet read(Path file, ReadOptions options) throws IOException {
        return SeriesLines.read(file, options, TsReader::new);
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
        SeriesLines.read(file, options, TsReader::new, cells, reader);
    }

    @Override
    boolean isComment(String line) {
        return TextLines.isComment(line.strip());
    }

    @Override
    boolean isLabelled() {
        return header.labelled();
    }

    @Override
    void addLabels(LabelColumn column, SeriesBuilder builder) {
        column.addTo(builder, header.classNames());
    }

    @Override
    void add(String line, Location location) throws MalformedFileException {
        int end = line.length();
        if (header.labelled()) {
            end = line.lastIndexOf(':');
            location.require(end >= 0, "has no class label (a ':' and one of the labels of the header, at the end)");
            String label = line.substring(end + 1).strip();
            location.require(!label.isEmpty(), "has no class label after the last ':'");
            labels().add(header.classNames().isEmpty() ? label : named(label, location));
        }
        channels.clear();
        TsTimeStamps stamps = header.timeStamps() ? new TsTimeStamps(line, end, location) : null;
        if (stamps == null) {
            readChannels(line, end, location);
        } else {
            stamps.readChannels(channels);
        }
        checkShape(channels.length(), channels.channels(), location);
        length = channels.length();
        if (stamps == null) {
            assembly().add(channels.cells(), channels.channels(), location);
        } else {
            assembly().add(channels.cells(), channels.channels(), stamps.times(), location);
        }
    }

    /** {@return the header's class for a label; case matters only where the header needs it} */
    private String named(String label, Location location) throws MalformedFileException {
        if (classes.contains(label)) {
            return label;
        }
        String alike = anyCase.getOrDefault(label.toLowerCase(Locale.ROOT), "");
        if (alike.isEmpty()) {
            String known = header.classNames().toString();
            throw location.problem(
                    "class label %s is not one of those of the header, %s",
                    PlainText.quote(label), known.length() > 200 ? known.substring(0, 200) + "..." : known);
        }
        return alike;
    }

    private void checkShape(int steps, int count, Location location) throws MalformedFileException {
        location.require(
                count == header.dimensions().orElse(count),
                "has %d channels, but the header says %d dimensions",
                count,
                header.dimensions().orElse(count));
        location.require(!header.univariate() || count == 1, "has %d channels, but the header says 1", count);
        boolean first = assembly().count() == 0;
        location.require(
                first || count == assembly().features(),
                "has %d channels, but the case before has %d",
                count,
                assembly().features());
        if (header.equalLength()) {
            int expected = header.seriesLength().orElse(first ? steps : length);
            location.require(
                    steps == expected,
                    "has %d steps, but the header says equal lengths, so there must be %d",
                    steps,
                    expected);
        }
    }

    private void readChannels(String line, int end, Location location) throws MalformedFileException {
        int start = 0;
        while (start <= end) {
            int colon = line.indexOf(':', start);
            int stop = colon < 0 || colon > end ? end : colon;
            channels.add(line, start, stop, location);
            start = stop + 1;
        }
    }
}
