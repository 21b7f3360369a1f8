package io.unfade.experiments.table;

import io.unfade.metric.Estimate;
import io.unfade.report.page.PageBlock;
import io.unfade.report.page.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One measure of a summary as a matrix for readers: such as models down and data sets across, and where a number was published that too.
 *
 * @param summary where the numbers are
 * @param rowTitle what the rows are
 * @param rows what is in each row
 * @param columns what is in each column
 * @param labels from row and column to the labels of a summary's entry
 */
public record Matrix(
        Summary summary,
        String rowTitle,
        List<Name> rows,
        List<Name> columns,
        BiFunction<String, String, List<String>> labels) {
    /**
     * A row or column.
     *
     * @param key in the labels
     * @param title for readers
     */
    public record Name(String key, String title) {}

    /** {@return the tables of some measures} */
    public List<PageBlock> ofEach(List<Measure> measures) {
        return measures.stream().map(measure -> (PageBlock) of(measure)).toList();
    }

    /** {@return the table of one measure} */
    public Table of(Measure measure) {
        List<Table.Column> heads = new ArrayList<>();
        heads.add(Table.Column.text(rowTitle, ""));
        columns.forEach(column -> heads.add(Table.Column.text(column.title(), "")));
        List<List<Object>> lines = new ArrayList<>();
        for (Name row : rows) {
            List<Object> line = new ArrayList<>();
            line.add(row.title());
            for (Name column : columns) {
                Optional<Summary.Entry> entry = summary.find(labels.apply(row.key(), column.key()), measure.key());
                line.add(entry.map(Matrix::written).orElse("–"));
            }
            lines.add(line);
        }
        return new Table(caption(measure), heads, lines);
    }

    /**
     * {@return the table of several measures, which are its rows; the last column says which numbers are good}
     *
     * @param columns what is in each column between
     * @param labels from column to the labels of a summary's entry
     */
    public static Table ofMeasures(
            Summary summary, List<Measure> measures, List<Name> columns, Function<String, List<String>> labels) {
        List<Table.Column> heads = new ArrayList<>();
        heads.add(Table.Column.text("Measure", ""));
        columns.forEach(column -> heads.add(Table.Column.text(column.title(), "")));
        heads.add(Table.Column.text("Better", ""));
        List<List<Object>> lines = new ArrayList<>();
        for (Measure measure : measures) {
            List<Object> line = new ArrayList<>();
            line.add(titled(measure));
            for (Name column : columns) {
                Optional<Summary.Entry> entry = summary.find(labels.apply(column.key()), measure.key());
                line.add(entry.map(Matrix::written).orElse("–"));
            }
            line.add(measure.better());
            lines.add(line);
        }
        return new Table(seeds(summary), heads, lines);
    }

    private String caption(Measure measure) {
        String better = measure.better().isEmpty() ? "" : "; better: " + measure.better();
        return titled(measure) + better + ". " + seeds(summary);
    }

    private static String titled(Measure measure) {
        return measure.title() + (measure.unit().isEmpty() ? "" : " (" + measure.unit() + ")");
    }

    private static String seeds(Summary summary) {
        boolean several =
                summary.entries().stream().anyMatch(entry -> entry.ours().count() > 1);
        String over = summary.over();
        return several ? "Mean over " + over + "s ± half of the 95 % interval." : "One " + over + ".";
    }

    private static Object written(Summary.Entry entry) {
        Measure measure = entry.measure();
        Estimate ours = entry.ours();
        String text = number(measure, ours.mean());
        if (Double.isFinite(ours.low())) {
            text += " ± " + number(measure, ours.high() - ours.mean());
        }
        if (entry.published().isEmpty()) {
            return text;
        }
        double value = entry.published().get().value();
        String difference = (entry.difference() < 0 ? "−" : "+") + number(measure, Math.abs(entry.difference()));
        return new Table.Marked(
                text + " [" + number(measure, value) + ", " + difference + "]",
                entry.agrees().orElse(false));
    }

    private static String number(Measure measure, double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + measure.decimals() + "f", value);
    }
}
