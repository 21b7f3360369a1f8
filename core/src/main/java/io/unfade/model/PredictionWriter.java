package io.unfade.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes predictions as text, a line a series, as they come: CSV with the columns {@code id}, {@code predicted} and {@code
 * p_NAME} for each class, or JSON objects {@code {"id": ..., "predicted": ..., "probabilities": {NAME: ...}}}. Numbers are written
 * so that they read back as the same doubles.
 */
public final class PredictionWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Writer out;
    private final Format format;

    /** The form of the lines. */
    public enum Format {
        /** Comma-separated values with a header. */
        CSV,
        /** A JSON object a line. */
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
        this.format = format;
        if (format == Format.CSV) {
            List<String> header = new ArrayList<>(List.of("id", "predicted"));
            classNames.forEach(name -> header.add("p_" + name));
            out.write(csv(header));
        }
    }

    /**
     * Writes a line for each series.
     *
     * @throws IOException if writing fails
     */
    public void write(Predictions predictions) throws IOException {
        for (int i = 0; i < predictions.count(); i++) {
            out.write(format == Format.CSV ? csv(row(predictions, i)) : json(predictions, i));
        }
    }

    private static List<String> row(Predictions predictions, int series) {
        List<String> row = new ArrayList<>(List.of(predictions.ids().get(series), predictions.predictedName(series)));
        for (double probability : predictions.probabilities()[series]) {
            row.add(Double.toString(probability));
        }
        return row;
    }

    private static String csv(List<String> row) {
        StringWriter line = new StringWriter();
        CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(line).writeRecord(row);
        return line.toString();
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
