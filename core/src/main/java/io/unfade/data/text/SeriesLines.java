package io.unfade.data.text;

import io.unfade.check.IOConsumer;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.LabelColumn;
import io.unfade.data.source.Location;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.SeriesAssembly;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A format of text in which a line is a series. So a file can be read part by part: besides the line that is being read, only the
 * series of a part are held.
 */
abstract class SeriesLines {
    private final SeriesAssembly assembly;
    private LabelColumn labels = new LabelColumn();

    SeriesLines(Path file, ReadOptions options) {
        assembly = new SeriesAssembly(file, options);
    }

    /** Opens a file of the format, and reads its header. */
    @FunctionalInterface
    interface Format {
        SeriesLines open(TextLines lines, ReadOptions options) throws IOException;
    }

    /**
     * Reads a file.
     *
     * @param cells how many a part has at the least, but for the last
     * @param reader gets each part. Only a file of a single part has labels: which classes there are is known at its end
     */
    static void read(Path file, ReadOptions options, Format format, long cells, IOConsumer<? super SeriesSet> reader)
            throws IOException {
        try (TextLines lines = TextLines.open(file)) {
            SeriesLines series = format.open(lines, options);
            boolean divided = false;
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (!line.isBlank() && !series.isComment(line)) {
                    if (series.assembly.fills(cells)) {
                        reader.accept(series.build(series.assembly.toPart(), false));
                        divided = true;
                    }
                    series.add(line, lines.location());
                }
            }
            SeriesSet last = series.build(series.assembly.toBuilder(), !divided);
            series.end();
            reader.accept(last);
        }
    }

    /** {@return all series of a file} */
    static SeriesSet read(Path file, ReadOptions options, Format format) throws IOException {
        SeriesSet[] whole = new SeriesSet[1];
        read(file, options, format, Long.MAX_VALUE, set -> whole[0] = set);
        return whole[0];
    }

    private SeriesSet build(SeriesBuilder builder, boolean labelled) {
        addTo(builder);
        if (labelled && isLabelled()) {
            addLabels(labels, builder);
        }
        labels = new LabelColumn();
        return builder.build();
    }

    /** {@return where the series go} */
    final SeriesAssembly assembly() {
        return assembly;
    }

    /** {@return where the label of the series goes that is being read} */
    final LabelColumn labels() {
        return labels;
    }

    /** {@return whether a line is none of the series} */
    abstract boolean isComment(String line);

    /** Reads a line, and adds its series to the assembly. */
    abstract void add(String line, Location location) throws IOException;

    /** {@return whether the series have labels} */
    abstract boolean isLabelled();

    /** Gives the labels to all series. */
    void addLabels(LabelColumn column, SeriesBuilder builder) {
        column.addTo(builder);
    }

    /** Gives the series of a part their names, and forgets them. */
    void addTo(SeriesBuilder builder) {}

    /** Tells what is known at the end of the file. */
    void end() {}
}
