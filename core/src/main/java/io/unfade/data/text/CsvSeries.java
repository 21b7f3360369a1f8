package io.unfade.data.text;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.unfade.check.IOConsumer;
import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.Location;
import io.unfade.data.source.LongTable;
import io.unfade.data.source.ReadNote;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.SourceStream;
import io.unfade.data.source.TextNumber;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads long CSV files: one row per step, {@code id,time,<features...>[,label][,group]}. Rows of one id need not be
 * adjacent; steps are sorted by time, series are in the order of first appearance.
 */
public final class CsvSeries implements CsvReading.Rows {
    private static final int LEAST_BYTES = 2; // of a value and what ends it

    private final Path file;
    private final CsvColumns columns;
    private final int[] featureColumns;
    private final CsvNumbers numbers;
    private final ReadOptions options;
    private final TimeColumn times = new TimeColumn();
    private final List<String> header;
    private final LongTable table;

    private CsvSeries(
            Path file,
            List<String> header,
            CsvDialect dialect,
            ReadOptions options,
            long cells,
            IOConsumer<? super SeriesSet> reader)
            throws MalformedFileException {
        this.file = file;
        this.header = header;
        this.options = options;
        columns = CsvColumns.of(header, Location.line(file, 1));
        featureColumns = columns.features().stream().mapToInt(Integer::intValue).toArray();
        numbers = new CsvNumbers(dialect);
        table = new LongTable(
                file,
                new LongTable.Words("line", times::inWords),
                columns.names(),
                Precision.DOUBLE,
                options,
                cells,
                reader);
    }

    /**
     * Reads a file.
     *
     * @throws MalformedFileException if it violates the format; the message names the line
     */
    public static SeriesSet read(Path file, ReadOptions options) throws IOException {
        SeriesSet[] whole = new SeriesSet[1];
        readParts(file, options, Long.MAX_VALUE, set -> whole[0] = set);
        return whole[0];
    }

    /**
     * Reads a file part by part if the rows of each series follow each other, which a first pass over the file finds out; else
     * all of it is one part. Besides a part, ids are held in that pass.
     *
     * @param cells how many a part has at the least, but for the last
     * @param reader gets each part; only a file of a single part has labels
     * @throws MalformedFileException likewise, perhaps after some parts have been given
     */
    public static void read(Path file, ReadOptions options, long cells, IOConsumer<? super SeriesSet> reader)
            throws IOException {
        boolean small = SourceStream.limit(file) / LEAST_BYTES < cells;
        readParts(file, options, small || !CsvReading.isBySeries(file) ? Long.MAX_VALUE : cells, reader);
    }

    private static void readParts(Path file, ReadOptions options, long cells, IOConsumer<? super SeriesSet> reader)
            throws IOException {
        CsvSeries series =
                CsvReading.of(file, (header, dialect) -> new CsvSeries(file, header, dialect, options, cells, reader));
        series.tell();
        series.table.end();
    }

    @Override
    public void add(CsvRecord row, Location location) throws IOException {
        location.require(
                row.getFieldCount() == columns.count(),
                "has %d fields, but the header has %d",
                row.getFieldCount(),
                columns.count());
        checkIndex(row, location);
        String id = row.getField(columns.id());
        table.next(id, location);
        double time = time(row.getField(columns.time()), location);
        String label =
                columns.label() < 0 ? null : row.getField(columns.label()).strip();
        location.require(label == null || !label.isEmpty(), "has no label");
        @Nullable
        Integer group =
                columns.group() < 0 ? null : group(row.getField(columns.group()), inColumn(columns.group(), location));
        table.add(id, time, row.getStartingLineNumber(), label, group, location);
        for (int column : featureColumns) {
            table.addValue(numbers.value(row.getField(column), inColumn(column, location)), location);
        }
    }

    private double time(String text, Location location) throws MalformedFileException {
        Supplier<Location> place = inColumn(columns.time(), location);
        return times.value(text, numbers.number(text, place), place);
    }

    /** Checks that an unnamed column contains row numbers only. */
    private void checkIndex(CsvRecord row, Location location) throws MalformedFileException {
        if (columns.index() < 0) {
            return;
        }
        String text = row.getField(columns.index());
        double number = TextNumber.decimal(text.strip()).orElse(Double.NaN);
        if (number != Math.rint(number)) {
            throw location.problem(
                    "the first column has no name in the header, and holds %s; only numbers of rows, as pandas writes them,"
                            + " are passed over: name the column, or leave it out (index=False)",
                    PlainText.quote(text));
        }
    }

    private Supplier<Location> inColumn(int column, Location location) {
        return () -> location.inside("column %s", PlainText.quote(header.get(column)));
    }

    private static int group(String text, Supplier<Location> place) throws MalformedFileException {
        double value = TextNumber.decimal(text.strip()).orElse(Double.NaN);
        if (value != (int) value) {
            throw place.get().problem("group must be a whole number of 32 bits, but is %s", PlainText.quote(text));
        }
        return (int) value;
    }

    private void tell() {
        if (columns.index() >= 0) {
            options.notes()
                    .accept(new ReadNote(
                            file,
                            ReadNote.Kind.UNKNOWN,
                            "the first column has no name and numbers the rows, as pandas writes its index; it is not a"
                                    + " feature"));
        }
    }
}
