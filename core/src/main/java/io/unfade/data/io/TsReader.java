package io.unfade.data.io;

import io.unfade.check.MalformedFileException;
import io.unfade.data.SeriesSet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code .ts} files of sktime and aeon: a header, then one case a line, its channels separated by colons, their
 * values by commas, the class label last. There a case is (channel, time); here it becomes (time, feature). Labels keep
 * their case, and classes the order of the header. Time stamps must rise and be the same in all channels of a case, and
 * are then dropped.
 */
final class TsReader {
    private final TsHeader header;
    private final SeriesAssembly assembly;
    private final Map<String, Integer> classes = new HashMap<>();
    private final List<Integer> labels = new ArrayList<>();
    private final GrowingDoubles channelMajor = new GrowingDoubles();

    private TsReader(TsHeader header, SeriesAssembly assembly) {
        this.header = header;
        this.assembly = assembly;
        for (String name : header.classNames()) {
            classes.put(name, classes.size());
        }
    }

    /**
     * Reads a file.
     *
     * @throws MalformedFileException if it is not of this format, with the line
     */
    static SeriesSet read(Path file, ReadOptions options) throws IOException {
        try (TextLines lines = TextLines.open(file)) {
            TsReader reader = new TsReader(TsHeader.read(lines), new SeriesAssembly(file, options));
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    reader.addCase(line, lines.location());
                }
            }
            SeriesSet.Builder builder = reader.assembly.toBuilder();
            if (!reader.classes.isEmpty()) {
                builder.labels(
                        reader.labels.stream().mapToInt(Integer::intValue).toArray(), reader.header.classNames());
            }
            return builder.build();
        }
    }

    private void addCase(String line, Location location) throws MalformedFileException {
        int end = line.length();
        if (!classes.isEmpty()) {
            end = line.lastIndexOf(':');
            location.require(end >= 0, "has no class label (a ':' and one of the labels of the header, at the end)");
            labels.add(label(line.substring(end + 1).strip(), location));
        }
        channelMajor.clear();
        int channels = header.timeStamps()
                ? new TsTimeStamps(line, end, location).readChannels(channelMajor)
                : readChannels(line, end, location);
        int length = channelMajor.size() / channels;
        checkShape(length, channels, location);
        double[] cells = new double[channelMajor.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i % length * channels + i / length] = channelMajor.get(i);
        }
        assembly.add(cells, channels, location);
    }

    private int label(String text, Location location) throws MalformedFileException {
        Integer label = classes.get(text);
        if (label == null) {
            String known = header.classNames().toString();
            throw location.problem(
                    "class label %s is not one of those of the header, %s",
                    Location.quote(text), known.length() > 200 ? known.substring(0, 200) + "..." : known);
        }
        return label;
    }

    private void checkShape(int length, int channels, Location location) throws MalformedFileException {
        location.require(
                channels == header.dimensions().orElse(channels),
                "has %d channels, but the header says %d dimensions",
                channels,
                header.dimensions().orElse(channels));
        location.require(!header.univariate() || channels == 1, "has %d channels, but the header says 1", channels);
        boolean first = assembly.count() == 0;
        location.require(
                first || channels == assembly.features(),
                "has %d channels, but the case before has %d",
                channels,
                assembly.features());
        if (header.equalLength()) {
            int expected = header.seriesLength().orElse(first ? length : assembly.lastLength());
            location.require(
                    length == expected,
                    "has %d steps, but the header says equal lengths, so there must be %d",
                    length,
                    expected);
        }
    }

    /** Adds the values of channels that end before an index; {@return how many channels there are} */
    private int readChannels(String line, int end, Location location) throws MalformedFileException {
        int channels = 0;
        int start = 0;
        int before = 0;
        int length = 0;
        while (start <= end) {
            int colon = line.indexOf(':', start);
            int stop = colon < 0 || colon > end ? end : colon;
            readValues(line, start, stop, location);
            int values = channelMajor.size() - before;
            location.require(
                    channels == 0 || values == length,
                    "channel %d has %d values, but the channels before have %d",
                    channels,
                    values,
                    length);
            length = values;
            before = channelMajor.size();
            channels++;
            start = stop + 1;
        }
        return channels;
    }

    private void readValues(String line, int from, int to, Location location) throws MalformedFileException {
        int start = from;
        while (start <= to) {
            int stop = start; // not by indexOf, which would look through all channels behind this one
            while (stop < to && line.charAt(stop) != ',') {
                stop++;
            }
            boolean room = channelMajor.add(TextNumber.cell(line.substring(start, stop), location));
            location.require(room, "has too many values");
            start = stop + 1;
        }
    }
}
