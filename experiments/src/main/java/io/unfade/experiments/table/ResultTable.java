package io.unfade.experiments.table;

import io.unfade.check.Require;
import io.unfade.data.text.CsvFile;
import io.unfade.metric.Estimate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One row per run: labels such as the data set, the model and the seed, and the resulting numbers.
 *
 * @param labels names of the label columns; the last is the seed
 * @param measures the number columns
 * @param rows with one label or number per column; NaN if a number is undefined
 */
public record ResultTable(List<String> labels, List<Measure> measures, List<Row> rows) {
    /**
     * One run.
     *
     * @param labels by column; the last is the seed
     * @param values by column
     */
    public record Row(List<String> labels, double[] values) {}

    /** Checks that rows and columns agree. */
    public ResultTable {
        labels = List.copyOf(labels);
        measures = List.copyOf(measures);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            Require.argument(
                    row.labels().size() == labels.size() && row.values().length == measures.size(),
                    "a row must have %d labels and %d numbers, but is %s %s",
                    labels.size(),
                    measures.size(),
                    row.labels(),
                    Arrays.toString(row.values()));
        }
    }

    /**
     * {@return the rows grouped by their first labels, and then by the next label}
     *
     * @param columns number of first labels
     */
    Map<List<String>, Map<String, List<Row>>> grouped(int columns) {
        Map<List<String>, Map<String, List<Row>>> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            groups.computeIfAbsent(row.labels().subList(0, columns), key -> new LinkedHashMap<>())
                    .computeIfAbsent(row.labels().get(columns), key -> new ArrayList<>())
                    .add(row);
        }
        return groups;
    }

    /**
     * {@return the means of a number over the rows with these first labels, by the next label}
     */
    public Map<String, Double> means(List<String> first, Measure measure) {
        return means(grouped(first.size()).getOrDefault(first, Map.of()), measures.indexOf(measure));
    }

    static Map<String, Double> means(Map<String, List<Row>> group, int column) {
        Map<String, Double> means = new LinkedHashMap<>();
        group.forEach((label, rows) -> means.put(
                label,
                Estimate.of(rows.stream()
                                .mapToDouble(row -> row.values()[column])
                                .toArray())
                        .mean()));
        return means;
    }

    /** Writes the rows as CSV with a header; undefined numbers are empty. */
    public void write(Path file) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(labels);
        measures.forEach(measure -> header.add(measure.key()));
        lines.add(header);
        for (Row row : rows) {
            List<String> line = new ArrayList<>(row.labels());
            Arrays.stream(row.values()).mapToObj(CsvFile::written).forEach(line::add);
            lines.add(line);
        }
        CsvFile.write(lines, file);
    }
}
