package io.unfade.report.page;

import io.unfade.check.Require;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A table with one heading per column. The first column names the rows.
 *
 * @param caption of the table
 * @param columns at least one
 * @param rows one entry per column: a {@link Number} in numeric columns, text in others; either may be {@link Marked}
 */
public record Table(String caption, List<Column> columns, List<List<Object>> rows) implements PageBlock {
    /**
     * One column.
     *
     * @param name its heading
     * @param unit of its numbers; empty for none
     * @param decimals the number of decimal places; -1 for a text column
     * @param explanation a sentence below the table; empty if the name suffices
     */
    public record Column(String name, String unit, int decimals, String explanation) {
        /** {@return a text column} */
        public static Column text(String name, String explanation) {
            return new Column(name, "", -1, explanation);
        }

        /** {@return a numeric column} */
        public static Column number(String name, String unit, int decimals, String explanation) {
            return new Column(name, unit, decimals, explanation);
        }

        /** {@return whether the column is numeric} */
        public boolean numeric() {
            return decimals >= 0;
        }

        String written(Object given) {
            Object entry = Marked.bare(given);
            if (!(entry instanceof Number number) || !numeric()) {
                return entry.toString();
            }
            double value = number.doubleValue();
            if (Double.isNaN(value)) {
                return "–";
            }
            if (Double.isInfinite(value)) {
                return value > 0 ? "∞" : "−∞";
            }
            BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
            return rounded.toPlainString().replace('-', '−');
        }
    }

    /**
     * An entry compared with something, such as a published number: a sign and a colour show the outcome, explained in
     * a line below the table.
     *
     * @param entry the entry itself
     * @param inside whether it is within the tolerance
     */
    public record Marked(Object entry, boolean inside) {
        /** Checks that it is marked only once. */
        public Marked {
            Require.argument(!(entry instanceof Marked), "an entry can be marked once only: %s", entry);
        }

        /** {@return an entry inside the tolerance} */
        public static Marked inside(Object entry) {
            return new Marked(entry, true);
        }

        /** {@return an entry outside the tolerance} */
        public static Marked outside(Object entry) {
            return new Marked(entry, false);
        }

        static Object bare(Object entry) {
            return entry instanceof Marked marked ? marked.entry : entry;
        }
    }

    /** Copies the lists and checks that rows and columns agree. */
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Object> row : rows) {
            Require.argument(
                    row.size() == columns.size(),
                    "table '%s' has %d columns, but a row has %d entries",
                    caption,
                    columns.size(),
                    row.size());
            for (int i = 0; i < row.size(); i++) {
                Require.argument(
                        !columns.get(i).numeric() || Marked.bare(row.get(i)) instanceof Number,
                        "column '%s' of table '%s' holds numbers, but an entry is '%s'",
                        columns.get(i).name(),
                        caption,
                        row.get(i));
            }
        }
    }

    @Override
    public String html(PageFigures figures) {
        List<Values> headings = columns.stream()
                .map(column -> new Values()
                        .with("name", column.name())
                        .with("unit", column.unit())
                        .with("numeric", column.numeric()))
                .toList();
        List<Map<String, String>> explanations = columns.stream()
                .filter(column -> !column.explanation().isEmpty())
                .map(column -> Map.of("name", column.name(), "explanation", column.explanation()))
                .toList();
        List<Map<String, Object>> lines = rows.stream()
                .map(row -> Map.<String, Object>of(
                        "entries",
                        IntStream.range(0, row.size())
                                .mapToObj(i -> entry(i, row.get(i)))
                                .toList()))
                .toList();
        return Template.TABLE.filled(new Values()
                .with("caption", caption)
                .with("columns", headings)
                .with("rows", lines)
                .with("marked", IntStream.range(0, columns.size()).anyMatch(this::marks))
                .with("explained", !explanations.isEmpty())
                .with("explanations", explanations));
    }

    private Values entry(int index, Object entry) {
        Column column = columns.get(index);
        return new Values()
                .with("value", column.written(entry))
                .with("numeric", column.numeric())
                .with("names", index == 0)
                .with("inside", entry instanceof Marked marked && marked.inside())
                .with("outside", entry instanceof Marked marked && !marked.inside())
                .with("unmarked", column.numeric() && marks(index) && !(entry instanceof Marked));
    }

    private boolean marks(int column) {
        return rows.stream().anyMatch(row -> row.get(column) instanceof Marked);
    }
}
