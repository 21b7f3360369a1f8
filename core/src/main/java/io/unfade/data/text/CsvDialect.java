package io.unfade.data.text;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The separator and quoting of a table. Determined from its header: the first known dialect that yields the required
 * columns. Tab-separated text has no quoting, unless its header is quoted.
 *
 * @param separator between cells
 * @param quote around cells; NUL, which never occurs in text, for none
 */
public record CsvDialect(char separator, char quote) {
    private static final char NONE = '\0';
    private static final CsvDialect COMMA = new CsvDialect(',', '"');
    private static final List<CsvDialect> KNOWN =
            List.of(COMMA, new CsvDialect(';', '"'), new CsvDialect('\t', NONE), new CsvDialect('\t', '"'));

    /**
     * {@return the dialect of a file}; commas if its header lacks the columns of a long table
     *
     * @throws IOException if the file cannot be read, or is not text
     */
    static CsvDialect of(Path file) throws IOException {
        String header = header(file);
        return KNOWN.stream().filter(known -> known.fits(header)).findFirst().orElse(COMMA);
    }

    /** {@return whether a file is a long table separated by tabs} */
    public static boolean isTabbedTable(Path file) throws IOException {
        return of(file).separator == '\t';
    }

    private static String header(Path file) throws IOException {
        try (TextLines lines = TextLines.open(file)) {
            String line = lines.next();
            while (line != null && line.isEmpty()) {
                line = lines.next();
            }
            return line == null ? "" : line;
        }
    }

    private boolean fits(String header) {
        try (CloseableIterator<CsvRecord> records = format().ofCsvRecord(header).iterator()) {
            List<String> names = !records.hasNext()
                    ? List.of()
                    : records.next().getFields().stream()
                            .map(name -> name.strip().toLowerCase(Locale.ROOT))
                            .toList();
            return names.contains(CsvColumns.ID) && names.contains(CsvColumns.TIME);
        } catch (IOException | CsvParseException e) {
            return false;
        }
    }

    /** {@return a builder for readers of this dialect} */
    CsvReader.CsvReaderBuilder format() {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .quoteCharacter(quote)
                .detectBomHeader(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .skipEmptyLines(true);
    }

    /** {@return whether numbers may have a decimal comma: if commas do not separate cells} */
    boolean mayHaveDecimalComma() {
        return separator != ',';
    }
}
