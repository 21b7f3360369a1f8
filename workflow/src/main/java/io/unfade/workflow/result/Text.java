package io.unfade.workflow.result;

import io.unfade.check.PlainText;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Numbers and tables as plain text. */
public final class Text {
    private Text() {}

    /** {@return the number with four decimal places; "-" if undefined} */
    public static String number(double value) {
        return fixed(value, 4);
    }

    /** {@return the number with this many decimal places, 0 without a sign; "-" if undefined} */
    public static String fixed(double value, int digits) {
        return Double.isNaN(value)
                ? "-"
                : String.format(Locale.ROOT, "%." + digits + "f", value).replaceFirst("^-(0(\\.0*)?)$", "$1");
    }

    /** {@return the number with up to three decimal places} */
    public static String plain(double value) {
        return String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
    }

    /** {@return the share as a percentage with one decimal place; "-" if undefined} */
    public static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A table; columns of words are flush left, those of numbers flush right. */
    public static final class Table {
        private static final Pattern NUMBER =
                Pattern.compile("-?(\\d[^A-Za-z]*(e[-+]\\d+)?( (us|ms|s|MB))?|Infinity|)");

        private final List<List<String>> rows = new ArrayList<>();

        /** Starts a table. */
        public Table(String... header) {
            rows.add(shown(header));
        }

        /** Adds a row with as many cells as the header. */
        public Table row(String... cells) {
            rows.add(shown(cells));
            return this;
        }

        private static List<String> shown(String... cells) {
            return Arrays.stream(cells).map(PlainText::name).toList();
        }

        @Override
        public String toString() {
            List<List<String>> columns = IntStream.range(0, rows.get(0).size())
                    .mapToObj(c -> padded(rows.stream().map(row -> row.get(c)).toList()))
                    .toList();
            return IntStream.range(0, rows.size())
                    .mapToObj(r -> columns.stream().map(column -> column.get(r)).collect(Collectors.joining("  ")))
                    .map(line -> line.stripTrailing() + '\n')
                    .collect(Collectors.joining());
        }

        /** {@return the cells of a column, header first, padded to the same width} */
        private static List<String> padded(List<String> cells) {
            int width = cells.stream().mapToInt(String::length).max().orElseThrow();
            boolean numbers = cells.stream().skip(1).allMatch(NUMBER.asMatchPredicate());
            return cells.stream()
                    .map(cell -> {
                        String pad = " ".repeat(width - cell.length());
                        return numbers ? pad + cell : cell + pad;
                    })
                    .toList();
        }
    }
}
