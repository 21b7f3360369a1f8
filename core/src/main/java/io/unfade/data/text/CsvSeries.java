package io.unfade.data.text;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
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
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.DoubleBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/**
 * Reads long CSV files: one row a step, {@code id,time,<features...>[,label][,group]}. Rows of one id need not be
 * together; steps are put in the order of their times, series in the order their ids first appear in.
 */
public final class CsvSeries {
    private final Path file;
    private final CsvColumns columns;
    private final int[] featureColumns;
    private final Map<String, CsvId> ids = new LinkedHashMap<>();
    private final CsvRows rows;
    private final CsvNumbers numbers;
    private final TimeColumn times = new TimeColumn();
    private final List<String> header;
    private @Nullable CsvId current;

    private CsvSeries(Path file, List<String> header, CsvDialect dialect) throws MalformedFileException {
        this.file = file;
        this.header = header;
        CsvColumns columns = CsvColumns.of(header, Location.line(file, 1));
        this.columns = columns;
        featureColumns = columns.features().stream().mapToInt(Integer::intValue).toArray();
        rows = new CsvRows(file, featureColumns.length);
        numbers = new CsvNumbers(dialect);
    }

    /**
     * Reads a file.
     *
     * @throws MalformedFileException if it is not of this format, with the line
     */
    public static SeriesSet read(Path file, ReadOptions options) throws IOException {
        long line = 1;
        CsvDialect dialect = CsvDialect.of(file);
        try (Reader text = new InputStreamReader(SourceStream.text(file), StandardCharsets.UTF_8.newDecoder());
                CsvReader<CsvRecord> csv = dialect.format().ofCsvRecord(text);
                CloseableIterator<CsvRecord> records = csv.iterator()) {
            new Location(file, "").require(records.hasNext(), "has no header line");
            List<String> header = withoutMark(records.next().getFields());
            CsvSeries series = new CsvSeries(file, header, dialect);
            while (records.hasNext()) {
                CsvRecord row = records.next();
                line = row.getStartingLineNumber();
                series.add(row, Location.line(file, line));
            }
            return series.build(options);
        } catch (CsvParseException e) {
            throw new MalformedFileException(
                    file, "after line " + line, "is not CSV: " + reason(String.valueOf(e.getMessage())), e);
        } catch (UncheckedIOException e) {
            throw unwrapped(file, line, TextFiles.cause(e));
        }
    }

    private static IOException unwrapped(Path file, long line, IOException cause) {
        if (cause instanceof CharacterCodingException) {
            return new MalformedFileException(
                    file, "after line " + line, "is not text in UTF-8; save it as UTF-8", cause);
        }
        return cause;
    }

    private static List<String> withoutMark(List<String> header) {
        List<String> names = new ArrayList<>(header);
        if (names.get(0).startsWith("\uFEFF")) {
            names.set(0, names.get(0).substring(1));
        }
        return names;
    }

    private void add(CsvRecord row, Location location) throws MalformedFileException {
        location.require(
                row.getFieldCount() == columns.count(),
                "has %d fields, but the header has %d",
                row.getFieldCount(),
                columns.count());
        checkIndex(row, location);
        String id = row.getField(columns.id());
        location.require(!id.isBlank(), "has no id");
        double time = time(row.getField(columns.time()), location);
        CsvId series = seriesOf(id, row, location);
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

    /** Checks that a column without a name holds nothing but the numbers of rows. */
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

    private CsvId seriesOf(String id, CsvRecord row, Location location) throws MalformedFileException {
        String label =
                columns.label() < 0 ? null : row.getField(columns.label()).strip();
        location.require(label == null || !label.isEmpty(), "has no label");
        int group = columns.group() < 0 ? 0 : group(row.getField(columns.group()), inColumn(columns.group(), location));
        if (current == null || !current.name().equals(id)) {
            current = ids.computeIfAbsent(id, name -> new CsvId(name, ids.size(), label, group));
        }
        checkAgrees(current, label, group, location);
        return current;
    }

    private static void checkAgrees(CsvId known, @Nullable String label, int group, Location location)
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

    private SeriesSet build(ReadOptions options) throws MalformedFileException {
        int[] lengths = ids.values().stream().mapToInt(CsvId::rows).toArray();
        SeriesBuilder builder = SeriesAssembly.padded(file, lengths, featureColumns.length)
                .featureNames(columns.names())
                .ids(List.copyOf(ids.keySet()));
        addCells(builder, rows.order(ids.values(), times), options);
        tell(options);
        if (columns.label() >= 0) {
            LabelColumn column = new LabelColumn();
            ids.values().forEach(id -> column.add(String.valueOf(id.label())));
            column.addTo(builder);
        }
        if (columns.group() >= 0) {
            builder.groups(ids.values().stream().mapToInt(CsvId::group).toArray());
        }
        return builder.build();
    }

    private void tell(ReadOptions options) {
        if (columns.index() >= 0) {
            options.notes()
                    .accept(new ReadNote(
                            file,
                            ReadNote.Kind.UNKNOWN,
                            "the first column has no name and numbers the rows, as pandas writes its index; it is not a"
                                    + " feature"));
        }
        if (rows.reordered() > 0) {
            options.notes()
                    .accept(new ReadNote(
                            file,
                            ReadNote.Kind.ORDER,
                            "the rows of " + rows.reordered() + " of " + ids.size()
                                    + " series are not in the order of their times; they were put in it"));
        }
    }

    private void addCells(SeriesBuilder builder, IntUnaryOperator order, ReadOptions options)
            throws MalformedFileException {
        int features = featureColumns.length;
        int place = 0;
        SeriesEnds ends = new SeriesEnds(new Location(file, ""), options);
        int[] lengths = new int[ids.size()];
        boolean timed = options.missing() == MissingValues.LINEAR;
        for (CsvId id : ids.values()) {
            double[] cells = new double[id.rows() * features];
            double[] rowTimes = new double[id.rows()];
            for (int time = 0; time < id.rows(); time++) {
                int row = order.applyAsInt(place++);
                rows.copyRow(row, cells, time * features);
                rowTimes[time] = timed ? rows.time(row) : time;
            }
            Supplier<Location> series =
                    () -> new Location(file, "id " + PlainText.quote(id.name())).inside("series %d", id.index());
            lengths[id.index()] = ends.next(cells, features, series);
            double[] real = Arrays.copyOf(cells, lengths[id.index()] * features);
            options.missing().fill(real, features, rowTimes, series);
            builder.cells(id.index() * builder.steps() * features, DoubleBuffer.wrap(real));
        }
        builder.lengths(lengths);
        ends.tell();
    }

    private static String reason(String found) {
        return found.startsWith("Unclosed quoted field")
                ? "a quotation mark is not closed; was the file cut off?"
                : PlainText.quote(found);
    }
}
