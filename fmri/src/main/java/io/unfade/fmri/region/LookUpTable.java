package io.unfade.fmri.region;

import io.unfade.check.MalformedFileException;
import io.unfade.check.Utf8Text;
import io.unfade.fmri.table.TextTable;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The names of an atlas' labels. Immutable. */
public final class LookUpTable {
    private static final int MAX_DIGITS = 9;
    private static final int COLOUR = 4;

    private final Map<Integer, String> names;

    private LookUpTable(Map<Integer, String> names) {
        this.names = names;
    }

    /** {@return an empty table} */
    public static LookUpTable none() {
        return new LookUpTable(Map.of());
    }

    /**
     * {@return the table of a file: {@code .tsv} or {@code .csv} with the columns {@code index} and {@code name}, as in
     * BIDS and nilearn, or lines of a number and a name; lines that begin with # are skipped}
     *
     * @throws MalformedFileException if the file is neither, or has a label twice
     */
    public static LookUpTable read(Path file) throws IOException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        Map<Integer, String> names =
                name.endsWith(".tsv") || name.endsWith(".csv") ? columns(TextTable.read(file)) : lines(file);
        if (names.isEmpty()) {
            throw new MalformedFileException(file, "", "names no label");
        }
        return new LookUpTable(names);
    }

    private static Map<Integer, String> columns(TextTable table) throws MalformedFileException {
        int index = table.column("index");
        int name = table.column("name");
        Map<Integer, String> names = new TreeMap<>();
        for (TextTable.Row row : table.rows()) {
            double label = table.number(row, index, "a whole number");
            if (label != (int) label) {
                throw table.problem(row, index, "must be a whole number, but is " + label);
            }
            if (names.put((int) label, row.cells().get(name)) != null) {
                throw table.problem(row, index, "names label " + (int) label + " a second time");
            }
        }
        return names;
    }

    private static Map<Integer, String> lines(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new MalformedFileException(file, "", "is a folder; name a file");
        }
        List<String> lines = Utf8Text.read(file).lines().toList();
        Map<Integer, String> names = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            Line read = Line.of(line);
            if (read == null) {
                throw new MalformedFileException(
                        file, "line " + (i + 1), "must be a label and its name, such as '12 Insula'");
            }
            if (names.put(read.label(), read.name()) != null) {
                throw new MalformedFileException(
                        file, "line " + (i + 1), "names label " + read.label() + " a second time");
            }
        }
        return names;
    }

    /** {@return the labels of the table, in ascending order} */
    public List<Integer> labels() {
        return names.keySet().stream().sorted().toList();
    }

    /** {@return whether the table has a label} */
    public boolean has(int label) {
        return names.containsKey(label);
    }

    /** {@return the name of a label in the table; {@code region 12} if the table does not have the label} */
    public String name(int label) {
        return names.getOrDefault(label, "region " + label);
    }

    /** A number, a name that may contain blanks, and optionally the four numbers of a colour, as in FreeSurfer. */
    private record Line(int label, String name) {
        private static final String BETWEEN = " \t,;:";

        /** {@return the parsed line; null if it has another form} */
        static @Nullable Line of(String line) {
            String text = line.stripLeading();
            int end = digits(text, 0);
            if (end == 0 || end > MAX_DIGITS || end == text.length() || BETWEEN.indexOf(text.charAt(end)) < 0) {
                return null;
            }
            int from = end;
            while (from < text.length() && BETWEEN.indexOf(text.charAt(from)) >= 0) {
                from++;
            }
            String rest = text.substring(from).strip();
            return new Line(Integer.parseInt(text.substring(0, end)), withoutColour(rest));
        }

        private static String withoutColour(String text) {
            int end = text.length();
            for (int number = 0; number < COLOUR; number++) {
                int from = end;
                while (from > 0 && isDigit(text.charAt(from - 1))) {
                    from--;
                }
                int before = from;
                while (before > 0 && Character.isWhitespace(text.charAt(before - 1))) {
                    before--;
                }
                if (from == end || before == from || before == 0) {
                    return text;
                }
                end = before;
            }
            return text.substring(0, end);
        }

        private static int digits(String text, int from) {
            int end = from;
            while (end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
            return end;
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }
    }
}
