package io.unfade.data.io;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.unfade.check.MalformedFileException;
import io.unfade.data.SeriesSet;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads long CSV files: one row a step, {@code id,time,<features...>[,label][,group]}. Rows of one id need not be
 * together; steps are put in the order of their times, series in the order their ids first appear in.
 */
final class CsvSeries {
    private final Path file;
    private final CsvColumns columns;
    private final Map<String, Integer> series = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final List<@Nullable String> labels = new ArrayList<>();
    private final List<Integer> groups = new ArrayList<>();
    private final List<Integer> rowSeries = new ArrayList<>();
    private final GrowingDoubles rowLines = new GrowingDoubles();
    private final GrowingDoubles rowTimes = new GrowingDoubles();
    private final GrowingDoubles rowCells = new GrowingDoubles();

    private CsvSeries(Path file, CsvColumns columns) {
        this.file = file;
        this.columns = columns;
    }

    /**
     * Reads a file.
     *
     * @throws MalformedFileException if it is not of this format, with the line
     */
    static SeriesSet read(Path file, ReadOptions options) throws IOException {
        long line = 1;
        try (Reader text = new InputStreamReader(SourceStream.open(file), StandardCharsets.UTF_8.newDecoder());
                CsvReader<CsvRecord> csv = CsvReader.builder()
                        .detectBomHeader(false)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .skipEmptyLines(true)
                        .ofCsvRecord(text);
                CloseableIterator<CsvRecord> records = csv.iterator()) {
            new Location(file, "").require(records.hasNext(), "has no header line");
            List<String> header = withoutMark(records.next().getFields());
            CsvSeries rows = new CsvSeries(file, CsvColumns.of(header, Location.line(file, line)));
            while (records.hasNext()) {
                CsvRecord row = records.next();
                line = row.getStartingLineNumber();
                rows.add(row, Location.line(file, line));
            }
            return rows.build(options);
        } catch (CsvParseException e) {
            throw new MalformedFileException(
                    file, "after line " + line, "is not CSV: " + Location.quote(String.valueOf(e.getMessage())), e);
        } catch (UncheckedIOException e) {
            throw unwrapped(file, line, TextFiles.cause(e));
        }
    }

    private static IOException unwrapped(Path file, long line, IOException cause) {
        if (cause instanceof CharacterCodingException) {
            return new MalformedFileException(file, "after line " + line, "is not text in UTF-8", cause);
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
        String id = row.getField(columns.id());
        location.require(!id.isBlank(), "has no id");
        double time = TextNumber.cell(row.getField(columns.time()), location);
        location.require(Double.isFinite(time), "time must be a finite number, but is %s", time);
        rowSeries.add(seriesOf(id, row, location));
        rowTimes.add(time);
        rowLines.add((double) row.getStartingLineNumber());
        for (int column : columns.features()) {
            String text = row.getField(column);
            double value = text.isBlank() ? Double.NaN : TextNumber.cell(text, location);
            location.require(rowCells.add(value), "a file with more than 2^31 - 9 values is not read; split it");
        }
    }

    private int seriesOf(String id, CsvRecord row, Location location) throws MalformedFileException {
        String label =
                columns.label() < 0 ? null : row.getField(columns.label()).strip();
        location.require(label == null || !label.isEmpty(), "has no label");
        int group = columns.group() < 0 ? 0 : group(row.getField(columns.group()), location);
        Integer known = series.get(id);
        if (known == null) {
            series.put(id, ids.size());
            ids.add(id);
            labels.add(label);
            groups.add(group);
            return ids.size() - 1;
        }
        String before = labels.get(known);
        location.require(
                label == null || label.equals(before),
                "id %s has label %s here, but %s in an earlier line",
                Location.quote(id),
                Location.quote(String.valueOf(label)),
                Location.quote(String.valueOf(before)));
        location.require(
                group == groups.get(known),
                "id %s has group %d here, but %d in an earlier line",
                Location.quote(id),
                group,
                groups.get(known));
        return known;
    }

    private static int group(String text, Location location) throws MalformedFileException {
        double value = TextNumber.decimal(text.strip()).orElse(Double.NaN);
        location.require(
                value == (int) value, "group must be a whole number of 32 bits, but is %s", Location.quote(text));
        return (int) value;
    }

    private SeriesSet build(ReadOptions options) throws MalformedFileException {
        int[] order = IntStream.range(0, rowSeries.size())
                .boxed()
                .sorted((a, b) -> {
                    int bySeries = Integer.compare(rowSeries.get(a), rowSeries.get(b));
                    return bySeries != 0 ? bySeries : Double.compare(rowTimes.get(a), rowTimes.get(b));
                })
                .mapToInt(Integer::intValue)
                .toArray();
        SeriesAssembly assembly = new SeriesAssembly(file, options);
        int start = 0;
        for (int end = 1; end <= order.length; end++) {
            boolean same = end < order.length && rowSeries.get(order[end]).equals(rowSeries.get(order[start]));
            if (same) {
                checkRises(order[end - 1], order[end]);
            } else {
                addSeries(assembly, order, start, end);
                start = end;
            }
        }
        SeriesSet.Builder builder =
                assembly.toBuilder().featureNames(columns.names()).ids(ids);
        if (columns.label() >= 0) {
            LabelColumn column = new LabelColumn();
            labels.forEach(label -> column.add(String.valueOf(label)));
            column.addTo(builder);
        }
        if (columns.group() >= 0) {
            builder.groups(groups.stream().mapToInt(Integer::intValue).toArray());
        }
        return builder.build();
    }

    private void checkRises(int before, int row) throws MalformedFileException {
        Location.line(file, (long) rowLines.get(row))
                .require(
                        rowTimes.get(row) > rowTimes.get(before),
                        "id %s has the time %s twice, first in line %.0f",
                        Location.quote(ids.get(rowSeries.get(row))),
                        rowTimes.get(row),
                        rowLines.get(before));
    }

    private void addSeries(SeriesAssembly assembly, int[] order, int start, int end) throws MalformedFileException {
        int features = columns.features().size();
        double[] cells = new double[Math.multiplyExact(end - start, features)];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = rowCells.get(order[start + i / features] * features + i % features);
        }
        String id = ids.get(rowSeries.get(order[start]));
        assembly.add(cells, features, new Location(file, "id " + Location.quote(id)));
    }
}
