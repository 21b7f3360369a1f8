package io.unfade.data.text;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.unfade.check.AtomicFile;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Tables as CSV: commas, a header, UTF-8, lines end in LF. */
public final class CsvFile {
    private static final MathContext DIGITS = new MathContext(9);

    private CsvFile() {}

    /** Writes a header and records atomically. */
    public static void write(List<List<String>> lines, Path file) throws IOException {
        AtomicFile.write(file, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            try (CsvWriter csv =
                    CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer)) {
                lines.forEach(csv::writeRecord);
            }
        });
    }

    /** {@return the records of a table; closes the stream} */
    public static List<NamedCsvRecord> read(InputStream stream) throws IOException {
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return csv.stream().toList();
        }
    }

    /** {@return a number with 9 digits; empty where it is not finite} */
    public static String written(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toString();
    }
}
