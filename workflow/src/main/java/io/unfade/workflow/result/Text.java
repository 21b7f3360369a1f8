package io.unfade.workflow.result;

import io.unfade.check.PlainText;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Numbers and tables as plain text. */
public final class Text {
    private Text() {}

    /** {@return the number with four digits behind the point; "-" if undefined} */
    public static String number(double value) {
        return fixed(value, 4);
    }

    /** {@return the number with so many digits behind the point; "-" if undefined} */
    public static String fixed(double value, int digits) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** {@return the number with up to three digits behind the point} */
    public static String plain(double value) {
        return String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
    }

    /** {@return the share as a percentage with one digit behind the point; "-" if undefined} */
    public static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A table whose first column is flush left and whose others are flush right. */
    public static final class Table {
        private final List<List<String>> rows = new ArrayList<>();

        /** Starts a table. */
        public Table(String... header) {
            rows.add(shown(header));
        }

        /** Adds a row of as many cells as the header has. */
        public Table row(String... cells) {
            rows.add(shown(cells));
            return this;
        }

        private static List<String> shown(String... cells) {
            return Arrays.stream(cells).map(PlainText::name).toList();
        }

        @Override
        public String toString() {
            int columns = rows.get(0).size();
            int[] widths = new int[columns];
            for (List<String> row : rows) {
                for (int c = 0; c < columns; c++) {
                    widths[c] = Math.max(widths[c], row.get(c).length());
                }
            }
            StringBuilder text = new StringBuilder();
            for (List<String> row : rows) {
                StringBuilder line = new StringBuilder();
                for (int c = 0; c < columns; c++) {
                    String pad = " ".repeat(widths[c] - row.get(c).length());
                    line.append(c == 0 ? row.get(c) + pad : "  " + pad + row.get(c));
                }
                text.append(line.toString().stripTrailing()).append('\n');
            }
            return text.toString();
        }
    }
}
