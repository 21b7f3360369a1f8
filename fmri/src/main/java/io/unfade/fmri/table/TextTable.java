package io.unfade.fmri.table;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Message;
import io.unfade.check.NearestWord;
import io.unfade.check.PlainText;
import io.unfade.check.Utf8Text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A table of text in UTF-8 with one header line: tabs between the columns, or commas if the file's name ends in
 * {@code .csv}. Immutable.
 *
 * <p>Comma-separated cells may be quoted and then contain commas and line ends. Tab-separated cells, as in BIDS, may
 * not: a line is a row, and quotation marks are ordinary characters.
 *
 * @param file its source, as the caller named it
 * @param columns distinct names of the columns
 * @param rows in the order of the file
 */
public record TextTable(Path file, List<String> columns, List<Row> rows) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * One row.
     *
     * @param line line number in the file
     * @param cells one per column, without surrounding blanks
     */
    public record Row(long line, List<String> cells) {}

    /**
     * {@return the table of a file}
     *
     * @throws MalformedFileException if it has no header, a duplicate column, or a row with more or fewer cells
     */
    public static TextTable read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new MalformedFileException(file, "", "is a folder; name a table");
        }
        try (Reader text = new InputStreamReader(
                Utf8Text.of(Files.newInputStream(file), file), StandardCharsets.UTF_8.newDecoder())) {
            List<Row> records = isCsv(file) ? separatedByCommas(file, text) : separatedByTabs(file, text);
            if (records.isEmpty()) {
                throw new MalformedFileException(file, "", "is empty; it needs a line with the names of its columns");
            }
            List<String> columns = header(file, records.get(0));
            List<Row> rows = new ArrayList<>();
            for (Row record : records.subList(1, records.size())) {
                rows.add(row(file, record, columns));
            }
            return new TextTable(file, columns, List.copyOf(rows));
        }
    }

    /** {@return the non-empty lines, including the header} */
    private static List<Row> separatedByTabs(Path file, Reader text) throws IOException {
        List<Row> records = new ArrayList<>();
        long number = 0;
        try {
            BufferedReader lines = new BufferedReader(text);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isEmpty()) {
                    records.add(new Row(number, Arrays.asList(line.split("\t", -1))));
                }
            }
        } catch (CharacterCodingException e) {
            throw new MalformedFileException(file, "after line " + number, "is not text in UTF-8", e);
        }
        return records;
    }

    /** {@return the non-empty records, including the header} */
    private static List<Row> separatedByCommas(Path file, Reader text) throws IOException {
        List<Row> records = new ArrayList<>();
        long line = 1;
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                        .detectBomHeader(false)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .skipEmptyLines(true)
                        .ofCsvRecord(text);
                CloseableIterator<CsvRecord> found = csv.iterator()) {
            while (found.hasNext()) {
                CsvRecord record = found.next();
                line = record.getStartingLineNumber();
                records.add(new Row(line, record.getFields()));
            }
            return records;
        } catch (CsvParseException e) {
            throw new MalformedFileException(
                    file,
                    "after line " + line,
                    "is not a table: " + PlainText.quote(String.valueOf(e.getMessage())),
                    e);
        } catch (UncheckedIOException e) {
            throw unwrapped(file, line, e);
        }
    }

    private static boolean isCsv(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    private static IOException unwrapped(Path file, long line, UncheckedIOException e) {
        IOException cause = e.getCause();
        if (cause == null) {
            return new IOException(e);
        }
        return cause instanceof CharacterCodingException
                ? new MalformedFileException(file, "after line " + line, "is not text in UTF-8", e)
                : cause;
    }

    private static List<String> header(Path file, Row record) throws MalformedFileException {
        Set<String> names = new LinkedHashSet<>();
        for (String field : record.cells()) {
            String name = names.isEmpty() && field.startsWith(BYTE_ORDER_MARK) ? field.substring(1) : field;
            if (!names.add(name.strip())) {
                throw new MalformedFileException(
                        file, "header", "has the column " + PlainText.quote(name.strip()) + " twice");
            }
        }
        return List.copyOf(names);
    }

    private static Row row(Path file, Row record, List<String> columns) throws MalformedFileException {
        if (record.cells().size() != columns.size()) {
            throw new MalformedFileException(
                    file,
                    "line " + record.line(),
                    "has " + record.cells().size() + " cells, but the header has " + columns.size()
                            + (isCsv(file) ? "" : "; cells are apart by tabulators"));
        }
        return new Row(record.line(), record.cells().stream().map(String::strip).toList());
    }

    /** {@return the index of a column; -1 if there is no such column} */
    public int find(String column) {
        return columns.indexOf(column);
    }

    /**
     * {@return the index of a column}
     *
     * @throws MalformedFileException if there is no such column
     */
    public int column(String name) throws MalformedFileException {
        int column = find(name);
        if (column < 0) {
            throw new MalformedFileException(
                    file,
                    "header",
                    "has no column " + PlainText.quote(name) + "; there are " + String.join(", ", columns)
                            + NearestWord.clause(name, columns));
        }
        return column;
    }

    /**
     * {@return the number in a cell}
     *
     * @param meaning the expected value, such as {@code "a number of seconds"}
     * @throws MalformedFileException if the cell is not a finite decimal number
     */
    public double number(Row row, int column, String meaning) throws MalformedFileException {
        String text = row.cells().get(column);
        return TextCell.number(text)
                .orElseThrow(() -> problem(row, column, "must be " + meaning + ", but is " + PlainText.quote(text)));
    }

    /** {@return the exception for a malformed cell} */
    public MalformedFileException problem(Row row, int column, String problem) {
        return problem("line " + row.line() + ", column " + PlainText.quote(columns.get(column)), problem);
    }

    /** {@return the exception for a problem elsewhere in the file} */
    public MalformedFileException problem(String place, String problem) {
        return problem(place, Message.text(problem));
    }

    /** {@return likewise, for a problem with a remedy named in the message} */
    public MalformedFileException problem(String place, Message problem) {
        return new MalformedFileException(file, place, problem);
    }
}
