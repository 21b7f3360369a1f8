package io.unfade.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Writes predictions as text, one line per series, as they arrive: CSV with the columns {@code id}, {@code predicted}
 * and {@code p_NAME} for each class, or JSON objects {@code {"id": ..., "predicted": ..., "probabilities": {NAME:
 * ...}}}. Numbers read back as the same doubles.
 */
public final class PredictionWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Writer out;
    private final @Nullable CsvWriter csv;

    /** The form of the lines. */
    public enum Format {
        /** Comma-separated values with a header. */
        CSV,
        /** One JSON object per line. */
        JSON_LINES
    }

    /**
     * Starts the text; of CSV this writes the header.
     *
     * @param out receives the text; not closed
     * @param classNames of the model, K of them
     * @throws IOException if writing fails
     */
    public PredictionWriter(Writer out, Format format, List<String> classNames) throws IOException {
        this.out = out;
        csv = format == Format.CSV
                ? CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out)
                : null;
        if (csv != null) {
            List<String> header = new ArrayList<>(List.of("id", "predicted"));
            classNames.forEach(name -> header.add("p_" + name));
            write(csv, List.of(header));
        }
    }

    /**
     * Writes a line for each series.
     *
     * @throws IOException if writing fails
     */
    public void write(Predictions predictions) throws IOException {
        if (csv != null) {
            write(
                    csv,
                    IntStream.range(0, predictions.count())
                            .mapToObj(i -> row(predictions, i))
                            .toList());
            return;
        }
        for (int i = 0; i < predictions.count(); i++) {
            out.write(json(predictions, i));
        }
    }

    private static void write(CsvWriter csv, List<List<String>> rows) throws IOException {
        try {
            rows.forEach(csv::writeRecord);
            csv.flush();
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private static List<String> row(Predictions predictions, int series) {
        List<String> row = new ArrayList<>(List.of(predictions.ids().get(series), predictions.predictedName(series)));
        for (double probability : predictions.probabilities()[series]) {
            row.add(Double.toString(probability));
        }
        return row;
    }

    private static String json(Predictions predictions, int series) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", predictions.ids().get(series));
        node.put("predicted", predictions.predictedName(series));
        ObjectNode probabilities = node.putObject("probabilities");
        for (int k = 0; k < predictions.classNames().size(); k++) {
            probabilities.put(predictions.classNames().get(k), predictions.probabilities()[series][k]);
        }
        return JSON.writeValueAsString(node) + "\n";
    }
}
