package io.unfade.data.text;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.unfade.check.IOConsumer;
import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.LabelColumn;
import io.unfade.data.source.Location;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.ReadNote;
import io.unfade.data.source.ReadOptions;
import io.unfade.data.source.SeriesAssembly;
import io.unfade.data.source.SeriesEnds;
import io.unfade.data.source.SourceStream;
import io.unfade.data.source.TextNumber;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
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
    private final Map<String, CsvRows.Id> ids = new LinkedHashMap<>();
    private final CsvNumbers numbers;
    private final ReadOptions options;
    private final SeriesEnds ends;
    private final long cells;
    private final IOConsumer<? super SeriesSet> reader;
    private final TimeColumn times = new TimeColumn();
    private final List<String> header;
    private CsvRows rows;
    private CsvRows.@Nullable Id current;
    private int before; // series of earlier parts
    private int reordered; // of them

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
        this.cells = cells;
        this.reader = reader;
        ends = new SeriesEnds(new Location(file, ""), options);
        CsvColumns columns = CsvColumns.of(header, Location.line(file, 1));
        this.columns = columns;
        featureColumns = columns.features().stream().mapToInt(Integer::intValue).toArray();
        rows = new CsvRows(file, featureColumns.length);
        numbers = new CsvNumbers(dialect);
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
        SeriesSet last = series.build(series.before == 0);
        series.ends.tell();
        series.tell();
        reader.accept(last);
    }

    private void givePart() throws IOException {
        reader.accept(build(false));
        reordered += rows.reordered();
        before += ids.size();
        rows = new CsvRows(file, featureColumns.length);
        ids.clear();
        current = null;
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
        location.require(!id.isBlank(), "has no id");
        if (rows.fills(cells) && (current == null || !current.name().equals(id))) {
            givePart();
        }
        double time = time(row.getField(columns.time()), location);
        CsvRows.Id series = seriesOf(id, row, location);
        series.countRow();
        rows.add(series.index(), time, row.getStartingLineNumber());
        for (int column : featureColumns) {
            double value = numbers.value(row.getField(column), inColumn(column, location));
            location.require(rows.addValue(value), "a file with more than 2^31 - 9 values is not read; split it");
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

    private CsvRows.Id seriesOf(String id, CsvRecord row, Location location) throws MalformedFileException {
        String label =
                columns.label() < 0 ? null : row.getField(columns.label()).strip();
        location.require(label == null || !label.isEmpty(), "has no label");
        int group = columns.group() < 0 ? 0 : group(row.getField(columns.group()), inColumn(columns.group(), location));
        if (current == null || !current.name().equals(id)) {
            current = ids.computeIfAbsent(id, name -> new CsvRows.Id(name, ids.size(), label, group));
        }
        checkAgrees(current, label, group, location);
        return current;
    }

    private static void checkAgrees(CsvRows.Id known, @Nullable String label, int group, Location location)
            throws MalformedFileException {
        if (!Objects.equals(label, known.label())) {
            throw location.problem(
                    "id %s has label %s here, but %s in an earlier line",
                    PlainText.quote(known.name()),
                    PlainText.quote(String.valueOf(label)),
                    PlainText.quote(String.valueOf(known.label())));
        }
        if (group != known.group()) {
            throw location.problem(
                    "id %s has group %d here, but %d in an earlier line",
                    PlainText.quote(known.name()), group, known.group());
        }
    }

    private static int group(String text, Supplier<Location> place) throws MalformedFileException {
        double value = TextNumber.decimal(text.strip()).orElse(Double.NaN);
        if (value != (int) value) {
            throw place.get().problem("group must be a whole number of 32 bits, but is %s", PlainText.quote(text));
        }
        return (int) value;
    }

    /** {@return the series since the last part} */
    private SeriesSet build(boolean labelled) throws MalformedFileException {
        int[] lengths = ids.values().stream().mapToInt(CsvRows.Id::rows).toArray();
        SeriesBuilder builder = SeriesAssembly.padded(file, lengths, featureColumns.length)
                .featureNames(columns.names())
                .ids(List.copyOf(ids.keySet()));
        addCells(builder, rows.order(ids.values(), times));
        if (labelled && columns.label() >= 0) {
            LabelColumn column = new LabelColumn();
            ids.values().forEach(id -> column.add(String.valueOf(id.label())));
            column.addTo(builder);
        }
        if (columns.group() >= 0) {
            builder.groups(ids.values().stream().mapToInt(CsvRows.Id::group).toArray());
        }
        return builder.build();
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
        reordered += rows.reordered();
        if (reordered > 0) {
            options.notes()
                    .accept(new ReadNote(
                            file,
                            ReadNote.Kind.ORDER,
                            "the rows of " + reordered + " of " + (before + ids.size())
                                    + " series are not in the order of their times; they were put in it"));
        }
    }

    private void addCells(SeriesBuilder builder, IntUnaryOperator order) throws MalformedFileException {
        int features = featureColumns.length;
        int place = 0;
        int[] lengths = new int[ids.size()];
        boolean timed = options.missing() == MissingValues.LINEAR;
        for (CsvRows.Id id : ids.values()) {
            double[] cells = new double[id.rows() * features];
            double[] rowTimes = new double[id.rows()];
            for (int time = 0; time < id.rows(); time++) {
                int row = order.applyAsInt(place++);
                rows.copyRow(row, cells, time * features);
                rowTimes[time] = timed ? rows.time(row) : time;
            }
            Supplier<Location> series = () ->
                    new Location(file, "id " + PlainText.quote(id.name())).inside("series %d", before + id.index());
            lengths[id.index()] = ends.next(cells, features, series);
            double[] real = Arrays.copyOf(cells, lengths[id.index()] * features);
            options.missing().fill(real, features, rowTimes, series);
            builder.cells(id.index() * builder.steps() * features, DoubleBuffer.wrap(real));
        }
        builder.lengths(lengths);
    }
}
