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
 * One measure of a summary as a matrix, for example models down and data sets across, together with published numbers.
 *
 * @param summary source of the numbers
 * @param rowTitle title of the row heads
 * @param rows content of each row
 * @param columns content of each column
 * @param labels maps a row and a column to the labels of a summary's entry
 */
public record Matrix<R, C>(
        Summary summary,
        String rowTitle,
        List<Name<R>> rows,
        List<Name<C>> columns,
        BiFunction<R, C, List<String>> labels) {
    /**
     * A row or column.
     *
     * @param of its content
     * @param title for readers
     */
    public record Name<T>(T of, String title) {
        /** {@return rows or columns with their titles} */
        public static <T> List<Name<T>> all(List<T> of, Function<T, String> title) {
            return of.stream().map(each -> new Name<>(each, title.apply(each))).toList();
        }
    }

    /** {@return the tables of some measures} */
    public List<PageBlock> ofEach(List<Measure> measures) {
        return measures.stream().map(measure -> (PageBlock) of(measure)).toList();
    }

    /** {@return the table of one measure} */
    private Table of(Measure measure) {
        List<List<Object>> lines = rows.stream()
                .map(row -> line(summary, row.title(), measure, columns, column -> labels.apply(row.of(), column)))
                .toList();
        return new Table(caption(measure), heads(rowTitle, columns), lines);
    }

    /**
     * {@return the table with measures as rows; the last column says which numbers are good}
     *
     * @param columns content of each column in between
     * @param labels maps a column to the labels of a summary's entry
     */
    public static <C> Table ofMeasures(
            Summary summary, List<Measure> measures, List<Name<C>> columns, Function<C, List<String>> labels) {
        List<Table.Column> heads = heads("Measure", columns);
        heads.add(Table.Column.text("Better", ""));
        List<List<Object>> lines = new ArrayList<>();
        for (Measure measure : measures) {
            List<Object> line = line(summary, titled(measure), measure, columns, labels);
            line.add(measure.better());
            lines.add(line);
        }
        return new Table(seeds(summary), heads, lines);
    }

    private static <C> List<Table.Column> heads(String first, List<Name<C>> columns) {
        List<Table.Column> heads = new ArrayList<>();
        heads.add(Table.Column.text(first, ""));
        columns.forEach(column -> heads.add(Table.Column.text(column.title(), "")));
        return heads;
    }

    private static <C> List<Object> line(
            Summary summary, String title, Measure measure, List<Name<C>> columns, Function<C, List<String>> labels) {
        List<Object> line = new ArrayList<>(List.of(title));
        for (Name<C> column : columns) {
            Optional<Summary.Entry> entry = summary.find(labels.apply(column.of()), measure.key());
            line.add(entry.map(Matrix::written).orElse("–"));
        }
        return line;
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
