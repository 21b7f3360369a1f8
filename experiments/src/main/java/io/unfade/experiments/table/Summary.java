package io.unfade.experiments.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.text.CsvFile;
import io.unfade.metric.Estimate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Means over seeds or another repetition, with intervals and published numbers.
 *
 * @param labels names of the label columns, without the repeated one
 * @param over the unit of repetition, in the singular, such as {@code seed}
 * @param entries one for each group of runs that differ only in this unit, and each measure
 */
public record Summary(List<String> labels, String over, List<Entry> entries) {
    /**
     * One mean.
     *
     * @param labels by column
     * @param measure the averaged measure
     * @param ours the mean over repetitions
     * @param published the published number, if there is one
     */
    public record Entry(List<String> labels, Measure measure, Estimate ours, Optional<Published.Value> published) {
        /** {@return ours minus published; NaN if nothing was published} */
        public double difference() {
            return published.map(number -> ours.mean() - number.value()).orElse(Double.NaN);
        }

        /** {@return whether ours is within the tolerance of the published number; empty if there is none} */
        public Optional<Boolean> agrees() {
            return published.map(number -> number.agrees(ours.mean()));
        }
    }

    /** {@return the means over seeds of a table of runs} */
    public static Summary of(ResultTable results, Published published) {
        return of(results, published, results.labels().size() - 1);
    }

    /**
     * {@return the means over the label after the first ones, such as the fold; means over further labels are taken first}
     *
     * @param columns number of labels of the means
     */
    public static Summary of(ResultTable results, Published published, int columns) {
        List<Entry> entries = new ArrayList<>();
        results.grouped(columns).forEach((labels, group) -> {
            for (int column = 0; column < results.measures().size(); column++) {
                Measure measure = results.measures().get(column);
                Estimate ours = Estimate.of(ResultTable.means(group, column).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
                entries.add(new Entry(labels, measure, ours, published.find(labels, measure.key())));
            }
        });
        return new Summary(
                results.labels().subList(0, columns), results.labels().get(columns), entries);
    }

    /** {@return the means of at least one number} */
    public Summary known() {
        return new Summary(
                labels,
                over,
                entries.stream().filter(entry -> entry.ours().count() > 0).toList());
    }

    /** {@return the mean of a measure for some labels, if there are such runs} */
    public Optional<Entry> find(List<String> wanted, String measure) {
        return entries.stream()
                .filter(entry ->
                        entry.labels().equals(wanted) && entry.measure().key().equals(measure))
                .findFirst();
    }

    /** {@return the mean of a measure for some labels; NaN if there are no such runs} */
    public double mean(List<String> wanted, String measure) {
        return estimate(wanted, measure).mean();
    }

    /** {@return the mean of a measure for some labels, with its interval; NaN if there are no such runs} */
    public Estimate estimate(List<String> wanted, String measure) {
        return find(wanted, measure).map(Entry::ours).orElseGet(Estimate::of);
    }

    /** {@return the entries with a published number} */
    public List<Entry> compared() {
        return entries.stream().filter(entry -> entry.published().isPresent()).toList();
    }

    /** {@return the means as JSON; undefined numbers are null} */
    public ArrayNode json() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Entry entry : entries) {
            ObjectNode node = all.addObject();
            for (int i = 0; i < labels.size(); i++) {
                node.put(labels.get(i), entry.labels().get(i));
            }
            node.put("measure", entry.measure().key());
            node.put(over + "s", entry.ours().count());
            put(node, "mean", entry.ours().mean());
            put(node, "low", entry.ours().low());
            put(node, "high", entry.ours().high());
            entry.published().ifPresent(number -> {
                node.put("published", number.value());
                node.put("tolerance", number.tolerance());
                put(node, "difference", entry.difference());
                node.put("agrees", number.agrees(entry.ours().mean()));
            });
        }
        return all;
    }

    private static void put(ObjectNode node, String key, double value) {
        node.set(key, Double.isFinite(value) ? DoubleNode.valueOf(value) : NullNode.getInstance());
    }

    /** Writes the means as CSV with a header; undefined numbers are empty. */
    public void write(Path file) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(labels);
        header.addAll(List.of(
                "measure", over + "s", "mean", "low", "high", "published", "difference", "tolerance", "agrees"));
        lines.add(header);
        for (Entry entry : entries) {
            List<String> line = new ArrayList<>(entry.labels());
            line.add(entry.measure().key());
            line.add(Integer.toString(entry.ours().count()));
            line.add(CsvFile.written(entry.ours().mean()));
            line.add(CsvFile.written(entry.ours().low()));
            line.add(CsvFile.written(entry.ours().high()));
            line.add(entry.published()
                    .map(number -> CsvFile.written(number.value()))
                    .orElse(""));
            line.add(CsvFile.written(entry.difference()));
            line.add(entry.published()
                    .map(number -> CsvFile.written(number.tolerance()))
                    .orElse(""));
            line.add(entry.agrees().map(agrees -> agrees ? "yes" : "no").orElse(""));
            lines.add(line);
        }
        CsvFile.write(lines, file);
    }
}
