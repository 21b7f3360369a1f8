package io.unfade.fmri.region;

import io.unfade.check.MalformedFileException;
import io.unfade.fmri.table.TextTable;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of an atlas' labels. Immutable. */
public final class LookUpTable {
    /** A number, a name that may hold blanks, and perhaps the four numbers of a colour, as FreeSurfer writes it. */
    private static final Pattern LINE = Pattern.compile("\\s*(\\d+)[\\s,;:]+(.*?)(?:(?:\\s+\\d+){4})?\\s*");

    private final Map<Integer, String> names;

    private LookUpTable(Map<Integer, String> names) {
        this.names = names;
    }

    /** {@return a table that names nothing} */
    public static LookUpTable none() {
        return new LookUpTable(Map.of());
    }

    /**
     * {@return the table of a file: {@code .tsv} or {@code .csv} with the columns {@code index} and {@code name}, as BIDS
     * and nilearn have it, or lines of a number and a name; lines that begin with # are skipped}
     *
     * @throws MalformedFileException if the file is neither, or names a label twice
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
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (MalformedInputException e) {
            throw new MalformedFileException(file, "", "is not text in UTF-8", e);
        }
        Map<Integer, String> names = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || matcher.group(1).length() > 9) {
                throw new MalformedFileException(
                        file, "line " + (i + 1), "must be a label and its name, such as '12 Insula'");
            }
            if (names.put(Integer.valueOf(matcher.group(1)), matcher.group(2)) != null) {
                throw new MalformedFileException(
                        file, "line " + (i + 1), "names label " + matcher.group(1) + " a second time");
            }
        }
        return names;
    }

    /** {@return the name of a label; {@code region 12} if the table does not name it} */
    public String name(int label) {
        String name = names.getOrDefault(label, "");
        return name.isEmpty() ? "region " + label : name;
    }
}
