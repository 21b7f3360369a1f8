package io.unfade.data.text;

import io.unfade.check.IOConsumer;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Require;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.GrowingDoubles;
import io.unfade.data.source.Location;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.TextNumber;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/**
 * The {@code .tsv} files of the UCR archive: one univariate series per line, class first, separated by tabs. Trailing
 * NaN marks a shorter series, as in the archive of 2018.
 */
public final class TsvSeries extends SeriesLines {
    private int columns;

    private TsvSeries(TextLines lines, ReadOptions options) {
        super(lines.file().file(), options);
    }

    /**
     * Reads a file.
     *
     * @throws MalformedFileException if it violates the format; the message names the line
     */
    public static SeriesSet read(Path file, ReadOptions options) throws IOException {
        return SeriesLines.read(file, options, TsvSeries::new);
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
        SeriesLines.read(file, options, TsvSeries::new, cells, reader);
    }

    @Override
    boolean isComment(String line) {
        return false;
    }

    @Override
    boolean isLabelled() {
        return true;
    }

    @Override
    void add(String line, Location location) throws MalformedFileException {
        int tab = line.indexOf('\t');
        location.require(tab >= 0, "expected a class and values, separated by tabs, but there is no tab");
        double[] values = values(line, tab + 1, location);
        location.require(values.length > 0, "has no value after its class");
        location.require(
                columns == 0 || values.length == columns,
                "has %d values, but the lines before have %d",
                values.length,
                columns);
        columns = values.length;
        String label = line.substring(0, tab).strip();
        location.require(!label.isEmpty(), "has no class in its first column");
        labels().add(label);
        assembly().add(values, 1, location);
    }

    private static double[] values(String line, int from, Location location) throws MalformedFileException {
        GrowingDoubles values = new GrowingDoubles();
        int start = from;
        int end = line.endsWith("\t") ? line.length() - 1 : line.length(); // some programs write a trailing tab
        while (start <= end) {
            int tab = line.indexOf('\t', start);
            int stop = tab < 0 ? line.length() : tab;
            location.require(values.add(TextNumber.cell(line.substring(start, stop), location)), "has too many values");
            start = stop + 1;
        }
        return values.toArray();
    }

    /**
     * Writes a set.
     *
     * @throws IllegalArgumentException if it has several features, unequal lengths, no labels, or a class name that
     *     would break a line
     */
    public static void write(SeriesSet set, Writer out) throws IOException {
        for (int series = 0; series < set.count(); series++) {
            StringBuilder line = new StringBuilder(set.classNames().get(set.label(series)));
            for (int time = 0; time < set.steps(); time++) {
                line.append('\t').append(TextFiles.number(set, series, time, 0));
            }
            out.append(line.append('\n'));
        }
    }

    /** Checks that a set fits the format, before anything is written. */
    public static void check(SeriesSet set, Path file) {
        Require.argument(
                set.features() == 1,
                "%s: .tsv holds one feature, but there are %d; use .npz or .ts",
                file,
                set.features());
        Require.argument(set.equalLengths(), "%s: .tsv holds series of equal length only; use .npz or .ts", file);
        Require.argument(set.hasLabels(), "%s: .tsv needs class labels, but the series have none", file);
        TextFiles.checkClassNames(set, file, "\t\r\n");
    }
}
