package io.unfade.data.text;

import io.unfade.check.IOConsumer;
import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.LabelColumn;
import io.unfade.data.source.Location;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.TextNumber;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Reads ARFF files of the UCR and UEA archives. With one feature, each numeric attribute is a time step. With several,
 * one quoted relational attribute holds the channels, separated by {@code \n} (a backslash and the letter), their
 * values by commas. The class is the nominal attribute, at any position; else the one named class, target or label.
 * Missing values are {@code ?}.
 */
public final class ArffSeries extends SeriesLines {
    private static final String CHANNEL_END = "\\n";

    private final ArffHeader header;
    private final Set<String> classes;
    private final ChannelValues channels = new ChannelValues();

    private ArffSeries(TextLines lines, ReadOptions options) throws IOException {
        super(lines.file().file(), options);
        header = ArffHeader.read(lines);
        classes = Set.copyOf(header.classNames());
    }

    /**
     * Reads a file.
     *
     * @throws MalformedFileException if it violates the format; the message names the line
     */
    public static SeriesSet read(Path file, ReadOptions options) throws IOException {
        return SeriesLines.read(file, options, ArffSeries::new);
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
        SeriesLines.read(file, options, ArffSeries::new, cells, reader);
    }

    @Override
    boolean isComment(String line) {
        return line.startsWith("%");
    }

    @Override
    boolean isLabelled() {
        return header.label() >= 0;
    }

    @Override
    void addLabels(LabelColumn column, SeriesBuilder builder) {
        column.addTo(builder, header.classNames());
    }

    @Override
    void add(String line, Location location) throws MalformedFileException {
        location.require(!line.stripLeading().startsWith("{"), "sparse lines ({index value, ...}) are not read");
        channels.clear();
        ArffFields fields = new ArffFields(line, 0, location);
        int steps = 0;
        for (int i = 0; i < header.attributes(); i++) {
            location.require(fields.hasNext(), "has %d fields, but the header has %d", i, header.attributes());
            fields.next();
            if (i == header.label()) {
                labels().add(label(fields, location));
            } else if (i == header.relational()) {
                addChannels(line, fields, location);
            } else {
                boolean room = channels.values().add(TextNumber.cell(fields.text(), location));
                location.require(room, "has too many values");
                steps++;
            }
        }
        location.require(!fields.hasNext(), "has more fields than the %d of the header", header.attributes());
        if (header.relational() < 0) {
            channels.end(steps, location);
        }
        location.require(
                assembly().count() == 0 || channels.channels() == assembly().features(),
                "has %d channels, but the series before has %d",
                channels.channels(),
                assembly().features());
        assembly().add(channels.cells(), channels.channels(), location);
    }

    private String label(ArffFields fields, Location location) throws MalformedFileException {
        String label = fields.text();
        location.require(!label.isBlank() && !(label.equals("?") && !fields.isQuoted()), "has no class");
        location.require(
                classes.isEmpty() || classes.contains(label),
                "class %s is not one of those of the header",
                PlainText.quote(label));
        return label;
    }

    private void addChannels(String line, ArffFields fields, Location location) throws MalformedFileException {
        location.require(fields.isQuoted(), "the relational attribute must be in quotes");
        int start = fields.from();
        while (start <= fields.to()) {
            int end = line.indexOf(CHANNEL_END, start);
            int stop = end < 0 || end > fields.to() ? fields.to() : end;
            channels.add(line, start, stop, location);
            start = stop == fields.to() ? stop + 1 : stop + CHANNEL_END.length();
        }
    }
}
