package io.unfade.data.text;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.data.source.Location;
import io.unfade.data.source.SourceStream;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One pass over the rows of a long CSV file, of which one is held at a time. */
final class CsvReading {
    private CsvReading() {}

    /** Receives the rows of a file. */
    @FunctionalInterface
    interface Rows {
        void add(CsvRecord row, Location location) throws IOException;
    }

    /**
     * Receives the header of a file, and says who receives the rows.
     *
     * @param <R> who
     */
    @FunctionalInterface
    interface Start<R extends Rows> {
        R of(List<String> header, CsvDialect dialect) throws MalformedFileException;
    }

    /**
     * {@return the receiver, which has all rows}
     *
     * @throws MalformedFileException if the file is not CSV, with the line, or the receiver says so
     */
    static <R extends Rows> R of(Path file, Start<R> start) throws IOException {
        long line = 1;
        CsvDialect dialect = CsvDialect.of(file);
        try (Reader text = new InputStreamReader(SourceStream.text(file), StandardCharsets.UTF_8.newDecoder());
                CsvReader<CsvRecord> csv = dialect.format().ofCsvRecord(text);
                CloseableIterator<CsvRecord> records = csv.iterator()) {
            new Location(file, "").require(records.hasNext(), "has no header line");
            R rows = start.of(withoutMark(records.next().getFields()), dialect);
            while (records.hasNext()) {
                CsvRecord row = records.next();
                line = row.getStartingLineNumber();
                rows.add(row, Location.line(file, line));
            }
            return rows;
        } catch (CsvParseException e) {
            throw new MalformedFileException(
                    file, "after line " + line, "is not CSV: " + reason(String.valueOf(e.getMessage())), e);
        } catch (UncheckedIOException e) {
            throw unwrapped(file, line, TextFiles.cause(e));
        }
    }

    /**
     * {@return whether the rows of each series of a file follow each other}
     *
     * @throws MalformedFileException if the file is not CSV, or has not the columns of a long table
     */
    static boolean isBySeries(Path file) throws IOException {
        Location first = Location.line(file, 1);
        Ids ids = of(
                file, (header, dialect) -> new Ids(CsvColumns.of(header, first).id()));
        return ids.followEachOther;
    }

    private static final class Ids implements Rows {
        private final int column;
        private final Set<String> seen = new HashSet<>();
        private String last = "";
        private boolean followEachOther = true;

        Ids(int column) {
            this.column = column;
        }

        @Override
        public void add(CsvRecord row, Location location) {
            String id = column < row.getFieldCount() ? row.getField(column) : last;
            followEachOther &= id.equals(last) || seen.add(id);
            last = id;
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

    private static String reason(String found) {
        return found.startsWith("Unclosed quoted field")
                ? "a quotation mark is not closed; was the file cut off?"
                : PlainText.quote(found);
    }
}
